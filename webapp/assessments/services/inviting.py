"""Who is invited to an assessment: the screening questionnaire decides, a person where it cannot (§7)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.assessments import queries
from webapp.assessments.models import Invitation
from webapp.assessments.refusals import AssessmentMoved
from webapp.clients import queries as clients
from webapp.kernel import audit, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires import services as answering
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.rules.inviting import SCREENING, Standing

BY_HAND = (Standing.INVITED, Standing.NOT_NEEDED)


def screening_came_back(event: QuestionnaireSubmitted) -> None:
    """Keep what the screening decided, and invite whom it invites."""
    score = questionnaires.score_of(event.response_id) if event.code == SCREENING and event.newest else None
    if score is None or score["category"] is None:
        return
    parts = score["parts"]
    row = Invitation(
        id=ids.new_id(),
        branch_id=event.branch_id,
        client_id=event.client_id,
        response_id=event.response_id,
        decision=score["category"].upper(),
        health_level=parts["health_level"],
        rule_version=score["model"]["version"],
        reasons={"reasons": parts["reasons"], "unknown": parts["unknown"]},
    )
    db.session.add(row)
    db.session.flush()
    _invite(row, actor_id="")


def decide(*, invitation_id: str, branch_id: str, decision: str, staff_id: str, actor_id: str) -> None:
    """Decide where too little was known; the client's own pages say it too. Raises BadInput, NotYours, AssessmentMoved."""
    if decision not in BY_HAND:
        raise BadInput("decision")
    row = db.session.get(Invitation, invitation_id)
    if row is None or row.branch_id != branch_id:
        raise NotYours
    done = changed(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.decision == "UNDECIDED")
        .values(decision=decision, decided_by=staff_id)
    )
    if not done:
        raise AssessmentMoved
    db.session.refresh(row)
    answering.keep_decision(response_id=row.response_id, branch_id=row.branch_id, decision=Standing(decision))
    _invite(row, actor_id=actor_id)


def _invite(row: Invitation, *, actor_id: str) -> None:
    audit.record(
        "assessments.invitation.decided",
        subject=("client", row.client_id),
        branch_id=row.branch_id,
        actor_id=actor_id,
        details={"decision": row.decision, "rule": row.rule_version},
    )
    client = clients.client(row.client_id) if row.decision == "INVITED" else None
    if client is not None and client.account_id and not queries.opted_out([client.id]):
        words = both("You are invited to a health assessment this year. Whether you take part is up to you.")
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="INVITATION",
            words=words,
            link="/questionnaires/hra",
        )
