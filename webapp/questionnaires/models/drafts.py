"""What is being filled in, and the files that come with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model


class Draft(Model):
    """The answers of a questionnaire that a client is filling; `revision` guards against stale saves."""

    __tablename__ = "questionnaire_draft"
    __table_args__ = (
        UniqueConstraint("client_id", "code", name="uq_questionnaire_draft_client_id_code"),
        CheckConstraint("revision >= 0", name="revision"),
        Index("ix_questionnaire_draft_saved_at", "saved_at"),
        CheckConstraint("source IN ('PHONE','PAPER')", name="source"),
        CheckConstraint("(source = 'PAPER') = (entered_by <> '')", name="paper_has_a_hand"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    definition_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_definition.id"))
    code: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)
    place: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_draft.answers"))
    parked: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("questionnaire_draft.parked"))
    written_by: Mapped[str] = mapped_column(String(24), default="")
    amends_id: Mapped[str | None] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    source: Mapped[str] = mapped_column(String(8), default="PHONE")
    entered_by: Mapped[str] = mapped_column(Id, default="")
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    warned_at: Mapped[datetime | None]


class AttachedFile(Model):
    """A file handed in with an answer: its id is its sender's, what it is and its bytes are with the record.

    `sha1` is its fingerprint as FHIR R4 wants it: 28 letters of base64. Until `sent_at` only its client opens it, or
    who types the paper form it came with.
    """

    __tablename__ = "questionnaire_file"
    __table_args__ = (
        CheckConstraint("source IN ('PHONE','PAPER')", name="source"),
        UniqueConstraint("stored_id", name="uq_questionnaire_file_stored_id"),
        Index("ix_questionnaire_file_client_id", "client_id", "code"),
        Index("ix_questionnaire_file_kept_at", "kept_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    stored_id: Mapped[str] = mapped_column(Id, ForeignKey("stored_file.id"))
    code: Mapped[str] = mapped_column(String(64))
    sha1: Mapped[str] = mapped_column(String(28))
    source: Mapped[str] = mapped_column(String(8), default="PHONE")
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]

    @property
    def is_open_to_staff(self) -> bool:
        """Whether it was sent, or came to us on paper; what a client has not sent is hers alone."""
        return self.sent_at is not None or self.source == "PAPER"
