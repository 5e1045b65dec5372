"""The institution takes places back: whoever had one must choose again, and nobody is forgotten (B9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from webapp.exams.events import BookingDisplaced
from webapp.exams.models import Booking, Session, Waiting
from webapp.exams.refusals import MorePeople, PlacesHeld
from webapp.exams.rules.booking import OCCUPYING, Act, BookingStatus, after, has_lapsed
from webapp.exams.rules.displacing import Holder, who_loses
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.informing import tell_displaced
from webapp.kernel import audit, events
from webapp.kernel.db import changed, db
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


def hold(session_ids: Collection[str]) -> list[Session]:
    """Hold sessions and whoever has a place in them until the transaction ends; gives the sessions as they are.

    Sessions first, people after them (`queries.holding`).
    """
    asked = select(Session).where(Session.id.in_(session_ids)).order_by(Session.id).with_for_update()
    sessions = list(db.session.scalars(asked.execution_options(populate_existing=True)))
    people = select(Booking.id).where(Booking.session_id.in_(session_ids), Booking.status.in_(OCCUPYING))
    db.session.execute(people.order_by(Booking.id).with_for_update())
    return sessions


def displace(surplus: Mapping[str, int], *, actor_id: str, now: datetime, most: int | None = None) -> int:
    """Take `surplus` places back in each of these held sessions; gives how many people must choose again.

    Counters are the caller's. Raises PlacesHeld where people are there already, and MorePeople where it would
    concern more than `most`.
    """
    losing: list[Booking] = []
    for session_id, holders in _holders(surplus).items():
        chosen = {one.booking_id for one in who_loses(map(_holder, holders), surplus[session_id])}
        if len(chosen) < surplus[session_id]:
            raise PlacesHeld
        losing += [one for one in holders if one.id in chosen]
    if most is not None and len(losing) > most:
        raise MorePeople(len(losing))
    ending = [one for one in losing if one.status == BookingStatus.OFFERED or _lapsed(one, now)]
    _take_back_offers(ending, now)
    _must_rebook([one for one in losing if one not in ending], now)
    offers = {one.client_id: one.id for one in ending if one.status == BookingStatus.OFFERED}
    _announce(losing, offers, actor_id)
    return len(losing)


def _holders(session_ids: Collection[str]) -> dict[str, list[Booking]]:
    found: dict[str, list[Booking]] = {session_id: [] for session_id in session_ids}
    asked = select(Booking).where(Booking.session_id.in_(session_ids), Booking.status.in_(OCCUPYING))
    for booking in db.session.scalars(asked.execution_options(populate_existing=True)):
        found[booking.session_id].append(booking)
    return found


def _holder(booking: Booking) -> Holder:
    return Holder(booking.id, BookingStatus(booking.status), booking.booked_at)


def _lapsed(booking: Booking, now: datetime) -> bool:
    return has_lapsed(BookingStatus(booking.status), booking.held_until, now)


def _take_back_offers(offers: Sequence[Booking], now: datetime) -> None:
    """An offer ends with its place, and so does a request that was held no longer; the place in the line is kept.

    Who was offered it instead of a time that she lost before has to choose again, as she had.
    """
    if not offers:
        return
    ids = [one.id for one in offers]
    _must_rebook([one for one in offers if one.lost_session_id], now)
    _end(
        [one.id for one in offers if not one.lost_session_id], after(BookingStatus.OFFERED, Act.DISPLACE), now
    )
    again = update(Waiting).where(Waiting.booking_id.in_(ids), Waiting.status == WaitingStatus.OFFERED)
    changed(again.values(status=WaitingStatus.WAITING, booking_id=None))
    for one in (one for one in offers if not one.lost_session_id):
        plan_services.give_back(enrolment_id=one.enrolment_id, item=Item.EXAM)


def _must_rebook(bookings: Sequence[Booking], now: datetime) -> None:
    """The year's exam stays hers: only the place is gone."""
    if bookings:
        _end([one.id for one in bookings], BookingStatus.MUST_REBOOK, now)


def _end(ids: Sequence[str], status: BookingStatus, now: datetime) -> None:
    held = update(Booking).where(Booking.id.in_(ids), Booking.status.in_(OCCUPYING))
    changed(
        held.values(
            status=status,
            revision=Booking.revision + 1,
            changed_at=now,
            held_until=None,
            wanted_session_id=None,
            session_id=func.coalesce(Booking.lost_session_id, Booking.session_id),
            lost_session_id=None,
        )
    )


def _announce(losing: Sequence[Booking], offers: Mapping[str, str], actor_id: str) -> None:
    lost = {one.client_id: one.id for one in losing if one.client_id not in offers}
    tell_displaced(lost, offers)
    for one in losing:
        audit.record(
            "exams.booking.displaced",
            subject=("booking", one.id),
            branch_id=one.branch_id,
            actor_id=actor_id,
        )
        events.publish(BookingDisplaced(one.id, one.client_id, one.branch_id))
