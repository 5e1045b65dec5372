"""The client's pages of the exam room."""

from __future__ import annotations

from flask import Blueprint

from webapp.clients import queries as clients
from webapp.exams import queries
from webapp.kernel import access
from webapp.kernel.errors import NotYours

bp = Blueprint("exams", __name__)


def own_booking(booking_id: str) -> queries.Held:
    """Give a booking of the visitor's; `NotYours` for anybody else's (A1)."""
    held = queries.booking_of(booking_id, client_id=access.visitor().person_id)
    if held is None:
        raise NotYours
    return held


def own_self() -> clients.Client:
    """Give the visiting client."""
    found = clients.client(access.visitor().person_id)
    if found is None:
        raise NotYours
    return found
