"""In which capacity somebody served, and whom a client may name."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.kernel.i18n import lazy, say
from webapp.organisation import queries as organisation

_CAPACITIES = {
    Capacity.HEALTH_MANAGER: lazy("Health manager"),
    Capacity.FAMILY_DOCTOR: lazy("Family doctor"),
    Capacity.NUTRITIONIST: lazy("Nutritionist"),
    Capacity.BOOKING: lazy("Booked for you"),
    Capacity.RESULTS: lazy("Entered your results"),
    Capacity.EXAM_DESK: lazy("At the exam desk"),
    Capacity.REVIEW: lazy("Read your report"),
}


def capacity_words(capacity: str) -> str:
    """Say in which capacity somebody looked after or served a client."""
    known = Capacity.__members__.get(capacity)
    return str(_CAPACITIES[known]) if known in _CAPACITIES else ""


def to_name(client_id: str) -> list[tuple[str, str, str]]:
    """Give whom a client may name as (id, name, capacity): the care team first, then who ever served (T2)."""
    team = {one.staff_id: one.capacity for one in clients.care_team(client_id)}
    served = {one.staff_id: one.capacity for one in reversed(clients.staff_who_served(client_id))}
    capacities = served | team
    people = organisation.staff_named(list(capacities))
    ordered = [*team, *(one for one in served if one not in team)]
    return [(one, say(people[one].name), capacity_words(capacities[one])) for one in ordered if one in people]
