"""The client's pages of the exam room."""

from __future__ import annotations

from flask import Blueprint

from webapp.clients import queries as clients
from webapp.exams import queries
from webapp.kernel import access, clock
from webapp.kernel.errors import NotYours

bp = Blueprint("exams", __name__)


def own_booking(booking_id: str) -> queries.Held:
    """Give a booking of the visitor's; `NotYours` for anybody else's (A1)."""
    held = queries.booking_of(booking_id, client_id=access.visitor().person_id)
    if held is None:
        raise NotYours
    return held


def agreed_terms(held: queries.Held) -> queries.Terms:
    """Give what the agreement of a booking's branch and institution says today."""
    booking = held.booking
    return queries.terms(
        institution_id=booking.institution_id, branch_id=booking.branch_id, day=clock.today()
    )


def own_self() -> clients.Client:
    """Give the visiting client."""
    found = clients.client(access.visitor().person_id)
    if found is None:
        raise NotYours
    return found
