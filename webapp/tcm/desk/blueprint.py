"""The blueprint of the room's staff pages, who may enter them, and that whoever looks is noted."""

from __future__ import annotations

from functools import partial

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.kernel import access, transaction
from webapp.records import services as records

desk = Blueprint("tcm_desk", __name__)

FILLERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)
READERS = (*FILLERS, Role.BRANCH_MANAGER)


def note(client_id: str) -> None:
    """Looking at somebody's record is a line in their access log (A6)."""
    account_id = access.visitor().account_id
    transaction.after_reading(
        partial(records.note_access, client_id=client_id, account_id=account_id, what="tcm")
    )
