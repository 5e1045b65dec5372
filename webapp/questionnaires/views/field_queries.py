"""A client reads what staff ask about an answer of hers, and answers."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import TalkForm
from webapp.questionnaires.models import FieldQuery
from webapp.questionnaires.presenters import following
from webapp.questionnaires.views.blueprint import bp


@bp.get("/questionnaires/queries/<id:query_id>")
@access.roles(Role.CLIENT)
def field_query(query_id: str) -> Response:
    """Show the question, one's answer in the form, and where to reply."""
    return _page(_own(query_id), TalkForm())


@bp.post("/questionnaires/queries/<id:query_id>")
@access.roles(Role.CLIENT)
@idempotency.once
def answer_field_query(query_id: str) -> Response:
    """Reply; what was sent stays as it is until it is corrected."""
    query, form = _own(query_id), TalkForm.read()
    if not form.validate():
        return _page(query, form, 422)
    try:
        services.answer(query=query, words=form.words.data or "", actor_id=access.visitor().account_id)
    except services.MovedOn as refusal:
        form.add_error("words", refusal.message())
        return _page(query, form, refusal.status)
    return htmx.go("questionnaires.field_query", query_id=query.id)


def _own(query_id: str) -> FieldQuery:
    found = queries.field_query(query_id)
    if found is None or found.client_id != access.visitor().person_id:
        raise NotYours
    return found


def _page(query: FieldQuery, form: TalkForm, status: int = 200) -> Response:
    row = queries.response(query.response_id)
    if row is None:
        raise NotYours
    return htmx.answer(
        "questionnaires/field_query.html",
        status=status,
        query=query,
        response=row,
        form=form,
        question=following.question(row.definition_id, query.link_id),
        answer=following.answer(row, query.link_id),
        talk=queries.talk(query.id),
    )
