"""A client reads what staff ask about an answer of hers, and answers."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import TalkForm
from webapp.questionnaires.models import FieldQuery
from webapp.questionnaires.presenters import following
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.fillers import is_for_clients
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.views.blueprint import bp


@bp.get("/questionnaires/queries/<id:query_id>")
@access.roles(Role.CLIENT)
def field_query(query_id: str) -> Response:
    """Show the question, one's answer in the form, and where to reply."""
    return _page(_own(query_id), TalkForm())


@bp.post("/questionnaires/queries/<id:query_id>")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def answer_field_query(query_id: str) -> Response:
    """Reply; where the answer itself is wrong, go on to correct it: what was sent stays as it is."""
    query, form = _own(query_id), TalkForm.read()
    if not form.validate():
        return _page(query, form, 422)
    words, actor_id = form.words.data or "", access.visitor().account_id
    try:
        if "correct" in request.form:
            return _to_correct(
                services.answer_with_correction(query=query, words=words, actor_id=actor_id), query.link_id
            )
        services.answer(query=query, words=words, actor_id=actor_id)
    except Refusal as refusal:
        form.add_error("words", refusal.message())
        return _page(query, form, refusal.status)
    return htmx.go("questionnaires.field_query", query_id=query.id)


def _to_correct(filling: Filling, link_id: str) -> Response:
    """Go to the question that was asked about, in the draft of the correction."""
    cut = sections(filling.definition)
    place = next((one for one in cut if any(item.link_id == link_id for item in one.questions)), cut[0])
    anchor = field_name(filling.definition.index[link_id])
    return htmx.go("questionnaires.section", code=filling.code, number=place.number, _anchor=anchor)


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
        may_correct=is_for_clients(row.code),
        talk=queries.talk(query.id),
    )
