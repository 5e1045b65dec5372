"""What is held no longer: by the clock's job, or by whoever needs the place before it has run (B7, B8)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement

from webapp.exams import queries
from webapp.exams.events import HoldExpired
from webapp.exams.refusals import BookingMoved
from webapp.exams.rules.booking import Act, BookingStatus, Party, has_lapsed
from webapp.exams.services.holding import EXPIRE_JOB, end_hold_at
from webapp.exams.services.informing import tell_of
from webapp.exams.services.moving import note, permitted
from webapp.exams.services.releasing import let_go
from webapp.kernel import clock, events, jobs
from webapp.kernel.i18n import both


@jobs.handler(EXPIRE_JOB)
def expire_hold(task: jobs.Task) -> None:
    """End one request or offer whose time is over; nothing if it was decided, or ended already.

    Who comes too early, by a clock that was turned back or for a hold that was renewed, comes again.
    """
    now = clock.now()
    try:
        held = queries.held(task.payload["booking_id"])
    except BookingMoved:  # somebody else has it in hand just now
        end_hold_at(task.payload["booking_id"], now)
        return
    if held is None or held.booking.held_until is None:
        return
    if has_lapsed(BookingStatus(held.booking.status), held.booking.held_until, now):
        expire(held, now)
    else:
        end_hold_at(held.booking.id, held.booking.held_until)


def expire(held: queries.Held, now: datetime, party: Party = Party.SYSTEM) -> None:
    """End a request or an offer: its place and the year's exam are free again. Raises as `permitted`, BookingMoved."""
    booking = permitted(held, Act.EXPIRE, party, now).booking
    if not has_lapsed(BookingStatus(booking.status), booking.held_until, now):
        raise BookingMoved
    asked = booking.status == BookingStatus.REQUESTED
    let_go(held, Act.EXPIRE, now)
    note("expired", booking.id, booking.branch_id, "")
    words = both("We could not confirm the time you asked for in time. Please choose another one.")
    gone = both("The time held for you is no longer held. You can choose another one.")
    tell_of(booking, words if asked else gone)
    events.publish(HoldExpired(booking.id, booking.client_id, booking.branch_id))


def end_lapsed(now: datetime, *where: ColumnElement[bool], wait: bool = True) -> int:
    """End what has lapsed among the bookings `where`, before the job got to it; gives how many.

    Who holds other places already does not `wait` for theirs: nothing has ended then.
    """
    places = queries.places_over(now, *where)
    if not places or not queries.hold_places(places, wait=wait):
        return 0
    lapsed = queries.lapsed(now, *where)
    for held in lapsed:
        expire(held, now)
    return len(lapsed)
