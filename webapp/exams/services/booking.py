"""Book the year's exam, or ask for a place (B1–B3, B7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.exams.events import ExamBooked, ExamRequested
from webapp.exams.models import Booking
from webapp.exams.queries import Offer, offer_for
from webapp.exams.refusals import AlreadyBooked, SessionFull
from webapp.exams.rules.booking import BookingStatus, Party, first_status
from webapp.exams.rules.requests import request_ends
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.acting import note_who, who_acts
from webapp.exams.services.expiry import end_lapsed
from webapp.exams.services.holding import end_hold_at
from webapp.exams.services.moving import note
from webapp.exams.services.offering import end_wish
from webapp.exams.services.places import Taken, Wanted, take_place
from webapp.exams.services.rows import booking_row
from webapp.kernel import clock, events
from webapp.kernel.inserting import insert_new
from webapp.organisation import queries as organisation
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


def book(
    *,
    client_id: str,
    session_id: str,
    actor_id: str,
    party: Party = Party.CLIENT,
    offer: Offer | None = None,
) -> str:
    """Take a place for the client's exam of this service year, or ask for it (B7); gives the booking's id.

    `offer`: hers, where this transaction has read it and holds her year already. Staff book for clients of their branch, until the
    session begins. Raises NotYours for anybody else, NoExamInPlan, AlreadyBooked and whatever `take_place`
    raises; nothing is kept then.
    """
    now = clock.now()
    offer = offer or offer_for(client_id=client_id, day=clock.today(), hold=True)
    staff_id = who_acts(party, branch_id=offer.branch_id, actor_id=actor_id)
    taken = _take(offer, session_id, party, now)
    status = first_status(party, in_group=offer.in_group, self_service=taken.self_service)
    until = held_until(status, taken, offer.terms.place.zone, now)
    row = booking_row(offer, client_id, session_id, status, held_until=until, actor_id=actor_id, now=now)
    if taken.waits:
        end_wish(offer.enrolment_id, WaitingStatus.BOOKED, now)
    _insert(row, now)
    if staff_id:
        note_who(staff_id, client_id)
    # The year is held: its institution stays what it was.
    plan_services.use(enrolment_id=offer.enrolment_id, item=Item.EXAM)
    _tell_the_house(row, party)
    return str(row["id"])


def held_until(status: BookingStatus, taken: Taken, zone: str, asked_at: datetime) -> datetime | None:
    """Give until when a booking holds its place: a request for two working days from when it was first asked for, a
    booking for good.
    """
    if status is not BookingStatus.REQUESTED:
        return None
    return request_ends(asked_at, taken.starts_at, zone=zone, working=organisation.working_days())


def _take(offer: Offer, session_id: str, party: Party, now: datetime) -> Taken:
    """Take a place; a full session lets go first what is held there no longer."""
    after = offer.terms.open_after(now, party)
    last_day = offer.last_day(party)
    wanted = Wanted(
        offer.branch_id, offer.institution_id, offer.exam_class, after, last_day, offer.enrolment_id
    )
    try:
        return take_place(wanted, session_id, offer.terms)
    except SessionFull:
        if not end_lapsed(now, Booking.session_id == session_id):
            raise
        return take_place(wanted, session_id, offer.terms)


def _insert(row: dict[str, Any], now: datetime) -> None:
    """Keep the booking, unless the year has a live one; what is held no longer is none (B3)."""
    if insert_new(Booking, **row):
        return
    of_year = Booking.enrolment_id == row["enrolment_id"]
    if not (end_lapsed(now, of_year, wait=False) and insert_new(Booking, **row)):
        raise AlreadyBooked


def _tell_the_house(row: dict[str, Any], party: Party) -> None:
    asked = row["status"] is BookingStatus.REQUESTED
    booking_id, branch_id = row["id"], row["branch_id"]
    if asked:
        end_hold_at(booking_id, row["held_until"])
    what = "requested" if asked else "booked"
    note(what, booking_id, branch_id, row["booked_by"], session=row["session_id"], party=party)
    event = ExamRequested if asked else ExamBooked
    events.publish(event(booking_id, row["client_id"], branch_id))
