"""A day's meals."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.presenters.day import day_page
from webapp.diet_plans.presenters.warnings import warning_cards
from webapp.diet_plans.views.blueprint import bp, note_read
from webapp.kernel import access, clock, htmx
from webapp.kernel.forms import Form

_AHEAD = 28  # days
_BACK = 7


@bp.get("/diet")
@access.roles(Role.CLIENT)
def today() -> Response:
    """Show the meals of a day, today's unless another one was asked for."""
    return show_day(asked_day())


def asked_day() -> date:
    """Read the day of the address; an odd or distant one is today."""
    now = clock.today()
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return now
    near = now - timedelta(days=_AHEAD) <= asked <= now + timedelta(days=_AHEAD)
    return asked if near else now


def show_day(chosen: date, form: Form | None = None) -> Response:
    """Answer with the page of a day, or its fragment; `form` is one that was refused."""
    client_id, now = access.visitor().person_id, clock.today()
    monday = chosen - timedelta(days=chosen.weekday())
    first, last = min(monday, now - timedelta(days=_BACK)), max(monday + timedelta(days=6), now)
    calendar = queries.calendar(client_id, first=first, last=last)
    held = calendar.version_on(now)
    page = None
    if held:
        found = queries.published(held.id, client_id=client_id)
        page = day_page(found, calendar, chosen, today=now, opened=request.args.get("open", ""))
        note_read(found)
    warnings = warning_cards(client_id) if page and not htmx.asked() else []
    words = {"page": page, "form": form, "warnings": warnings}
    status = 422 if form else 200
    return htmx.answer("diet_plans/today.html", "diet_plans/_day.html", status=status, **words)
