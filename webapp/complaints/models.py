"""Tables of the complaints room (complaints.md §1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class Case(Model):
    """One complaint of one client. The story is sealed; `version` is what every action compares."""

    __tablename__ = "complaint_case"
    __table_args__ = (
        CheckConstraint("reviewer_id IS NULL OR reviewer_id <> handler_id", name="reviewer_is_another"),
        CheckConstraint(
            "decline_signed_by IS NULL OR decline_signed_by <> decline_proposed_by", name="two_sign_a_decline"
        ),
        CheckConstraint(
            "state IN ('SUBMITTED','ACCEPTED','INVESTIGATING','WAITING_CLIENT','REVIEW','DECIDED',"
            "'CLOSED','DECLINED','WITHDRAWN')",
            name="state",
        ),
        Index("ix_complaint_case_queue", "branch_id", "state", "due_on", "id"),
        Index("ix_complaint_case_handler_id", "handler_id", "state", "due_on"),
        Index("ix_complaint_case_client_id", "client_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    number: Mapped[str] = mapped_column(String(16), unique=True)
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    category: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date | None]
    story: Mapped[str] = mapped_column(crypto.Secret("complaint_case.story"))
    story_language: Mapped[str] = mapped_column(String(8), default="zh-Hans")
    confidential: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16), default="SUBMITTED")
    state_before_waiting: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer, default=1)
    handler_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reviewer_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    decline_reason: Mapped[str | None] = mapped_column(String(20))
    decline_proposed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    decline_signed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    remedy: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.remedy"))
    result_zh: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.result_zh"))
    result_en: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.result_en"))
    satisfaction: Mapped[int | None]
    due_on: Mapped[date]  # of the RESULT clock, kept here for the queue
    submitted_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Respondent(Model):
    """One employee named in a case, and what was found about them."""

    __tablename__ = "complaint_respondent"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id", name="uq_complaint_respondent_once"),
        Index("ix_complaint_respondent_staff_id", "staff_id"),
        CheckConstraint("(outcome IS NULL) = (severity IS NULL)", name="outcome_with_severity"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    order_id: Mapped[str | None] = mapped_column(Id, ForeignKey("standby_order.id"))
    summary: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.summary"))
    served_at: Mapped[datetime | None]
    put_off_reason: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.put_off_reason"))
    reply: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.reply"))
    replied_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    severity: Mapped[str | None] = mapped_column(String(8))
    grounds: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.grounds"))
    evidence_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint_evidence.id"))


class CaseEvent(Model):
    """What happened to a case: append-only, one row per transition or act."""

    __tablename__ = "complaint_event"
    __table_args__ = (UniqueConstraint("case_id", "version", name="uq_complaint_event_order"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    version: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str] = mapped_column(String(4))
    action: Mapped[str] = mapped_column(String(20))
    actor_kind: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[str] = mapped_column(Id, default="")
    state_before: Mapped[str] = mapped_column(String(16))
    state_after: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(CaseEvent.__table__)  # type: ignore[arg-type]


class Message(Model):
    """Words between the company and the client; both see them."""

    __tablename__ = "complaint_message"
    __table_args__ = (Index("ix_complaint_message_case_id", "case_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    from_client: Mapped[bool]
    words: Mapped[str] = mapped_column(crypto.Secret("complaint_message.words"))
    language: Mapped[str] = mapped_column(String(8), default="zh-Hans")
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Note(Model):
    """An internal note; in a table of its own so that no client page can ever join it."""

    __tablename__ = "complaint_note"
    __table_args__ = (Index("ix_complaint_note_case_id", "case_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(crypto.Secret("complaint_note.words"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Evidence(Model):
    """A piece of evidence with the SHA-256 of its words and who brought it when."""

    __tablename__ = "complaint_evidence"
    __table_args__ = (Index("ix_complaint_evidence_case_id", "case_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    title: Mapped[str] = mapped_column(crypto.Secret("complaint_evidence.title"))
    words: Mapped[str] = mapped_column(crypto.Secret("complaint_evidence.words"))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class CaseClock(Model):
    """One running promise. A breach is written once and never taken back (T17)."""

    __tablename__ = "complaint_clock"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "subject_id", name="uq_complaint_clock_kind"),
        Index("ix_complaint_clock_due", "due_on", "kind"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(Id, default="")
    started_on: Mapped[date]
    due_on: Mapped[date]
    met_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]


class ClockPause(Model):
    """A span in which a clock stood still; due days are replayed from these."""

    __tablename__ = "complaint_clock_pause"
    __table_args__ = (Index("ix_complaint_clock_pause_clock_id", "clock_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    clock_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_clock.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class Recusal(Model):
    """Somebody who stepped back from a case."""

    __tablename__ = "complaint_recusal"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"), index=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class DaySerial(Model):
    """The running number of a day's cases; taken by a guarded UPDATE."""

    __tablename__ = "complaint_day_serial"

    day: Mapped[date] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(Integer, default=0)
