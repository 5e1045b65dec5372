"""What is kept of a case: its events, words with the client, internal notes, evidence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.complaints.models.checks import one_of
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.states import Action, Actor, State
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import LANGUAGES


class CaseEvent(Model):
    """What happened to a case: append-only, one row per transition or act."""

    __tablename__ = "complaint_event"
    __table_args__ = (
        one_of("action", ("SUBMIT", *Action)),
        one_of("actor_kind", Actor),
        one_of("state_before", ("", *State)),
        one_of("state_after", State),
        Index("uq_complaint_event_order", "case_id", "version", unique=True),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    version: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str] = mapped_column(String(4))
    action: Mapped[str] = mapped_column(String(20))
    actor_kind: Mapped[str] = mapped_column(String(16))
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    subject: Mapped[str] = mapped_column(String(20), default="")  # a clock's kind, a respondent's id
    state_before: Mapped[str] = mapped_column(String(16))
    state_after: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(CaseEvent.__table__)  # type: ignore[arg-type]


class Message(Model):
    """Words between the company and the client; both see them."""

    __tablename__ = "complaint_message"
    __table_args__ = (
        one_of("language", LANGUAGES),
        Index("ix_complaint_message_case_id", "case_id", "id"),
    )

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
    """A piece of evidence: words or a file, with its SHA-256, who brought it, when, and who may see it.

    `sha256` is the file's, or the words' where there is none. Nobody of the staff brought what the client did.
    """

    __tablename__ = "complaint_evidence"
    __table_args__ = (
        one_of("visibility", Visibility),
        CheckConstraint("(staff_id IS NULL) = (visibility = 'CLIENT')", name="brought_by"),
        CheckConstraint("(file_id IS NULL) = (size IS NULL)", name="file_has_a_size"),
        Index("ix_complaint_evidence_case_id", "case_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stored_file.id"), unique=True)
    size: Mapped[int | None]  # bytes of the file
    title: Mapped[str] = mapped_column(crypto.Secret("complaint_evidence.title"))
    words: Mapped[str] = mapped_column(crypto.Secret("complaint_evidence.words"))
    sha256: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(8), default="INTERNAL")
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(Evidence.__table__)  # type: ignore[arg-type]


class EvidenceServed(Model):
    """A file that was served on one respondent with the summary (T6): only then the respondent can open it."""

    __tablename__ = "complaint_evidence_served"
    __table_args__ = (
        UniqueConstraint("respondent_id", "evidence_id", name="uq_complaint_evidence_served_once"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    respondent_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_respondent.id"))
    evidence_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_evidence.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(EvidenceServed.__table__)  # type: ignore[arg-type]
