"""Score a response as it is sent, and keep the score with its trace (Q7)."""

from __future__ import annotations

from webapp.clients.queries import Client
from webapp.clients.rules import age_on
from webapp.kernel import clock, ids
from webapp.kernel.db import db
from webapp.questionnaires.models import Response, Score
from webapp.questionnaires.rules import scoring


def keep_score(response: Response, client: Client) -> None:
    """Work out the questionnaire's own score, if it has one; it is never worked out anew."""
    age = age_on(client.birth_date, clock.today())
    found = scoring.scored(response.code, response.response, sex=client.sex.lower(), age=age)
    if found is None:
        return
    row = Score(
        id=ids.new_id(),
        branch_id=response.branch_id,
        response_id=response.id,
        name=found.name,
        version=found.result.model.version,
        result=found.as_json(),
    )
    db.session.add(row)
    db.session.flush()
