"""A person decides where a screening knew too little about the assessment (§7)."""

from __future__ import annotations

from webapp.kernel import ids
from webapp.kernel.db import db
from webapp.questionnaires.models import ScreeningDecision
from webapp.questionnaires.rules.inviting import Standing


def keep_decision(*, response_id: str, branch_id: str, decision: Standing) -> None:
    """Keep what was decided by hand after a screening: INVITED or NOT_NEEDED; the caller audits it."""
    db.session.add(
        ScreeningDecision(
            id=ids.new_id(), branch_id=branch_id, response_id=response_id, decision=decision.value
        )
    )
    db.session.flush()
