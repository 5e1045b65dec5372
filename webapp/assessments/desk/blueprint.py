"""What the pages of the review desk share."""

from __future__ import annotations

from flask import Blueprint

from webapp.accounts.rules import Role
from webapp.assessments import queries
from webapp.assessments.models import Assessment
from webapp.clients import queries as clients
from webapp.kernel import access, transaction
from webapp.kernel.errors import NotYours
from webapp.records import services as records

desk = Blueprint("assessments_desk", __name__)
REVIEWERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)


def own(assessment_id: str) -> tuple[Assessment, clients.Client]:
    """Give an assessment and whose it is, or say that there is none."""
    found = queries.assessment(assessment_id)
    if found is None:
        raise NotYours
    return found, clients.reachable(client_id=found.client_id, visitor=access.visitor())


def note_reading(client_id: str) -> None:
    """Looking at somebody's assessment is a line in her access log (A6)."""
    who = access.visitor()
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="assessment")
    )
