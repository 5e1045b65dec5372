"""Original reports: the institution's own pages, as they were handed in (X1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class Original(Model):
    """One file of a booking's original report. Never deleted; one that is not this client's is withdrawn."""

    __tablename__ = "exam_original"
    __table_args__ = (
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_when"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_why"),
        Index("ix_exam_original_booking", "booking_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    booking_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_booking.id"))
    file_id: Mapped[str] = mapped_column(Id, ForeignKey("stored_file.id"), unique=True)
    added_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(crypto.Secret("exam_original.withdrawn_because"))


append_only.forbid(
    Original.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="OLD.withdrawn_at IS NULL AND NEW.file_id = OLD.file_id AND NEW.client_id = OLD.client_id"
    " AND NEW.booking_id = OLD.booking_id",
)
append_only.forbid(Original.__table__, "DELETE")  # type: ignore[arg-type]
