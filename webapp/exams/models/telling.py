"""What a client was told of a booking: each kind once for each version of it (B10)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.reminding import Told
from webapp.kernel import clock, ids
from webapp.kernel.db import Id, Model

_KINDS = ", ".join(f"'{kind}'" for kind in Told)


class BookingNotice(Model):
    """One message about one version of a booking. `texted_at`: a text message went out too."""

    __tablename__ = "exam_booking_notice"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"),
        UniqueConstraint("booking_id", "revision", "kind"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("exam_booking.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    texted_at: Mapped[datetime | None]
