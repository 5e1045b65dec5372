"""The blueprint of the room's staff pages, what all of them look up, and the note of who looked (A6)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.kernel import access, transaction
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.records import services as records

desk = Blueprint("questionnaires_desk", __name__)

READERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR, Role.NUTRITIONIST, Role.BRANCH_MANAGER)
"""Who may read a client's answers."""
WRITERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
"""Who may write for a client who cannot do it alone (Q9)."""


def note(client_id: str, what: str) -> None:
    """Note after the answer that the visitor looked at something of a client."""
    account_id = access.visitor().account_id
    transaction.after_reading(
        partial(records.note_access, client_id=client_id, account_id=account_id, what=what)
    )


def note_list(client_ids: Iterable[str]) -> None:
    """Note after the answer that the visitor looked at a list of what several clients answered."""
    look = partial(records.note_list, client_ids=list(client_ids), what="questionnaires")
    transaction.after_reading(partial(look, account_id=access.visitor().account_id))


def sent_by(client_id: str, response_id: str) -> tuple[Client, Response]:
    """Give a client within the visitor's reach and a response of hers; `NotYours` for anybody else's (A1)."""
    client, found = sent_whole(client_id, response_id)
    return client, found.response


def sent_whole(client_id: str, response_id: str) -> tuple[Client, queries.Sent]:
    """Give the same with the response's corrections and its score."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    found = queries.sent(response_id)
    if found is None or found.response.client_id != client.id:
        raise NotYours
    return client, found
