"""The week on one page, without a network too, and the shopping list."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.presenters.week import days_from, shopping_page, week_page
from webapp.diet_plans.rules.shopping import MOST_PEOPLE
from webapp.diet_plans.views.blueprint import bp
from webapp.kernel import access, clock, htmx, pwa
from webapp.kernel.i18n import lazy


@bp.get("/diet/week")
@access.roles(Role.CLIENT)
def week() -> Response:
    """Show today and the six days after it: to read, to print, to keep on the phone."""
    now = clock.today()
    return htmx.answer("diet_plans/week.html", page=week_page(_calendar(), now))


@bp.get("/diet/shopping")
@access.roles(Role.CLIENT)
def shopping() -> Response:
    """Show what to buy for the chosen days and people; odd choices are left out."""
    now = clock.today()
    asked = request.args.getlist("day")
    chosen = [one for one in days_from(now) if not asked or one.isoformat() in asked]
    people = request.args.get("people", default=1, type=int)
    page = shopping_page(_calendar(), now, chosen, min(max(people, 1), MOST_PEOPLE))
    return htmx.answer("diet_plans/shopping.html", page=page, most=MOST_PEOPLE)


@bp.get("/diet/offline")
@access.public
def offline() -> Response:
    """Draw the page that a phone fills in from what it keeps; it is the same for everybody."""
    return pwa.shell("diet_plans/offline.html")


pwa.keep_shell(
    pwa.Shell(
        address="/diet/offline",
        pattern=r"^/diet(/week|/meal|/questions)?$",
        scripts=("js/diet/shell.js", "js/diet/keeping.js"),
        door=("/diet/week", lazy("Your meals")),
    )
)


def _calendar() -> queries.Calendar:
    days = days_from(clock.today())
    return queries.calendar(access.visitor().person_id, first=days[0], last=days[-1])
