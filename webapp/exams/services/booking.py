"""Book, change, cancel (B1–B6)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import update

from webapp.exams.events import BookingCancelled, BookingChanged, ExamBooked
from webapp.exams.models import Booking, BookingChange
from webapp.exams.queries import Held, Offer, Terms, booking_of, offer_for, terms
from webapp.exams.refusals import AlreadyBooked, BookingClosed, SameTime
from webapp.exams.rules.booking import CODE_LETTERS, Act, BookingStatus, CancelReason, Party, after, may
from webapp.exams.rules.timetable import ExamClass
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.offering import end_offer
from webapp.exams.services.places import Wanted, free_place, swap_place, take_place
from webapp.kernel import audit, clock, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


def book(*, client_id: str, session_id: str, actor_id: str) -> str:
    """Take a place for the client's exam of this service year; gives the booking's id.

    Raises NoExamInPlan, AlreadyBooked, InstitutionMoved and whatever `take_place` raises; nothing is kept then.
    """
    now = clock.now()
    offer = offer_for(client_id=client_id, day=clock.today())
    wanted = Wanted(offer.branch_id, offer.institution_id, offer.exam_class)
    take_place(wanted, session_id, offer.terms, now=now)
    row = _row(offer, client_id, session_id, now)
    booking_id = row["id"]
    if not insert_new(Booking, **row, booked_by=actor_id):
        raise AlreadyBooked
    at = offer.institution_id
    plan_services.use_at(enrolment_id=offer.enrolment_id, item=Item.EXAM, institution_id=at)
    _record("booked", booking_id, offer.branch_id, actor_id, session=session_id)
    events.publish(ExamBooked(booking_id, client_id, offer.branch_id))
    return str(booking_id)


def change(*, booking_id: str, client_id: str, session_id: str, actor_id: str) -> None:
    """Move a booking to another session: both counters and the booking change, or nothing does (B5).

    Raises NotYours, BookingClosed, SameTime and whatever `take_place` raises.
    """
    now = clock.now()
    held, agreed = _open_booking(booking_id, client_id, Act.CHANGE, now)
    booking, old = held.booking, held.session
    if session_id == old.id:
        raise SameTime
    wanted = Wanted(booking.branch_id, booking.institution_id, ExamClass(booking.exam_class))
    swap_place(wanted, old.id, session_id, agreed, now=now)
    _set(held, session_id=session_id, revision=booking.revision + 1, changed_at=now)
    _keep_history(held, session_id, actor_id, now)
    _record("changed", booking.id, booking.branch_id, actor_id, session=session_id)
    events.publish(BookingChanged(booking.id, client_id, booking.branch_id))


def cancel(*, booking_id: str, client_id: str, reason: CancelReason, actor_id: str) -> None:
    """Give a booking up: its place is free once, the row and the reason stay (B4).

    Raises NotYours, BookingClosed.
    """
    now = clock.now()
    held, _agreed = _open_booking(booking_id, client_id, Act.CANCEL, now)
    booking = held.booking
    _set(
        held,
        status=after(BookingStatus(booking.status), Act.CANCEL),
        revision=booking.revision + 1,
        changed_at=now,
        cancelled_at=now,
        cancel_reason=reason,
        held_until=None,
    )
    if booking.status == BookingStatus.OFFERED:
        end_offer(booking.id, WaitingStatus.PASSED, now)
    free_place(held.session.id, now)
    plan_services.give_back(enrolment_id=booking.enrolment_id, item=Item.EXAM)
    _record("cancelled", booking.id, booking.branch_id, actor_id, reason=reason)
    events.publish(BookingCancelled(booking.id, client_id, booking.branch_id))


def _open_booking(booking_id: str, client_id: str, act: Act, now: datetime) -> tuple[Held, Terms]:
    held = booking_of(booking_id, client_id=client_id)
    if held is None:
        raise NotYours
    booking = held.booking
    if not may(BookingStatus(booking.status), act, Party.CLIENT):
        raise BookingClosed
    agreed = terms(institution_id=booking.institution_id, branch_id=booking.branch_id, day=clock.today())
    if not agreed.cutoff_of(held.session.starts_at).is_open(now):
        raise BookingClosed
    return held, agreed


def _set(held: Held, **values: Any) -> None:
    """Change the booking only if it still is what was read (compare-and-set)."""
    booking = held.booking
    same = update(Booking).where(
        Booking.id == booking.id, Booking.status == booking.status, Booking.revision == booking.revision
    )
    if not changed(same.values(**values)):
        raise BookingClosed


def _keep_history(held: Held, session_id: str, actor_id: str, now: datetime) -> None:
    move = BookingChange(
        branch_id=held.booking.branch_id,
        booking_id=held.booking.id,
        from_session_id=held.session.id,
        to_session_id=session_id,
        actor_id=actor_id,
        at=now,
    )
    db.session.add(move)


def _row(offer: Offer, client_id: str, session_id: str, now: datetime) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "branch_id": offer.branch_id,
        "client_id": client_id,
        "enrolment_id": offer.enrolment_id,
        "institution_id": offer.institution_id,
        "session_id": session_id,
        "package_id": offer.package_id,
        "exam_class": offer.exam_class,
        "status": BookingStatus.CONFIRMED,
        "revision": 0,
        "code": _new_code(),
        "booked_at": now,
        "changed_at": now,
        "cancel_reason": "",
        "held_until": None,
    }


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def _record(what: str, booking_id: str, branch_id: str, actor_id: str, **details: Any) -> None:
    audit.record(
        f"exams.booking.{what}",
        subject=("booking", booking_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details=details,
    )
