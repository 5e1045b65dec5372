"""The tables of the TCM room: one record of constitution and self-care per person and year (T1), and doubts about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class TcmRecord(Model):
    """The yearly record: answers, result, guidance, signature and the second look.

    `answers`: linkId → FHIR values, of both forms, while it is filled; `content`: the two signed responses, their
    scores and the versions they are pinned to; `decision`: `{"primary", "reason", "by"}` of a practitioner;
    `guidance`: `{"ticks": {constitution: [codes]}, "words": {constitution: text}}`; `signature`: `{"by", "name",
    "relation", "reason"}`; `hands`: the ids of everybody who wrote an answer or guidance, with spaces.
    """

    __tablename__ = "tcm_record"
    __table_args__ = (
        UniqueConstraint("client_id", "year", name="uq_tcm_record_client_id_year"),
        CheckConstraint("status IN ('DRAFT','SIGNED','CONFIRMED')", name="status_known"),
        CheckConstraint("(status = 'DRAFT') = (signed_at IS NULL)", name="signed_when"),
        CheckConstraint("signed_at IS NULL OR signature IS NOT NULL", name="signed_by_whom"),
        CheckConstraint("(status = 'CONFIRMED') = (confirmed_at IS NOT NULL)", name="confirmed_when"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_by_whom"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> filled_by", name="confirmed_by_another"),
        CheckConstraint(
            "confirmed_by IS NULL OR replace(hands, confirmed_by, '') = hands", name="no_hand_confirms"
        ),
        Index("ix_tcm_record_work", "branch_id", "status", "started_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    year: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default="DRAFT")
    filled_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    filler_role: Mapped[str] = mapped_column(String(24))
    hands: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    answers: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("tcm_record.answers"))
    content: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("tcm_record.content"))
    decision: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("tcm_record.decision"))
    guidance: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("tcm_record.guidance"))
    signature: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("tcm_record.signature"))
    signed_at: Mapped[datetime | None]
    remarks: Mapped[str | None] = mapped_column(crypto.Secret("tcm_record.remarks"))
    confirmed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    confirmed_at: Mapped[datetime | None]


_SAME_CONTENT = "NEW.content = OLD.content AND NEW.signature = OLD.signature"
append_only.forbid(
    TcmRecord.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=f"OLD.status = 'DRAFT' OR (OLD.status = 'SIGNED' AND (NEW.status = 'DRAFT' OR ({_SAME_CONTENT})))",
)
append_only.forbid(TcmRecord.__table__, "DELETE")  # type: ignore[arg-type]


class TcmDoubt(Model):
    """A signed record whose score is not what its answers give (Q7): found once, told once."""

    __tablename__ = "tcm_doubt"
    __table_args__ = (UniqueConstraint("record_id", name="uq_tcm_doubt_record_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    record_id: Mapped[str] = mapped_column(Id, ForeignKey("tcm_record.id"))
    found_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(TcmDoubt.__table__)  # type: ignore[arg-type]
