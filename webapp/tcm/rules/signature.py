"""Who signs a record: the person, or a proxy who writes their own name beside it (Q8, T1)."""

from __future__ import annotations

from enum import StrEnum

from webapp.questionnaires.rules.signing import is_own_name
from webapp.toolbox.words import Bilingual


class SignedBy(StrEnum):
    """The person served, or somebody for them."""

    SELF = "SELF"
    PROXY = "PROXY"


class Relation(StrEnum):
    """What the proxy is to the person; `STAFF` is who visits and fills the form."""

    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    RELATIVE = "RELATIVE"
    NEIGHBOUR = "NEIGHBOUR"
    STAFF = "STAFF"


def wrong(
    *, signed_by: str, name: str, relation: str, reason: str, client: Bilingual, staff: Bilingual
) -> list[str]:
    """Name the fields that are wrong: a person signs with their own name, a proxy with theirs and says why.

    A proxy never writes the person's name, and the visitor as proxy writes the visitor's own.
    """
    if signed_by == SignedBy.SELF:
        return [] if is_own_name(name, client) else ["name"]
    faults = {
        "signed_by": signed_by != SignedBy.PROXY,
        "name": not name.strip() or is_own_name(name, client),
        "relation": relation not in set(Relation),
        "reason": not reason.strip(),
    }
    if relation == Relation.STAFF:
        faults["name"] = not is_own_name(name, staff)
    return [field for field, is_wrong in faults.items() if is_wrong]
