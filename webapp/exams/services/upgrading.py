"""What becomes of an exam when a higher plan takes the place of a running year (P6)."""

from __future__ import annotations

from webapp.exams import queries
from webapp.exams.refusals import ExamStillBooked
from webapp.exams.rules.booking import BookingStatus
from webapp.plans.events import YearReplaced


def year_is_replaced(event: YearReplaced) -> None:
    """Refuse while an exam of the year is booked and not yet over: it would hang on a plan that has ended."""
    held = queries.live_booking(client_id=event.client_id, enrolment_id=event.enrolment_id)
    if held is not None and held.booking.status != BookingStatus.COMPLETED:
        raise ExamStillBooked
