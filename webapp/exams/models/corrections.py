"""Corrections of verified results: asked for by one person, confirmed or refused by another (X1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.corrections import CorrectionStatus
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_WAITS = text(f"status = '{CorrectionStatus.PROPOSED}'")
_STATUSES = ", ".join(f"'{status}'" for status in CorrectionStatus)


class Correction(Model):
    """What one line of a verified report should say instead, and why.

    `typed` is `{"text", "unit", "words", "not_done"}` as on the form. Confirmed, it makes a new row of
    `exam_result`; the old one stays, marked as replaced.
    """

    __tablename__ = "exam_correction"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("decided_by <> proposed_by", name="second_person_decides"),
        CheckConstraint("(status = 'PROPOSED') = (decided_by IS NULL)", name="decided_has_person"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_when"),
        Index(
            "uq_exam_correction_waiting",
            "report_id",
            "code",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index("ix_exam_correction_work", "branch_id", "status", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_report.id"))
    code: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10), default=CorrectionStatus.PROPOSED)
    typed: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("exam_correction.typed"))
    reason: Mapped[str] = mapped_column(crypto.Secret("exam_correction.reason"))
    proposed_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    refused_because: Mapped[str | None] = mapped_column(crypto.Secret("exam_correction.refused_because"))


append_only.forbid(Correction.__table__, "UPDATE", unless="OLD.status = 'PROPOSED'")  # type: ignore[arg-type]
append_only.forbid(Correction.__table__, "DELETE")  # type: ignore[arg-type]
