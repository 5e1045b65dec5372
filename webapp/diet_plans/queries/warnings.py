"""Published plans that hold what their client turned out to be allergic to (D3)."""

from __future__ import annotations

from sqlalchemy import or_, select

from webapp.diet_plans.models import AllergyWarning, DietPlanVersion
from webapp.diet_plans.rules.allergies import Answer
from webapp.diet_plans.rules.versions import LIVE
from webapp.kernel.db import db

_MOST = 200


def allergy_warnings(branch_id: str) -> list[AllergyWarning]:
    """Give a branch's unanswered warnings, the oldest first: a task for whoever writes the plan."""
    waiting = (AllergyWarning.branch_id == branch_id, AllergyWarning.answer.is_(None))
    asked = select(AllergyWarning).where(*waiting)
    return list(db.session.scalars(asked.order_by(AllergyWarning.raised_at, AllergyWarning.id).limit(_MOST)))


def warnings_of(client_id: str) -> list[AllergyWarning]:
    """Give the warnings about a client's live versions, unanswered or with a reason, the newest first."""
    told = or_(AllergyWarning.answer.is_(None), AllergyWarning.answer == Answer.REASON)
    asked = select(AllergyWarning).join(DietPlanVersion, DietPlanVersion.id == AllergyWarning.version_id)
    asked = asked.where(AllergyWarning.client_id == client_id, told, DietPlanVersion.status.in_(LIVE))
    return list(db.session.scalars(asked.order_by(AllergyWarning.raised_at.desc(), AllergyWarning.id)))
