"""An occupation that was told, or corrected, after a year was bought: what is examined follows it (P2)."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.clients.events import OccupationTold
from webapp.clients.queries import Client
from webapp.kernel import audit, clock
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment
from webapp.plans.services.rights import hold_unused


def occupation_was_told(event: OccupationTold) -> None:
    """Fit the years that are not over, until their exam is booked: what was booked is what is examined.

    What was taken in or left out while applying stays. A group's members are fitted by their contract.
    """
    client, today = clients.client(event.client_id), clock.today()
    for year in queries.enrolments_of(event.client_id):
        live = year.status != rules.YearStatus.ENDED and year.ends >= today
        if client is not None and live and year.kind == rules.Kind.INDIVIDUAL:
            _fit(year, client)


def _fit(year: Enrolment, client: Client) -> None:
    change = year.item_change
    items = rules.items_for(year.package.lines, queries.person_on(client, year.starts), change=change)
    if items == year.item_codes or not hold_unused(enrolment_id=year.id, item=rules.Item.EXAM):
        return
    year.exam_items = rules.write_own_items(rules.OwnItems(items, change))
    audit.record("plans.items.fitted", subject=("enrolment", year.id), branch_id=year.branch_id, actor_id="")
