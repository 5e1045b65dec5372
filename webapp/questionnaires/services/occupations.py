"""The occupation that the national form asks for becomes known to the house: examinations depend on it (P2)."""

from __future__ import annotations

from webapp.clients import services as clients
from webapp.clients.rules import OCCUPATIONS
from webapp.kernel.db import db
from webapp.questionnaires import queries
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.models import Response
from webapp.questionnaires.rules.repeating import answers_in

_FORM, _QUESTION = "personal_info", "occupation"


def occupation_was_written(event: QuestionnaireSubmitted) -> None:
    """Take over the answer; a form that does not ask, or offers other choices, changes nothing."""
    if event.code != _FORM or not event.newest:
        return
    row = db.session.get_one(Response, event.response_id)
    answers = answers_in(queries.parsed(row.definition_id), row.response).get(_QUESTION, ())
    chosen = [one.get("code", "") for one in answers if isinstance(one, dict)]
    if chosen and chosen[0] in OCCUPATIONS:
        clients.set_occupation(client_id=row.client_id, occupation=chosen[0], actor_id=row.actor_id)
