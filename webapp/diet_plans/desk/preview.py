"""The draft as the client will see it on the phone: the client's own pages, before they are published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flask import Response, request, url_for

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.desk.blueprint import client_at_table, desk
from webapp.diet_plans.presenters.day import DayPage, day_page
from webapp.diet_plans.presenters.plan import plan_page
from webapp.diet_plans.queries import Calendar, Published
from webapp.diet_plans.rules.phases import steps
from webapp.diet_plans.rules.stepwise import MOST_PHASES, MOST_WEEKS
from webapp.diet_plans.rules.versions import next_number
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours

_FURTHEST = timedelta(weeks=MOST_PHASES * MOST_WEEKS)


@desk.get("/desk/diet/clients/<id:client_id>/preview")
@access.roles(Role.NUTRITIONIST)
def preview(client_id: str) -> Response:
    """Show a day and the texts of the draft with the presenters and templates of the client's pages.

    A phase of the address is shown on its first day.
    """
    client_at_table(client_id)
    draft = queries.draft(client_id)
    if draft is None:
        raise NotYours
    newest, today = queries.newest_version(client_id), clock.today()
    found = queries.as_if_published(
        draft, number=next_number(newest.number if newest else 0), first_day=today
    )
    return htmx.answer(
        "diet_plans/preview.html",
        client_id=client_id,
        page=_day(client_id, found, _asked(found, today)),
        plan=plan_page(found, today),
        phases=_phases(client_id, found),
        preview=True,
    )


def _asked(found: Published, today: date) -> date:
    """Read the day of the address, or the first day of its phase; anything odd is today."""
    phase = request.args.get("phase", "")
    listed = steps(found.content, today)
    if phase.isascii() and phase.isdecimal() and int(phase) < len(listed):
        return listed[int(phase)].first or today
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today
    return asked if today <= asked <= today + _FURTHEST else today


def _day(client_id: str, found: Published, chosen: date) -> DayPage:
    """Make the client's page of a day that is still to come: nothing to mark, its week leads to other previews."""
    made = day_page(found, Calendar([found.version], {}, found), chosen, today=chosen - timedelta(days=1))
    monday = chosen - timedelta(days=chosen.weekday())
    days = [monday + timedelta(days=turn) for turn in range(len(made.week))]
    week = [
        replace(one, href=url_for("diet_plans_desk.preview", client_id=client_id, day=day.isoformat()))
        for one, day in zip(made.week, days, strict=True)
    ]
    return replace(made, week=week, following=None)


def _phases(client_id: str, found: Published) -> list[tuple[str, str]]:
    """Give the way to each phase of several, by its number."""
    count = len(found.content.phases)
    return [
        (str(number + 1), url_for("diet_plans_desk.preview", client_id=client_id, phase=number))
        for number in range(count)
        if count > 1
    ]
