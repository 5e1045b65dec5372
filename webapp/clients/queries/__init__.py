"""Questions about clients, their care team, consents, and who may see them. Read only."""

from webapp.clients.models import CareTeamMember, Client, Consent  # the types that upper rooms name
from webapp.clients.queries.agreeing import agreed, agrees, consents
from webapp.clients.queries.care import (
    Known,
    Served,
    acting_for,
    acting_in,
    acting_without_serving,
    care_team,
    clients_of,
    in_care_of,
    known_to,
    loads,
    looked_after_by,
    staff_who_served,
    substituted,
    substitutes_for,
    was_served,
    who_looks_after,
    without_care,
)
from webapp.clients.queries.people import born_by, client, count_born_by, named, search, with_numbers
from webapp.clients.queries.reaching import reachable

__all__ = [
    "CareTeamMember",
    "Client",
    "Consent",
    "Known",
    "Served",
    "acting_for",
    "acting_in",
    "acting_without_serving",
    "agreed",
    "agrees",
    "born_by",
    "care_team",
    "client",
    "clients_of",
    "consents",
    "count_born_by",
    "in_care_of",
    "known_to",
    "loads",
    "looked_after_by",
    "named",
    "reachable",
    "search",
    "staff_who_served",
    "substituted",
    "substitutes_for",
    "was_served",
    "who_looks_after",
    "with_numbers",
    "without_care",
]
