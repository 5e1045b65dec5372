"""The blueprint of the room's staff pages, and the note of who looked (A6)."""

from __future__ import annotations

from functools import partial

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.kernel import access, transaction
from webapp.records import services as records

desk = Blueprint("questionnaires_desk", __name__)

READERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR, Role.NUTRITIONIST, Role.BRANCH_MANAGER)
"""Who may read a client's answers."""
WRITERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
"""Who may write for a client who cannot do it alone (Q9)."""


def note(client_id: str, what: str) -> None:
    """Note after the answer that the visitor looked at something of a client."""
    account_id = access.visitor().account_id
    transaction.after_reading(
        partial(records.note_access, client_id=client_id, account_id=account_id, what=what)
    )
