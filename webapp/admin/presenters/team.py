"""The three places of a care team and who of the branch may take each."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.admin.presenters.words import CAPACITY_WORDS
from webapp.clients import queries as clients
from webapp.clients.rules import CARE_CAPACITIES
from webapp.kernel.i18n import _, say
from webapp.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """One capacity: its words, who acts now, and the serving people to choose from."""

    capacity: str
    words: str
    staff_id: str
    people: list[tuple[str, str]]


def places(client: clients.Client) -> list[TeamPlace]:
    """Draw a client's care team for choosing."""
    owners = {one.capacity: one.staff_id for one in clients.care_team(client.id)}
    serving = organisation.staff_of(branch_id=client.branch_id)
    drawn = []
    for capacity in CARE_CAPACITIES:
        people = [(one.id, say(one.name)) for one in serving if one.role == capacity.value]
        now = owners.get(capacity.value, "")
        choices = people if now else [("", _("Nobody yet")), *people]
        drawn.append(TeamPlace(capacity.value, str(CAPACITY_WORDS[capacity]), now, choices))
    return drawn
