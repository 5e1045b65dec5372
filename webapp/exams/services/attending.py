"""The day of the exam at the institution's desk: checked in, nobody came, or came after all (B10)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.exams.events import ClientCheckedIn
from webapp.exams.queries import Held, booking_at, has_report, held, live_booking, place, terms
from webapp.exams.refusals import BookedAgain, NotExpected, NotToday, ReportBegun, ReportMoved
from webapp.exams.rules.booking import Act, BookingStatus, Party, UndoReason
from webapp.exams.rules.chasing import report_due
from webapp.exams.services.moving import note, permitted, shift
from webapp.exams.services.places import give_place, retake_place
from webapp.exams.services.releasing import let_go
from webapp.kernel import clock, events
from webapp.organisation import queries as organisation
from webapp.plans import services as plan_services
from webapp.plans.rules import Item
from webapp.toolbox.calendar import WorkingDays

_DESK = Party.INSTITUTION_DESK


def check_in(
    *, booking_id: str, institution_id: str, staff_id: str, actor_id: str, party: Party = _DESK
) -> date:
    """Note that the client is there, on the day of the exam, which is given; the report's due day starts to count.

    Who was noted as not come and then comes is checked in like anybody. Raises NotYours, NotToday,
    NotExpected, and what `expect_again` raises.
    """
    held = _expected(booking_id, institution_id, Act.CHECK_IN, party)
    booking, day = held.booking, held.session.day
    agreed = terms(institution_id=institution_id, branch_id=booking.branch_id, day=day)
    _check_day(held, Act.CHECK_IN, agreed.place.zone)
    working = organisation.working_days() if agreed.report_in_working_days else WorkingDays()
    in_working_days = agreed.report_in_working_days
    due = report_due(day, agreed.report_days, in_working_days=in_working_days, working=working)
    if booking.status == BookingStatus.NO_SHOW:
        _take_up_again(held)
    _move(held, Act.CHECK_IN, actor_id, checked_in_at=clock.now(), report_due=due)
    client_services.note_service(
        client_id=booking.client_id, staff_id=staff_id, capacity=Capacity.EXAM_DESK, day=day
    )
    events.publish(ClientCheckedIn(booking.id, booking.client_id, booking.branch_id))
    return day


def undo_check_in(
    *,
    booking_id: str,
    reason: UndoReason,
    actor_id: str,
    institution_id: str = "",
    branch_id: str = "",
    party: Party = _DESK,
) -> None:
    """Take a mistaken check-in back on its day, for who is at the desk or for the branch: she is expected again.

    The staff name their `branch_id`, the desk its `institution_id`. Raises NotYours, NotToday, NotExpected, and
    ReportBegun once something of the exam has been entered or uploaded.
    """
    found = held(booking_id)
    ours = found and (institution_id, branch_id) in (
        (found.booking.institution_id, ""),
        ("", found.booking.branch_id),
    )
    there = permitted(found if ours else None, Act.UNDO_CHECK_IN, party, clock.now(), refusal=NotExpected)
    _check_day(there, Act.UNDO_CHECK_IN, place(there.booking.institution_id).zone)
    if has_report(booking_id):
        raise ReportBegun
    shift(there, Act.UNDO_CHECK_IN, clock.now(), refusal=NotExpected, checked_in_at=None, report_due=None)
    note("check_in_undone", booking_id, there.booking.branch_id, actor_id, reason=reason, party=party)


def no_show(*, booking_id: str, institution_id: str, actor_id: str, party: Party = _DESK) -> date:
    """Note that nobody came, once the session has begun; the year's exam may be booked again. Gives the exam's day.

    Raises NotYours, NotToday, NotExpected.
    """
    held = _expected(booking_id, institution_id, Act.NO_SHOW, party)
    _check_day(held, Act.NO_SHOW, place(institution_id).zone)
    if clock.now() < held.session.starts_at:
        raise NotToday
    let_go(held, Act.NO_SHOW, clock.now(), refusal=NotExpected)
    note("no_show", held.booking.id, held.booking.branch_id, actor_id)
    return held.session.day


def expect_again(*, booking_id: str, institution_id: str, actor_id: str, party: Party = _DESK) -> date:
    """Take a mistaken no-show back on the day of the exam, which is given: place and exam are hers again.

    Raises NotYours, NotToday, NotExpected, BookedAgain, SessionFull.
    """
    held = _expected(booking_id, institution_id, Act.EXPECT_AGAIN, party)
    _check_day(held, Act.EXPECT_AGAIN, place(institution_id).zone)
    _take_up_again(held)
    _move(held, Act.EXPECT_AGAIN, actor_id)
    return held.session.day


def _take_up_again(held: Held) -> None:
    booking = held.booking
    if live_booking(client_id=booking.client_id, enrolment_id=booking.enrolment_id):
        raise BookedAgain
    retake_place(held.session.id)
    at = booking.institution_id
    plan_services.use_at(enrolment_id=booking.enrolment_id, item=Item.EXAM, institution_id=at)


def complete(held: Held, now: datetime, *, party: Party = Party.HEALTH_MANAGER) -> None:
    """Note that the exam is over, its report verified. Raises ReportMoved."""
    permitted(held, Act.COMPLETE, party, now, refusal=ReportMoved)
    shift(held, Act.COMPLETE, now, refusal=ReportMoved)
    give_place(held.session.id)


def _expected(booking_id: str, institution_id: str, act: Act, party: Party) -> Held:
    held = booking_at(booking_id, institution_id=institution_id)
    return permitted(held, act, party, clock.now(), refusal=NotExpected)


def _check_day(held: Held, act: Act, zone: str) -> None:
    today = clock.today(zone)
    if held.session.day > today or (act is not Act.NO_SHOW and held.session.day != today):
        raise NotToday


def _move(held: Held, act: Act, actor_id: str, **values: Any) -> None:
    status = shift(held, act, clock.now(), refusal=NotExpected, **values)
    note(status.lower(), held.booking.id, held.booking.branch_id, actor_id)
