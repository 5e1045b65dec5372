"""The three places of a care team and who of the branch may take each."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.admin.presenters.words import CAPACITY_WORDS
from webapp.admin.queries import Team
from webapp.clients.rules import CARE_CAPACITIES
from webapp.kernel.i18n import _, say


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """One capacity: its words, who acts now, and the serving people to choose from."""

    capacity: str
    words: str
    staff_id: str
    people: list[tuple[str, str]]


def places(team: Team) -> list[TeamPlace]:
    """Draw a client's care team for choosing."""
    drawn = []
    for capacity in CARE_CAPACITIES:
        people = [(one.id, say(one.name)) for one in team.serving if one.role == capacity.value]
        now = team.owners.get(capacity.value, "")
        choices = people if now else [("", _("Nobody yet")), *people]
        drawn.append(TeamPlace(capacity.value, str(CAPACITY_WORDS[capacity]), now, choices))
    return drawn
