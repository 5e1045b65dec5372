"""What is held only until a moment ends there: requests (B7) and offers (B8)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.exams.models import Booking
from webapp.exams.queries import held
from webapp.exams.rules.booking import Act, BookingStatus, after, has_lapsed
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.offering import EXPIRE_JOB, end_offer
from webapp.exams.services.places import free_place
from webapp.kernel import audit, clock, jobs
from webapp.kernel.db import changed
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


@jobs.handler(EXPIRE_JOB)
def expire_hold(task: jobs.Task) -> None:
    """End a request or an offer whose time is over: its place is free, the year's exam may be booked again.

    Before its time, or when it was decided in the meantime, nothing happens.
    """
    now, found = clock.now(), held(task.payload["booking_id"])
    if found is None:
        return
    booking, status = found.booking, BookingStatus(found.booking.status)
    if not has_lapsed(status, booking.held_until, now):
        return
    same = update(Booking).where(
        Booking.id == booking.id, Booking.status == status, Booking.revision == booking.revision
    )
    ended = {"status": after(status, Act.EXPIRE), "revision": booking.revision + 1, "changed_at": now}
    if not changed(same.values(**ended, held_until=None)):
        return
    end_offer(booking.id, WaitingStatus.PASSED, now)
    free_place(found.session.id, now)
    plan_services.give_back(enrolment_id=booking.enrolment_id, item=Item.EXAM)
    audit.record(
        "exams.booking.expired", subject=("booking", booking.id), branch_id=booking.branch_id, actor_id=""
    )
