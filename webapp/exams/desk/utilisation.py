"""How full the institution's own times are, over a week or a month."""

from __future__ import annotations

from datetime import date

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.desk.blueprint import desk
from webapp.exams.presenters import utilisation as words
from webapp.exams.rules.utilisation import Span
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import BadInput


@desk.get("/desk/exams/utilisation")
@access.roles(Role.INSTITUTION_DESK)
def utilisation() -> Response:
    """Show places taken and places there, by time and day."""
    place = queries.place(access.visitor().institution_id)
    span = Span.MONTH if request.args.get("span") == Span.MONTH else Span.WEEK
    shown = asked_day("day", clock.today(place.zone))
    first, last = span.days(shown)
    uses = queries.session_uses(first=first, last=last, institution_id=place.id)
    return htmx.answer(
        "exams/utilisation.html",
        place_name=place.name,
        use=words.utilisation(uses, span=span, shown=shown, zone=place.zone),
        span=span,
        shown=shown,
    )


def asked_day(name: str, otherwise: date) -> date:
    """Give the day that the address asks for. Raises BadInput for what is no day of our times."""
    text = request.args.get(name, "")
    try:
        day = date.fromisoformat(text) if text else otherwise
    except ValueError as unreadable:
        raise BadInput(name) from unreadable
    if not 2000 <= day.year <= 2200:
        raise BadInput(name)
    return day
