"""A freed place is held for the first of the waiting list, in the same transaction (B8)."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update

from webapp.exams.events import PlaceOffered
from webapp.exams.models import Booking, Waiting
from webapp.exams.queries import Held, Offer, Wish, displaced, first_in_line, offer_for
from webapp.exams.refusals import NoAgreement, NoExamInPlan
from webapp.exams.rules.booking import Act, BookingStatus, Party
from webapp.exams.rules.waiting import WaitingStatus, offer_ends
from webapp.exams.services.holding import end_hold_at
from webapp.exams.services.informing import tell_held
from webapp.exams.services.moving import note, permitted, shift
from webapp.exams.services.rows import booking_row
from webapp.kernel import clock, events
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


def offer_next(session_id: str, now: datetime) -> bool:
    """Hold a free place of a session for the first in line who still has the right; tells whether one was.

    The session's row is this transaction's already; the caller counts the place. Nobody is asked past the
    cut-off or where no agreement holds; who has lost the right is passed over.
    """
    while wish := _first_in_line(session_id):
        try:
            offer = offer_for(client_id=wish.client_id, day=clock.today())
        except NoAgreement:
            return False
        except NoExamInPlan:
            offer = None
        if offer is None or not _same_year(offer, wish):
            _end(wish, WaitingStatus.PASSED, now)
            continue
        until = offer_ends(now, offer.terms.cutoff_of(wish.starts_at).closes_at)
        if until is None or not offer.terms.covers(wish.day):
            return False
        if _hold(wish, offer, until, now):
            return True
    return False


def end_offer(booking_id: str, status: WaitingStatus, now: datetime) -> None:
    """End the waiting whose offer was taken, declined or lapsed; nothing where the booking was no offer."""
    asked = update(Waiting).where(Waiting.booking_id == booking_id, Waiting.status == WaitingStatus.OFFERED)
    changed(asked.values(status=status, ended_at=now))


_END_WISH = (
    cast(Table, Waiting.__table__)
    .update()
    .where(
        Waiting.enrolment_id == bindparam("year"),
        Waiting.status == WaitingStatus.WAITING,
    )
    .values(status=bindparam("ending"), ended_at=bindparam("now"))
)


def end_wish(enrolment_id: str, status: WaitingStatus, now: datetime) -> None:
    """End the waiting of a service year, if somebody waits: she has a time by another way, or wants none."""
    db.session.connection().execute(_END_WISH, {"year": enrolment_id, "ending": status, "now": now})


def _first_in_line(session_id: str) -> Wish | None:
    """Give the first in line, her row held: who is being asked for another place is not asked twice."""
    while found := first_in_line(session_id):
        same = select(Waiting.id).where(Waiting.id == found.id, Waiting.status == WaitingStatus.WAITING)
        if db.session.scalar(same.with_for_update()):
            return found
    return None


def _same_year(offer: Offer, wish: Wish) -> bool:
    """Tell whether she waits for the exam that she may book now (B3)."""
    return (offer.enrolment_id, offer.institution_id) == (wish.enrolment_id, wish.institution_id)


def offer_again(
    lost: Held, session_id: str, until: datetime, now: datetime, party: Party = Party.SYSTEM
) -> None:
    """Hold a place of a session for somebody whose own was taken back; the caller counts it (B8, B9).

    It is her booking that is offered the place: should she not take it, she still has to choose again.
    Raises as `permitted`.
    """
    permitted(lost, Act.OFFER, party, now)
    shift(lost, Act.OFFER, now, session_id=session_id, lost_session_id=lost.session.id, held_until=until)
    _record(lost.booking.id, lost.booking.branch_id, session_id, until)


def _hold(wish: Wish, offer: Offer, until: datetime, now: datetime) -> bool:
    """Make the offer; False, the wish ended, where the year's exam is gone or already booked."""
    lost = displaced(enrolment_id=wish.enrolment_id, institution_id=wish.institution_id)
    if lost:
        offer_again(lost, wish.session_id, until, now)
        _announce(lost.booking.id, wish, offer, until)
        return True
    booking_id = _new_offer(wish, offer, until, now)
    if booking_id:
        _record(booking_id, offer.branch_id, wish.session_id, until)
        _announce(booking_id, wish, offer, until)
    return bool(booking_id)


def _new_offer(wish: Wish, offer: Offer, until: datetime, now: datetime) -> str:
    whom, offered = wish.client_id, BookingStatus.OFFERED
    # By nobody: the line moved on.
    row = booking_row(offer, whom, wish.session_id, offered, held_until=until, actor_id="", now=now)
    booking_id = str(row["id"])
    if not insert_new(Booking, **row):
        _end(wish, WaitingStatus.BOOKED, now)
        return ""
    if not _use_right(offer):
        db.session.execute(delete(Booking).where(Booking.id == booking_id))  # nobody has seen it
        _end(wish, WaitingStatus.PASSED, now)
        return ""
    return booking_id


def _use_right(offer: Offer) -> bool:
    right = {"enrolment_id": offer.enrolment_id, "item": Item.EXAM}
    try:
        plan_services.use_at(**right, institution_id=offer.institution_id)
    except plan_services.EntitlementSpent:
        return False
    except plan_services.InstitutionMoved:
        plan_services.give_back(**right)
        return False
    return True


def _record(booking_id: str, branch_id: str, session_id: str, until: datetime) -> None:
    end_hold_at(booking_id, until)
    note("offered", booking_id, branch_id, "", session=session_id, until=until)


def _announce(booking_id: str, wish: Wish, offer: Offer, until: datetime) -> None:
    asked = update(Waiting).where(Waiting.id == wish.id)
    changed(asked.values(status=WaitingStatus.OFFERED, booking_id=booking_id))
    tell_held(client_id=wish.client_id, booking_id=booking_id, until=until, zone=offer.terms.place.zone)
    events.publish(PlaceOffered(booking_id, wish.client_id, offer.branch_id))


def _end(wish: Wish, status: WaitingStatus, now: datetime) -> None:
    changed(update(Waiting).where(Waiting.id == wish.id).values(status=status, ended_at=now))
