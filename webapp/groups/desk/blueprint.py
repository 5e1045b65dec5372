"""The blueprint of the room's pages, and who may enter them."""

from __future__ import annotations

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContract
from webapp.kernel import access
from webapp.kernel.errors import NotYours

desk = Blueprint("groups_desk", __name__)

KEEPERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
AGREERS = (Role.BRANCH_MANAGER, Role.HQ_ADMIN)
STAFF = (*KEEPERS, Role.HQ_ADMIN)
READERS = (*STAFF, Role.GROUP_CONTACT)


def own_contract(contract_id: str) -> tuple[ClientGroup, GroupContract]:
    """Give a contract year whose group the visitor may open, or say that there is none."""
    found = queries.contract(contract_id)
    if found is None:
        raise NotYours
    return own(found.group_id), found


def own(group_id: str) -> ClientGroup:
    """Give a group that the visitor may open, or say that there is none."""
    return queries.reachable(group_id, visitor=access.visitor())
