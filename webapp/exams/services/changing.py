"""Change a booking's time, or give it up (B4–B6)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from webapp.exams.events import BookingCancelled, BookingChanged
from webapp.exams.models import Booking, BookingChange, Session
from webapp.exams.queries import Held, Terms, booking_of, terms_of
from webapp.exams.refusals import BookingClosed, OnRequest, SameTime, SessionFull, YearOver
from webapp.exams.rules.booking import Act, BookingStatus, CancelReason, Party, after
from webapp.exams.rules.displacing import last_day_anew
from webapp.exams.rules.timetable import ExamClass
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.acting import act_for
from webapp.exams.services.booking import held_until
from webapp.exams.services.calls import await_call
from webapp.exams.services.expiry import end_lapsed, expire
from webapp.exams.services.holding import end_hold_at
from webapp.exams.services.informing import tell_of
from webapp.exams.services.moving import note, permitted, shift
from webapp.exams.services.offering import end_wish
from webapp.exams.services.places import Taken, Wanted, swap_place, take_place
from webapp.exams.services.releasing import cancel_held
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.i18n import both
from webapp.plans import queries as plans
from webapp.plans.rules import Kind


def change(
    *, booking_id: str, client_id: str, session_id: str, actor_id: str, party: Party = Party.CLIENT
) -> None:
    """Move a booking to another session: both counters and the booking change, or nothing does (B5).

    Who lost her place to a closed session takes a new one so (B9). Until staff have called, the change waits for
    that (B6). Raises NotYours, HoldOver, BookingMoved, BookingClosed, SameTime, YearOver, OnRequest and whatever
    `take_place` raises.
    """
    now = clock.now()
    held, agreed = _open_booking(booking_id, client_id, Act.CHANGE, party, now, to=session_id)
    act_for(party, client_id=client_id, branch_id=held.booking.branch_id, actor_id=actor_id)
    move(held, Act.CHANGE, session_id, agreed, party=party, actor_id=actor_id, now=now)


def move(
    held: Held, act: Act, session_id: str, agreed: Terms, *, party: Party, actor_id: str, now: datetime
) -> None:
    """Do an act that moves a permitted booking to another session, and open the call that confirms it (B5, B6)."""
    booking, old = held.booking, held.session
    if session_id == old.id and booking.status != BookingStatus.MUST_REBOOK:
        raise SameTime
    # What staff choose stands, as a booking of theirs does: they are who a request would go to.
    unconfirmed = booking.requested_at is not None and party is Party.CLIENT
    asked_at = _asked_since(booking, now)
    status = after(BookingStatus(booking.status), act, unconfirmed=unconfirmed)
    taken = _take(held, session_id, agreed, party, now)
    if party is Party.CLIENT:
        _check_own_choice(held, taken)
    until = held_until(status, taken, agreed.place.zone, asked_at)
    if taken.waits:
        end_wish(booking.enrolment_id, WaitingStatus.BOOKED, now)
    moved: dict[str, Any] = {"session_id": session_id, "held_until": until}
    if until:
        moved["requested_at"] = asked_at
        end_hold_at(booking.id, until)
    shift(held, act, now, unconfirmed=unconfirmed, **moved)
    keep_history(booking, old.id, session_id, actor_id, now)
    await_call(booking, now)
    note("changed", booking.id, booking.branch_id, actor_id, session=session_id, party=party)
    events.publish(BookingChanged(booking.id, booking.client_id, booking.branch_id))


def _asked_since(booking: Booking, now: datetime) -> datetime:
    """Give since when a request has held places one after the other (B7); one that was taken back begins anew."""
    goes_on = booking.status == BookingStatus.REQUESTED
    return booking.requested_at if goes_on and booking.requested_at else now


def cancel(
    *, booking_id: str, client_id: str, reason: CancelReason, actor_id: str, party: Party = Party.CLIENT
) -> None:
    """Give a booking up, take a request back, or decline an offer: the place is free once, the row stays (B4).

    Raises NotYours, HoldOver, BookingMoved, BookingClosed.
    """
    now = clock.now()
    held, _agreed = _open_booking(booking_id, client_id, Act.CANCEL, party, now)
    act_for(party, client_id=client_id, branch_id=held.booking.branch_id, actor_id=actor_id)
    give_up(held, reason, party=party, actor_id=actor_id, now=now)


def give_up(held: Held, reason: CancelReason, *, party: Party, actor_id: str, now: datetime) -> None:
    """Cancel a permitted booking; whom staff cancelled it for is told."""
    booking, ended = held.booking, cancel_held(held, reason, now)
    note("cancelled", booking.id, booking.branch_id, actor_id, reason=reason, party=party)
    if party is not Party.CLIENT:
        gone = both("Your appointment was cancelled for you. Open Kangyue to see it.")
        still = both("The place held for you was let go. Please choose another time.")
        tell_of(booking, gone if ended else still)
    if not ended:
        return
    events.publish(BookingCancelled(booking.id, booking.client_id, booking.branch_id))


def _open_booking(
    booking_id: str, client_id: str, act: Act, party: Party, now: datetime, to: str = ""
) -> tuple[Held, Terms]:
    held = permitted(_as_it_stands(booking_id, client_id, now, to), act, party, now)
    agreed, status = terms_of(held), BookingStatus(held.booking.status)
    if not agreed.lets_go(status, held.session.starts_at, now, party):
        raise BookingClosed
    return held, agreed


def _as_it_stands(booking_id: str, client_id: str, now: datetime, to: str) -> Held | None:
    """Give a client's booking; where an offer is over that she had after losing her time, she has to choose again."""
    held = booking_of(booking_id, client_id=client_id, to=to)
    if held is None or not held.booking.lost_session_id or held.status is not BookingStatus.MUST_REBOOK:
        return held
    expire(held, now)
    db.session.refresh(held.booking)
    return Held(held.booking, db.session.get_one(Session, held.booking.session_id))


