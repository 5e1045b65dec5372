"""The waiting list: who would take a place that becomes free (B8)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.waiting import WaitingStatus
from webapp.kernel import clock, ids
from webapp.kernel.db import Id, Model

_STATUSES = ", ".join(f"'{status}'" for status in WaitingStatus)
_LIVE = text("status IN ('WAITING', 'OFFERED')")


class Waiting(Model):
    """One client's wish for a place between two days (both included); who came first is offered first.

    An offer that lapsed or was declined ends the waiting; the person may line up anew. While an offer stands,
    `booking_id` is the OFFERED booking.
    """

    __tablename__ = "exam_waiting"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("last_day >= first_day", name="days_forwards"),
        CheckConstraint("status <> 'OFFERED' OR booking_id IS NOT NULL", name="offer_names_its_booking"),
        Index(
            "uq_exam_waiting_one_live_per_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_exam_waiting_line", "institution_id", "branch_id", "status", "since", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id"), index=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    exam_class: Mapped[str] = mapped_column(String(10))
    first_day: Mapped[date]
    last_day: Mapped[date]
    status: Mapped[str] = mapped_column(String(10), default=WaitingStatus.WAITING)
    since: Mapped[datetime] = mapped_column(default=clock.now)
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("exam_booking.id"))
    ended_at: Mapped[datetime | None]
