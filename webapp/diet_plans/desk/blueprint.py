"""The nutritionist's blueprint, and the gate of every page about a client."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import NamedTuple, TypedDict

from flask import Blueprint

from webapp.clients import queries as clients
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft
from webapp.diet_plans.presenters.profile import Person
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content
from webapp.kernel import access, htmx, transaction
from webapp.records import services as records

desk = Blueprint("diet_plans_desk", __name__)
_SITTING = timedelta(hours=1)


class Writer(TypedDict):
    """What every writing verb is told about who writes."""

    client_id: str
    staff_id: str
    actor_id: str


def client_in_reach(client_id: str) -> Person:
    """Give a client whose record a nutritionist of the branch may open now: in charge, with consent.

    The writing verbs check plan and standing besides. Raises NotYours.
    """
    return clients.reachable(client_id=client_id, visitor=access.visitor())


def client_at_table(client_id: str) -> Person:
    """Give a client in reach and note the look in the access log (A6). Raises NotYours.

    Each page is a line; the fragments of one sitting are one.
    """
    who, found = access.visitor(), client_in_reach(client_id)
    transaction.after_reading(
        partial(
            records.note_access,
            client_id=client_id,
            account_id=who.account_id,
            what="diet_plan",
            once_within=_SITTING if htmx.asked() else None,
        )
    )
    return found


def writer(client_id: str) -> Writer:
    """Give who writes for whom; plan, consent and standing are checked again by the writing verbs.

    Raises NotYours for a client whose record this nutritionist may not open.
    """
    who = access.visitor()
    client_in_reach(client_id)
    return {"client_id": client_id, "staff_id": who.person_id, "actor_id": who.account_id}


class Draft(NamedTuple):
    """What the draft says, at which revision, and the one that last rearranged its phases."""

    content: Content
    revision: int
    arranged: int


def draft_content(client_id: str) -> Draft:
    """Give the draft; an empty one at revision 0 where nobody has begun."""
    found = queries.draft(client_id)
    return read_draft(found) if found else Draft(Content(), 0, 0)


def read_draft(found: DietDraft) -> Draft:
    """Give what a draft says."""
    return Draft(document.read(found.content), found.revision, found.arranged)
