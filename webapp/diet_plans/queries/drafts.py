"""What is being written, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.diet_plans.models import DietDraft
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.plans import queries as plans
from webapp.plans.rules import Item


@dataclass(frozen=True, slots=True)
class AtTable:
    """A client, whether the plan contains diet plans, and whether the nutritionist may see the record (A5)."""

    client: clients.Client
    entitled: bool
    shares: bool


def draft(client_id: str) -> DietDraft | None:
    """Give what is being written for a client."""
    return db.session.scalars(select(DietDraft).where(DietDraft.client_id == client_id)).first()


def table_of(client_id: str, *, day: date) -> AtTable:
    """Give what a nutritionist must know before writing, in one statement. Raises NotYours without a client."""
    entitled = plans.covers(client_id=client_id, item=Item.DIET_PLAN, day=day)
    shares = clients.agrees(client_id, Purpose.SHARE_WITH_NUTRITIONIST)
    asked = select(clients.Client, entitled, shares).where(clients.Client.id == client_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return AtTable(found[0], bool(found[1]), bool(found[2]))
