"""A client's places: Today."""

from __future__ import annotations

from flask import Response

from webapp import config
from webapp.accounts.rules import Role
from webapp.home import presenters, queries
from webapp.home.views.blueprint import bp
from webapp.kernel import access, clock, freshness, htmx, pages


@bp.get("/today")
@access.roles(Role.CLIENT)
def today() -> Response:
    """Show the path of the year, the next step and today's small things; 304 while nothing changed."""
    return freshness.answer(_version(), _draw_today)


def _version() -> str:
    """Today changes with what she did, what her branch did, the time, and how she likes to read.

    Ten minutes bound what none of these names: an act in the books of a branch she left.
    """
    ten_minutes = clock.now().strftime("%Y%m%d%H%M")[:-1]
    return freshness.tag("today", access.visitor(), pages.looks(), ten_minutes)


def _draw_today() -> Response:
    who = access.visitor()
    gathered = queries.gather(client_id=who.person_id, account_id=who.account_id)
    return htmx.answer(
        "home/today.html",
        greeting=presenters.greeting(who, clock.now()),
        today=gathered.day,
        plan=gathered.plan,
        path=presenters.path(gathered),
        card=presenters.next_card(gathered, config.current().complaint_phone),
        small=presenters.small_things(gathered),
    )
