"""A version leaves the house by the command line: the audit chain notes it."""

from __future__ import annotations

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.services.taking_effect import note
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def export_version(*, version_id: str) -> queries.Published:
    """Give one version of whomever. Raises NotYours where there is none."""
    version = db.session.get(DietPlanVersion, version_id)
    if version is None:
        raise NotYours
    note("diet_plans.version.exported", version, "")
    return queries.published(version_id, client_id=version.client_id)
