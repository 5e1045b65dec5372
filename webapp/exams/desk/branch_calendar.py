"""The branch's calendar: a month over its institutions, then a day with its sessions and who has the places."""

from __future__ import annotations

from flask import Response, request

from webapp.exams import queries
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.booking_lists import note_looks
from webapp.exams.desk.results import READERS
from webapp.exams.desk.utilisation import asked_day
from webapp.exams.presenters import branch_calendar as words
from webapp.exams.rules.utilisation import Span
from webapp.kernel import access, clock, htmx


@desk.get("/desk/exams/calendar")
@access.roles(*READERS)
def branch_calendar() -> Response:
    """Show places taken of those there, by day and institution."""
    shown = asked_day("day", clock.today())
    first, last = Span.MONTH.days(shown)
    branch_id = access.visitor().branch_id
    uses = queries.session_uses(first=first, last=last, branch_id=branch_id)
    names = queries.institution_names(one.institution_id for one in uses)
    return htmx.answer(
        "exams/branch_calendar.html",
        month=words.branch_calendar(uses, names, shown=shown),
        waits=queries.staff_work(branch_id=branch_id, now=clock.now()),
        today=clock.today(),
        holidays=len(queries.open_holidays(branch_id=branch_id, after=clock.today())),
    )


@desk.get("/desk/exams/calendar/day")
@access.roles(*READERS)
def branch_day() -> Response:
    """Show one day: the sessions of an institution and who has the places."""
    shown, branch_id = asked_day("day", clock.today()), access.visitor().branch_id
    uses = queries.session_uses(first=shown, last=shown, branch_id=branch_id)
    places = {one.id: one for one in queries.places(use.institution_id for use in uses)}
    asked = request.args.get("institution", "")
    place = places.get(asked) or next(iter(places.values()), None)
    people = []
    if place:
        people = queries.people_on(branch_id=branch_id, institution_id=place.id, day=shown)
    note_looks(one.client.id for one in people)
    there = [one for one in uses if place and one.institution_id == place.id]
    return htmx.answer(
        "exams/branch_day.html",
        shown=shown,
        centres=list(places.values()),
        chosen=place,
        bars=words.institution_bars(uses),
        blocks=words.session_blocks(there, people, place.zone) if place else [],
    )
