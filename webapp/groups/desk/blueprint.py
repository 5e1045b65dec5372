"""The blueprint of the room's pages, and who may enter them."""

from __future__ import annotations

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.groups import queries
from webapp.groups.models import ClientGroup
from webapp.kernel import access

desk = Blueprint("groups_desk", __name__)

KEEPERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
STAFF = (*KEEPERS, Role.HQ_ADMIN)
READERS = (*STAFF, Role.GROUP_CONTACT)


def own(group_id: str) -> ClientGroup:
    """Give a group that the visitor may open, or say that there is none."""
    return queries.reachable(group_id, visitor=access.visitor())
