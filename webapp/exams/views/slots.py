"""The choice of a time as an address asks for it: for a client's page and for staff who choose for her."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import request

from webapp.exams import queries
from webapp.exams.presenters.slots import Asked, Slots, slots
from webapp.kernel import clock, security
from webapp.kernel.errors import BadInput

HORIZON = timedelta(weeks=12)


def drawn_slots(
    offer: queries.Offer,
    path: str,
    *,
    after: datetime,
    last_day: date = date.max,
    held_id: str = "",
    preselects: bool = True,
) -> Slots:
    """Draw the free times of an offer after a moment, up to a day; `path` is the page's own address.

    `held_id` is the session of the booking that moves, if one does; `preselects`: the first free time is chosen.
    """
    asked, today = _asked(), clock.today(offer.terms.place.zone)
    where = queries.Open(offer.branch_id, offer.institution_id, offer.exam_class, after)
    last = min(today + HORIZON, last_day)
    found = queries.choice(where=where, first=today, last=last, day=asked.day, month=asked.reach(today, last))
    shown = asked.shown(found.free, today)
    return slots(
        found.free,
        found.times,
        path=path,
        asked=asked,
        shown=shown,
        today=today,
        terms=offer.terms,
        in_group=offer.in_group,
        held_id=held_id,
        preselects=preselects,
    )


def posted_session() -> str:
    """Give the id of the session that was chosen, in a form or in what a phone sends. Raises BadInput."""
    if not request.is_json:
        return read_session(request.form.get("session", ""))
    posted = security.posted_json()
    session_id = posted.get("session") if isinstance(posted, dict) else None
    return read_session(session_id if isinstance(session_id, str) else "")


def read_session(session_id: str) -> str:
    """Check that something has the form of a session's id. Raises BadInput."""
    if not (session_id.isascii() and session_id.isalnum() and len(session_id) == 20):
        raise BadInput("session")
    return session_id


def _asked() -> Asked:
    return Asked(
        month=_date("month", request.args.get("month", ""), suffix="-01"),
        day=_date("day", request.args.get("day", "")),
        time=request.args.get("time", ""),
    )


def _date(name: str, text: str, suffix: str = "") -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text + suffix)
    except ValueError as unreadable:
        raise BadInput(name) from unreadable
    if not 2000 <= found.year <= 2200:
        raise BadInput(name)
    return found