def _take(held: Held, session_id: str, agreed: Terms, party: Party, now: datetime) -> Taken:
    """Take the new place for the old one; a full session lets go first what is held there no longer."""
    try:
        return _swap(held, session_id, agreed, party, now)
    except SessionFull:
        if not end_lapsed(now, Booking.session_id == session_id):
            raise
        return _swap(held, session_id, agreed, party, now)


def _swap(held: Held, session_id: str, agreed: Terms, party: Party, now: datetime) -> Taken:
    booking = held.booking
    after = agreed.open_after(now, party)
    group = ExamClass(booking.exam_class)
    lost = booking.status == BookingStatus.MUST_REBOOK
    last_day = _last_day_anew(booking) if lost else date.max
    wanted = Wanted(booking.branch_id, booking.institution_id, group, after, last_day, booking.enrolment_id)
    if lost:
        return take_place(wanted, session_id, agreed)
    return swap_place(wanted, held.session.id, session_id, agreed, now=now)


def _last_day_anew(booking: Booking) -> date:
    """Give until when a lost exam may be had anew; a client's own choice ends with her year (`_check_own_choice`)."""
    year = plans.enrolment(booking.enrolment_id)
    return last_day_anew(year.ends) if year else date.max


def _check_own_choice(held: Held, taken: Taken) -> None:
    """A client's own year ends her choice (P5), and a place had at once is no way round a request (B7).

    Members of a group, whom the branch has confirmed, change their own time (B11).
    """
    had_at_once = held.booking.status == BookingStatus.CONFIRMED and held.session.self_service
    on_request = had_at_once and not taken.self_service
    if not on_request and taken.day <= held.session.day:
        return
    year = plans.enrolment(held.booking.enrolment_id)
    if year and taken.day > year.ends:
        raise YearOver
    if on_request and not (year and year.kind == Kind.GROUP):
        raise OnRequest


def keep_history(booking: Booking, from_id: str, to_id: str, actor_id: str, now: datetime) -> None:
    """Write down that a booking moved from one session to another."""
    move = BookingChange(
        branch_id=booking.branch_id,
        booking_id=booking.id,
        from_session_id=from_id,
        to_session_id=to_id,
        actor_id=actor_id,
        at=now,
    )
    db.session.add(move)
