"""What a client works as: examinations may depend on it (P2)."""

from __future__ import annotations

from webapp.clients import rules
from webapp.clients.events import OccupationTold
from webapp.clients.models import Client
from webapp.clients.services.noting import note
from webapp.kernel import events
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput


def set_occupation(*, client_id: str, occupation: str, actor_id: str) -> None:
    """Write a code of `rules.OCCUPATIONS`, or "" for not told. Raises `BadInput`; the same again changes nothing."""
    check_occupation(occupation)
    client = db.session.get_one(Client, client_id, with_for_update=True)
    if client.occupation == occupation:
        return
    client.occupation = occupation
    db.session.flush()
    note("clients.occupation.set", client.id, client.branch_id, actor_id)
    events.publish(OccupationTold(client.id, client.branch_id))


def check_occupation(occupation: str) -> None:
    """Refuse a code that the list does not have. Raises `BadInput`."""
    if occupation and occupation not in rules.OCCUPATIONS:
        raise BadInput("occupation")
