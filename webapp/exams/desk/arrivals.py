"""The institution's desk: who comes today, check-in by code, nobody came (B10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.booking_lists import note_looks
from webapp.exams.presenters import arrivals as words
from webapp.exams.refusals import BookedAgain, CodeUnknown, NotExpected, NotToday, SessionFull
from webapp.exams.rules.booking import read_code
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import BadInput, NotYours, Refusal

_REFUSED = (BookedAgain, NotExpected, NotToday, SessionFull)


@desk.get("/desk/exams/arrivals")
@access.roles(Role.INSTITUTION_DESK)
def arrivals() -> Response:
    """Show who is booked at the desk's own institution on a day."""
    place = _own_place()
    return _page(place, _day(clock.today(place.zone)))


@desk.get("/desk/exams/arrivals/print")
@access.roles(Role.INSTITUTION_DESK)
def print_arrivals() -> Response:
    """Show the day on paper: time, name, package and what is examined, nothing else of anybody."""
    place = _own_place()
    day = _day(clock.today(place.zone))
    people = queries.on_paper(institution_id=place.id, day=day)
    note_looks(one.client_id for one in people)
    return htmx.answer(
        "exams/print_arrivals.html",
        place=place,
        shown=day,
        lines=words.paper_lines(people, place.zone),
        examined=words.examined(people),
        now=clock.now(),
    )


@desk.post("/desk/exams/check-in")
@access.roles(Role.INSTITUTION_DESK)
@idempotency.once
def check_in_by_code() -> Response:
    """Check in whoever shows the code, typed or scanned."""
    place, typed = _own_place(), request.form.get("code", "")
    held = queries.booking_by_code(read_code(typed), institution_id=place.id)
    if held is None:
        return _page(place, clock.today(place.zone), CodeUnknown(), code=typed[:40])
    return _note(held.booking.id, services.check_in, code=typed[:40], staff_id=access.visitor().person_id)


@desk.post("/desk/exams/bookings/<id:booking_id>/check-in")
@access.roles(Role.INSTITUTION_DESK)
@idempotency.once
def check_in(booking_id: str) -> Response:
    """Check in one line of the list."""
    return _note(booking_id, services.check_in, staff_id=access.visitor().person_id)


@desk.post("/desk/exams/bookings/<id:booking_id>/no-show")
@access.roles(Role.INSTITUTION_DESK)
@idempotency.once
def no_show(booking_id: str) -> Response:
    """Note that nobody came; on the day itself the list takes it back."""
    return _note(booking_id, services.no_show)


@desk.post("/desk/exams/bookings/<id:booking_id>/expect-again")
@access.roles(Role.INSTITUTION_DESK)
@idempotency.once
def expect_again(booking_id: str) -> Response:
    """Take a mistaken no-show back."""
    return _note(booking_id, services.expect_again)


def _note(booking_id: str, act: Callable[..., date], code: str = "", **more: str) -> Response:
    """Do one thing to a booking and show its day; where it cannot be done, say why and what stands there now."""
    who = access.visitor()
    try:
        day = act(
            booking_id=booking_id,
            institution_id=who.institution_id,
            actor_id=who.account_id,
            **more,
        )
    except _REFUSED as refusal:
        return _page(_own_place(), _own_booking(booking_id).session.day, refusal, booking_id, code=code)
    return htmx.go("exams_desk.arrivals", day=day.isoformat(), noted=booking_id)


def _page(
    place: queries.Place, day: date, refusal: Refusal | None = None, about: str = "", code: str = ""
) -> Response:
    today = clock.today(place.zone)
    expected = queries.arrivals(institution_id=place.id, day=day)
    note_looks(held.booking.client_id for held in expected)
    names = queries.client_names(held.booking.client_id for held in expected)
    rows = words.arrival_rows(expected, names, place.zone, today=today, now=clock.now())
    noted = about or request.args.get("noted", "")
    return htmx.answer(
        "exams/arrivals.html",
        status=(422 if code else refusal.status) if refusal else 200,
        place_name=place.name,
        counts=words.counts(expected),
        refusal=refusal.message() if refusal else "",
        noted=next((row for row in rows if row.booking_id == noted), None),
        rows=rows,
        code=code,
        **_days(day, today),
    )


def _days(day: date, today: date) -> dict[str, Any]:
    one = timedelta(days=1)
    return {"shown": day, "today": today, "earlier": day - one, "later": day + one}


def _own_place() -> queries.Place:
    return queries.place(access.visitor().institution_id)


def _own_booking(booking_id: str) -> queries.Held:
    held = queries.booking_at(booking_id, institution_id=access.visitor().institution_id)
    if held is None:
        raise NotYours
    return held


def _day(today: date) -> date:
    text = request.args.get("day", "")
    try:
        day = date.fromisoformat(text) if text else today
        return max(min(day, today + timedelta(days=365)), today - timedelta(days=365))
    except ValueError as unreadable:
        raise BadInput("day") from unreadable
