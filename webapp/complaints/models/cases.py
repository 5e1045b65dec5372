"""The case, the employees named in it, and who stepped back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.complaints.models.checks import one_of
from webapp.complaints.rules import lengths as rules
from webapp.complaints.rules.categories import Category, DeclineReason, Kind
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import LANGUAGES


class Case(Model):
    """One complaint or suggestion. The story is sealed; `version` is what every action compares."""

    __tablename__ = "complaint_case"
    __table_args__ = (
        CheckConstraint("reviewer_id IS NULL OR reviewer_id <> handler_id", name="reviewer_is_another"),
        CheckConstraint(
            "reviewer_id IS NULL OR concluded_by IS NULL OR reviewer_id <> concluded_by",
            name="two_sign_a_result",
        ),
        CheckConstraint(
            "decline_signed_by IS NULL OR decline_signed_by <> decline_proposed_by", name="two_sign_a_decline"
        ),
        one_of("kind", Kind),
        one_of("state", State),
        one_of("state_before_waiting", (State.SUBMITTED, State.ACCEPTED, State.INVESTIGATING)),
        one_of("category", Category),
        one_of("decline_reason", DeclineReason),
        one_of("language", LANGUAGES),
        CheckConstraint("(client_id IS NULL) = (tracking IS NOT NULL)", name="told_by_a_client_or_anonymous"),
        one_of("channel", Channel),
        CheckConstraint("(channel = 'APP') = (entered_by IS NULL)", name="spoken_to_somebody"),
        CheckConstraint("entered_by IS NULL OR client_id IS NOT NULL", name="entered_for_a_client"),
        CheckConstraint("confirmed_at IS NULL OR entered_by IS NOT NULL", name="confirmed_what_was_entered"),
        CheckConstraint("corrected_at IS NULL OR entered_by IS NOT NULL", name="corrected_what_was_entered"),
        CheckConstraint("confirmed_at IS NULL OR corrected_at IS NULL", name="confirmed_or_corrected"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint(
            "(state = 'WAITING_CLIENT') = (state_before_waiting IS NOT NULL)", name="waits_from_a_state"
        ),
        CheckConstraint("satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction"),
        CheckConstraint("extended_days IS NULL OR extended_days BETWEEN 1 AND 10", name="extended_days"),
        Index("ix_complaint_case_queue", "branch_id", "state", "due_on", "id"),
        Index("ix_complaint_case_branch_id", "branch_id", "id"),  # what has ended, newest first
        Index("ix_complaint_case_handler_id", "handler_id", "state", "due_on"),
        Index("ix_complaint_case_state", "state", "escalated"),
        Index("ix_complaint_case_client_id", "client_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    number: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(12), default="COMPLAINT")
    client_id: Mapped[str | None] = mapped_column(Id, ForeignKey("client.id"))
    tracking: Mapped[str | None] = mapped_column(
        String(64), unique=True
    )  # a blind index of the code, anonymous
    channel: Mapped[str] = mapped_column(String(8), default="APP")
    entered_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))  # for a client who called
    caller: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.caller"))  # not the client
    confirmed_at: Mapped[datetime | None]  # the client read what was entered
    corrected_at: Mapped[datetime | None]  # or said what is wrong with it
    category: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date | None]
    story: Mapped[str] = mapped_column(crypto.Secret("complaint_case.story"))
    language: Mapped[str] = mapped_column(String(8), default="zh-Hans")  # of story and result
    confidential: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16), default="SUBMITTED")
    state_before_waiting: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer, default=1)
    handler_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reviewer_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    concluded_by: Mapped[str | None] = mapped_column(
        Id, ForeignKey("staff.id")
    )  # the handler of that day (T8)
    escalated: Mapped[int] = mapped_column(Integer, default=0)  # how many levels (T17)
    decline_reason: Mapped[str | None] = mapped_column(String(20))
    decline_words: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.decline_words"))
    decline_proposed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    decline_signed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    remedy: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.remedy"))
    result: Mapped[str | None] = mapped_column(crypto.Secret("complaint_case.result"))
    satisfaction: Mapped[int | None]
    ex_officio: Mapped[bool] = mapped_column(default=False)  # headquarters went on without the client (T16)
    extended_days: Mapped[int | None]  # how much more time RESULT was given, once (§4)
    lengths: Mapped[str] = mapped_column(String(200))  # of its clocks, as they were when it came in (§4)
    due_on: Mapped[date]  # of the RESULT clock, kept here for the queue
    waits_until: Mapped[date | None]  # the client's time to answer (T5)
    window_until: Mapped[date | None]  # the client's time to object (T12)
    submitted_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def copy_open(self) -> bool:
        """Tell whether the client has still to say if what staff wrote down is right."""
        return bool(self.entered_by) and self.confirmed_at is None and self.corrected_at is None

    @property
    def promised(self) -> rules.Lengths:
        """The lengths of its clocks: what headquarters set later holds for later cases."""
        return rules.read(self.lengths)

    @property
    def teller(self) -> str:
        """Give by what the complainant is let in: the client's id, or what is kept of the tracking code."""
        return self.client_id or self.tracking or ""


class Respondent(Model):
    """One employee named in a case, and what was found about them."""

    __tablename__ = "complaint_respondent"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id", name="uq_complaint_respondent_once"),
        Index(
            "ix_complaint_respondent_staff_id", "staff_id", "case_id"
        ),  # conflicts are read out of it alone
        Index(
            "ix_complaint_respondent_stands_by",
            "case_id",
            sqlite_where=text("stands_by = 1"),
            postgresql_where=text("stands_by"),
        ),
        one_of("outcome", Outcome),
        one_of("severity", Severity),
        one_of("measure", Measure),
        CheckConstraint("(outcome IS NULL) = (severity IS NULL)", name="outcome_with_severity"),
        CheckConstraint("(outcome IS NULL) = (evidence_id IS NULL)", name="outcome_cites_evidence"),
        CheckConstraint("(served_at IS NULL) = (summary IS NULL)", name="served_with_a_summary"),
        CheckConstraint("reply IS NULL OR served_at IS NOT NULL", name="reply_after_serving"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    order_id: Mapped[str | None] = mapped_column(Id, ForeignKey("standby_order.id"))
    stands_by: Mapped[bool] = mapped_column(default=False)  # the order is open
    renewed_on: Mapped[date | None]  # by headquarters, the last time (S1)
    summary: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.summary"))
    served_at: Mapped[datetime | None]
    put_off_until: Mapped[date | None]
    put_off_reason: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.put_off_reason"))
    reply: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.reply"))
    replied_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    severity: Mapped[str | None] = mapped_column(String(8))
    measure: Mapped[str | None] = mapped_column(String(12))
    grounds: Mapped[str | None] = mapped_column(crypto.Secret("complaint_respondent.grounds"))
    evidence_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint_evidence.id"))


class Recusal(Model):
    """Somebody who stepped back from a case."""

    __tablename__ = "complaint_recusal"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id", name="uq_complaint_recusal_once"),
        Index("ix_complaint_recusal_staff_id", "staff_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class DaySerial(Model):
    """The running number of a day's cases in the whole company; taken by one guarded statement."""

    __tablename__ = "complaint_day_serial"

    day: Mapped[date] = mapped_column(primary_key=True)
    serial: Mapped[int] = mapped_column(Integer, default=1)
