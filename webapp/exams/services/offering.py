"""A freed place is held for the first of the waiting list, in the same transaction (B8)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from webapp.exams.events import PlaceOffered
from webapp.exams.models import Booking, Waiting
from webapp.exams.queries import Offer, Wish, first_in_line, offer_for
from webapp.exams.refusals import NoAgreement, NoExamInPlan
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.waiting import WaitingStatus, offer_ends
from webapp.exams.services.holding import end_hold_at
from webapp.exams.services.informing import tell_held
from webapp.exams.services.rows import booking_row
from webapp.kernel import audit, clock, events
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


def _hold(wish: Wish, offer: Offer, until: datetime, now: datetime) -> bool:
    """Make the offer; False, the wish ended, where the year's exam is gone or already booked."""
    whom, offered = wish.client_id, BookingStatus.OFFERED
    # By nobody: the line moved on.
    row = booking_row(offer, whom, wish.session_id, offered, held_until=until, actor_id="", now=now)
    booking_id = row["id"]
    if not insert_new(Booking, **row):
        _end(wish, WaitingStatus.TAKEN, now)
        return False
    if not _use_right(offer):
        db.session.execute(delete(Booking).where(Booking.id == booking_id))  # nobody has seen it
        _end(wish, WaitingStatus.PASSED, now)
        return False
    asked = update(Waiting).where(Waiting.id == wish.id)
    changed(asked.values(status=WaitingStatus.OFFERED, booking_id=booking_id))
    _announce(booking_id, wish, offer, until)
    return True


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


def _announce(booking_id: str, wish: Wish, offer: Offer, until: datetime) -> None:
    end_hold_at(booking_id, until)
    audit.record(
        "exams.booking.offered",
        subject=("booking", booking_id),
        branch_id=offer.branch_id,
        actor_id="",
        details={"session": wish.session_id, "until": until},
    )
    tell_held(client_id=wish.client_id, booking_id=booking_id, until=until, zone=offer.terms.place.zone)
    events.publish(PlaceOffered(booking_id, wish.client_id, offer.branch_id))


def _end(wish: Wish, status: WaitingStatus, now: datetime) -> None:
    changed(update(Waiting).where(Waiting.id == wish.id).values(status=status, ended_at=now))
