"""Overdue reports by days late, the calls about each, and what was handed over (X1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from webapp.exams.models import Booking, Chase, Delivery, ExamReport, Session
from webapp.exams.queries.originals import has_original
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.report import ReportStatus
from webapp.kernel import paging
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Overdue:
    """A report that has not come: whose, from where, since when it is late, the last call about it."""

    booking_id: str
    client_id: str
    institution_id: str
    exam_day: date
    report_due: date
    last: Chase | None


def _overdue(branch_id: Any, today: Any) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions: examined, past the due day, neither original nor results handed in."""
    handed_in = select(ExamReport.id).where(
        ExamReport.booking_id == Booking.id, ExamReport.status != ReportStatus.DRAFT
    )
    return (
        Booking.branch_id == branch_id,
        Booking.status == BookingStatus.CHECKED_IN,
        Booking.report_due < today,
        ~handed_in.exists(),
        ~has_original(Booking.id),
    )


_LAST = select(func.max(Chase.id)).where(Chase.booking_id == Booking.id).correlate(Booking).scalar_subquery()


def overdue(
    *, branch_id: str, today: date, institution_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a page of `Overdue`, the latest by most days first; of one institution, if asked."""
    columns: tuple[Any, ...] = (
        Booking.id,
        Booking.client_id,
        Booking.institution_id,
        Session.day,
        Booking.report_due,
        Chase,
    )
    asked: Select[Any] = select(*columns).join(Session, Session.id == Booking.session_id)
    asked = asked.outerjoin(Chase, Chase.id == _LAST).where(*_overdue(branch_id, today))
    if institution_id:
        asked = asked.where(Booking.institution_id == institution_id)
    found = paging.page(asked, (Booking.report_due, Booking.id), after, size)
    return paging.Page([Overdue(*row) for row in found.rows], found.after)


def overdue_by_institution(*, branch_id: str, today: date) -> dict[str, int]:
    """Count the overdue reports of each institution of a branch."""
    asked = select(Booking.institution_id, func.count()).where(*_overdue(branch_id, today))
    found = db.session.execute(asked.group_by(Booking.institution_id).order_by(Booking.institution_id))
    return {row[0]: row[1] for row in found}


def to_chase(branch_id: Any, today: Any) -> Any:
    """Give the count, for another question's statement, of overdue reports about which somebody asks today."""
    asked = (
        select(func.count())
        .select_from(Booking)
        .outerjoin(Chase, Chase.id == _LAST)
        .where(*_overdue(branch_id, today), or_(Chase.again_on.is_(None), Chase.again_on <= today))
    )
    return asked.correlate(None).scalar_subquery()


def chases_of(booking_id: str) -> list[Chase]:
    """Give who asked for the report of a booking, the newest first."""
    asked = select(Chase).where(Chase.booking_id == booking_id)
    return list(db.session.scalars(asked.order_by(Chase.id.desc())))


def deliveries_of(report_id: str) -> list[Delivery]:
    """Give to whom a report was handed over, the newest first."""
    asked = select(Delivery).where(Delivery.report_id == report_id)
    return list(db.session.scalars(asked.order_by(Delivery.id.desc())))
