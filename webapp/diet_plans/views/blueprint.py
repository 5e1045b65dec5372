"""The client's blueprint, and the read receipt."""

from __future__ import annotations

from flask import Blueprint

from webapp.diet_plans import queries, services
from webapp.kernel import transaction

bp = Blueprint("diet_plans", __name__)


def note_read(found: queries.Published) -> None:
    """Keep the read receipt, once."""
    version = found.version
    if version.read_at is None:
        transaction.after_reading(
            lambda: services.note_read(version_id=version.id, client_id=version.client_id)
        )
