"""How far some people are with the year's exam, for whoever counts them (B11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from webapp.exams.models import Booking, ExamReport
from webapp.exams.queries.bookings import STANDS
from webapp.exams.rules.report import ReportStatus
from webapp.kernel import clock
from webapp.kernel.db import db


def count_examined(*, client_ids: Collection[str], first: date, last: date) -> int:
    """Count the people among these with a verified report of an exam from `first` to `last`."""
    asked = select(func.count(ExamReport.client_id.distinct())).where(
        ExamReport.client_id.in_(client_ids),
        ExamReport.status == ReportStatus.VERIFIED,
        ExamReport.exam_day.between(first, last),
    )
    return int(db.session.scalar(asked) or 0)


def standing_under(enrolment_ids: Collection[str]) -> dict[str, str]:
    """Give service year → the status of its booking that stands; who has none is left out (B3)."""
    asked = select(Booking.enrolment_id, Booking.status).where(
        Booking.enrolment_id.in_(sorted(enrolment_ids)), STANDS
    )
    return {row.enrolment_id: row.status for row in db.session.execute(asked, {"now": clock.now()})}
