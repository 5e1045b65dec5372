"""What is being written, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.diet_plans.models import DietDraft, DietPlanVersion
from webapp.diet_plans.queries.foods import foods_as_written
from webapp.diet_plans.queries.versions import Published
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.versions import VersionStatus
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


def as_if_published(found: DietDraft, *, number: int, first_day: date) -> Published:
    """Give the draft as a version would be read from a day on; nothing is written."""
    content = document.read(found.content)
    version = DietPlanVersion(
        id=found.id,
        client_id=found.client_id,
        branch_id=found.branch_id,
        number=number,
        status=VersionStatus.EFFECTIVE,
        effective_from=first_day,
        published_by=found.changed_by,
        published_at=found.changed_at,
    )
    return Published(version, content, foods_as_written(content.codes))


def table_of(client_id: str, *, day: date) -> AtTable:
    """Give what a nutritionist must know before writing, in one statement. Raises NotYours without a client."""
    entitled = plans.covers(client_id=client_id, item=Item.DIET_PLAN, day=day)
    shares = clients.agrees(client_id, Purpose.SHARE_WITH_NUTRITIONIST)
    asked = select(clients.Client, entitled, shares).where(clients.Client.id == client_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return AtTable(found[0], bool(found[1]), bool(found[2]))
