"""The institution's desk: who comes today, check-in by code, nobody came (B10)."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.presenters.arrivals import arrival_rows
from webapp.exams.refusals import BookedAgain, CodeUnknown, NotExpected, NotToday, SessionFull
from webapp.exams.rules.booking import read_code
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import BadInput, NotYours, Refusal


@desk.get("/desk/exams/arrivals")
@access.roles(Role.INSTITUTION_DESK)
def arrivals() -> Response:
    """Show who is booked at the desk's own institution on a day."""
    return _page()


@desk.post("/desk/exams/check-in")
@access.roles(Role.INSTITUTION_DESK)
def check_in_by_code() -> Response:
    """Check in whoever shows the code, typed or scanned."""
    who, typed = access.visitor(), request.form.get("code", "")
    try:
        held = queries.booking_by_code(read_code(typed), institution_id=who.institution_id)
        if held is None:
            raise CodeUnknown
        services.check_in(
            booking_id=held.booking.id,
            institution_id=who.institution_id,
            staff_id=who.person_id,
            actor_id=who.account_id,
        )
    except (BookedAgain, CodeUnknown, NotExpected, NotToday, SessionFull) as refusal:
        return _page(refusal=refusal, typed=typed[:40])
    return htmx.go("exams_desk.arrivals", arrived=held.booking.id)


@desk.post("/desk/exams/bookings/<id:booking_id>/check-in")
@access.roles(Role.INSTITUTION_DESK)
def check_in(booking_id: str) -> Response:
    """Check in one line of the list."""
    who = access.visitor()
    services.check_in(
        booking_id=booking_id,
        institution_id=who.institution_id,
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("exams_desk.arrivals", arrived=booking_id)


@desk.get("/desk/exams/bookings/<id:booking_id>/no-show")
@access.roles(Role.INSTITUTION_DESK)
def ask_no_show(booking_id: str) -> Response:
    """Ask before noting that nobody came."""
    place = queries.place(access.visitor().institution_id)
    held = queries.booking_at(booking_id, institution_id=place.id)
    if held is None:
        raise NotYours
    name = queries.client_names([held.booking.client_id])[held.booking.client_id]
    return htmx.answer("exams/ask_no_show.html", held=held, name=name, zone=place.zone)


@desk.post("/desk/exams/bookings/<id:booking_id>/no-show")
@access.roles(Role.INSTITUTION_DESK)
def no_show(booking_id: str) -> Response:
    """Note that nobody came."""
    who = access.visitor()
    services.no_show(booking_id=booking_id, institution_id=who.institution_id, actor_id=who.account_id)
    return htmx.go("exams_desk.arrivals")


@desk.post("/desk/exams/bookings/<id:booking_id>/expect-again")
@access.roles(Role.INSTITUTION_DESK)
def expect_again(booking_id: str) -> Response:
    """Take a mistaken no-show back."""
    who = access.visitor()
    services.expect_again(booking_id=booking_id, institution_id=who.institution_id, actor_id=who.account_id)
    return htmx.go("exams_desk.arrivals")


def _page(refusal: Refusal | None = None, typed: str = "") -> Response:
    place = queries.place(access.visitor().institution_id)
    today = clock.today(place.zone)
    day = _day(today)
    expected = queries.arrivals(institution_id=place.id, day=day)
    names = queries.client_names(held.booking.client_id for held in expected)
    rows = arrival_rows(expected, names, place.zone, today=today, now=clock.now())
    arrived = request.args.get("arrived", "")
    return htmx.answer(
        "exams/arrivals.html",
        status=422 if refusal else 200,
        place_name=place.name,
        shown=day,
        today=today,
        earlier=day - timedelta(days=1),
        later=day + timedelta(days=1),
        rows=rows,
        arrived=next((row for row in rows if row.booking_id == arrived), None),
        refusal=refusal.message() if refusal else "",
        typed=typed,
    )


def _day(today: date) -> date:
    text = request.args.get("day", "")
    try:
        day = date.fromisoformat(text) if text else today
        return max(min(day, today + timedelta(days=365)), today - timedelta(days=365))
    except ValueError as unreadable:
        raise BadInput("day") from unreadable
