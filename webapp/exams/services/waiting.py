"""The waiting list from the client's side: line up, leave, take what is offered (B8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.exams.events import BookingChanged, ExamBooked
from webapp.exams.models import Waiting
from webapp.exams.queries import (
    Held,
    Open,
    booking_of,
    free_days,
    hold_sessions,
    offer_for,
    visit,
)
from webapp.exams.refusals import AlreadyBooked, AlreadyInLine, OfferOver, PlacesFree, YearOver
from webapp.exams.rules.booking import Act, BookingStatus, CancelReason, Party, may
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.acting import act_for
from webapp.exams.services.calls import await_call
from webapp.exams.services.changing import keep_history
from webapp.exams.services.moving import note, shift
from webapp.exams.services.offering import end_offer
from webapp.exams.services.releasing import cancel_held
from webapp.kernel import audit, clock, events, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new


def line_up(*, client_id: str, first_day: date, last_day: date, actor_id: str) -> str:
    """Put a client in line for a place between two days, both included; gives the wish's id.

    Who lost her time to a closed session may wait as well as choose (B9). Nobody waits for a day after her service
    year (P5). Raises NoExamInPlan, NoAgreement, AlreadyBooked, YearOver,
    AlreadyInLine, and PlacesFree where there is no need to.
    """
    now, today = clock.now(), clock.today()
    offer = offer_for(client_id=client_id, day=today, hold=True)
    booked = visit(client_id=client_id, enrolment_id=offer.enrolment_id)
    if booked and booked.status is not BookingStatus.MUST_REBOOK:
        raise AlreadyBooked
    where = Open(offer.branch_id, offer.institution_id, offer.exam_class, offer.terms.open_after(now))
    if first_day > offer.year_ends:
        raise YearOver
    last_day = min(last_day, offer.year_ends)
    # Held, so that a place freed at this moment is either seen here or sees who lines up.
    hold_sessions(where=where, first=first_day, last=last_day)
    if free_days(where=where, first=first_day, last=last_day):
        raise PlacesFree
    row_id = ids.new_id()
    wish = {
        "branch_id": offer.branch_id,
        "client_id": client_id,
        "enrolment_id": offer.enrolment_id,
        "institution_id": offer.institution_id,
        "exam_class": offer.exam_class,
        "first_day": first_day,
        "last_day": last_day,
    }
    if not insert_new(Waiting, id=row_id, **wish, status=WaitingStatus.WAITING, since=now):
        raise AlreadyInLine
    _record("lined_up", row_id, offer.branch_id, actor_id, first=first_day, last=last_day)
    return row_id


def leave_line(*, client_id: str, actor_id: str) -> None:
    """Take a client out of the line; what is offered already is declined by cancelling it.

    Leaving twice, or when nobody waits, does nothing.
    """
    asked = update(Waiting).where(Waiting.client_id == client_id, Waiting.status == WaitingStatus.WAITING)
    left = asked.values(status=WaitingStatus.LEFT, ended_at=clock.now()).returning(
        Waiting.id, Waiting.branch_id
    )
    for row in db.session.execute(left).all():
        _record("left", row.id, row.branch_id, actor_id)


def accept_offer(*, booking_id: str, client_id: str, actor_id: str, party: Party = Party.CLIENT) -> None:
    """Take the place that is held: from now on it is a booking like any. Raises NotYours, OfferOver.

    For who lost her own time it is the change that she had to make (B9), and is confirmed by phone like any (B6).

    At the very second at which the offer ends it is over, whether or not its job has run.
    """
    now = clock.now()
    held = _offered(booking_id, client_id, Act.ACCEPT, party, actor_id)
    shift(held, Act.ACCEPT, now, refusal=OfferOver, booked_by=actor_id)
    end_offer(booking_id, WaitingStatus.TAKEN, now)
    branch_id, lost = held.booking.branch_id, held.booking.lost_session_id
    note("accepted", booking_id, branch_id, actor_id)
    if lost:
        keep_history(held.booking, lost, held.session.id, actor_id, now)
        await_call(held.booking, now)
    event = BookingChanged if lost else ExamBooked
    events.publish(event(booking_id, client_id, branch_id))


def decline_offer(*, booking_id: str, client_id: str, actor_id: str, party: Party = Party.CLIENT) -> None:
    """Let the place that is held go: the next in line is asked at once. Raises NotYours, OfferOver."""
    now = clock.now()
    held = _offered(booking_id, client_id, Act.CANCEL, party, actor_id)
    cancel_held(held, CancelReason.OTHER, now, refusal=OfferOver)
    note("declined", booking_id, held.booking.branch_id, actor_id)


def _offered(booking_id: str, client_id: str, act: Act, party: Party, actor_id: str) -> Held:
    """Give an offer that still stands and may be answered so. Raises NotYours, OfferOver."""
    held = booking_of(booking_id, client_id=client_id)
    if held is None:
        raise NotYours
    if held.status is not BookingStatus.OFFERED or not may(held.status, act, party):
        raise OfferOver
    act_for(party, client_id=client_id, branch_id=held.booking.branch_id, actor_id=actor_id)
    return held


def _record(what: str, row_id: str, branch_id: str, actor_id: str, **details: object) -> None:
    audit.record(
        f"exams.waiting.{what}",
        subject=("exam_waiting", row_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details=details,
    )
