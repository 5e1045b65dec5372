"""Bookings and the history of what happened to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.booking import LIVE, BookingStatus
from webapp.kernel import append_only, ids
from webapp.kernel.db import Id, Model

_LIVE = text("status IN ({})".format(", ".join(f"'{status}'" for status in sorted(LIVE))))
_STATUSES = ", ".join(f"'{status}'" for status in BookingStatus)


class Booking(Model):
    """One person's place. A change moves it to another session and raises `revision` (B5, B10).

    `code` is what the client shows at the desk; `report_due` is set at check-in from the agreement.
    """

    __tablename__ = "exam_booking"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("(status = 'CANCELLED') = (cancelled_at IS NOT NULL)", name="cancelled_has_moment"),
        CheckConstraint(
            "status <> 'CHECKED_IN' OR report_due IS NOT NULL", name="report_is_due_after_check_in"
        ),
        CheckConstraint("revision >= 0", name="revision_counts_up"),
        Index(
            "uq_exam_booking_one_live_per_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_exam_booking_session", "session_id", "status"),
        Index("ix_exam_booking_due", "branch_id", "status", "report_due"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id"), index=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    package_id: Mapped[str] = mapped_column(ForeignKey("exam_package.id"))
    exam_class: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(12), default=BookingStatus.CONFIRMED)
    revision: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(Id)
    changed_at: Mapped[datetime]
    checked_in_at: Mapped[datetime | None]
    report_due: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(20), default="")


class BookingChange(Model):
    """A move of a booking from one session to another; rows are never changed."""

    __tablename__ = "exam_booking_change"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("exam_booking.id"), index=True)
    from_session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    to_session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    actor_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]


append_only.forbid(BookingChange.__table__)  # type: ignore[arg-type]
