"""Allergies that become known later: whoever plans meals hears of them at once (D3)."""

from __future__ import annotations

from collections.abc import Collection

from webapp.clients import rules
from webapp.clients.events import AllergiesReported
from webapp.clients.models import Client
from webapp.clients.services.noting import note
from webapp.kernel import events
from webapp.kernel.db import db


def set_allergies(*, client_id: str, allergies: Collection[rules.Allergen], actor_id: str) -> None:
    """Write what a client is allergic to, in place of what was known; saying the same again does no harm."""
    client = db.session.get_one(Client, client_id, with_for_update=True, populate_existing=True)
    known = set(client.allergens)
    if set(allergies) == known:
        return
    client.allergies = ",".join(sorted(allergies)) or None
    db.session.flush()
    note("clients.allergies.set", client.id, client.branch_id, actor_id)
    added = tuple(sorted(set(allergies) - known))
    if added:
        events.publish(AllergiesReported(client.id, client.branch_id, added))
