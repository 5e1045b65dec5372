"""Staff ask a client about one answer and read what she says."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.questionnaires import queries, services
from webapp.questionnaires.desk.blueprint import desk, note, sent_by
from webapp.questionnaires.forms import TalkForm
from webapp.questionnaires.models import FieldQuery
from webapp.questionnaires.models import Response as Submitted
from webapp.questionnaires.presenters import following

ASKERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)


@desk.get("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/ask")
@access.roles(*ASKERS)
def ask_about(client_id: str, response_id: str) -> Response:
    """Show where a question about one answer is written."""
    client, row = sent_by(client_id, response_id)
    note(client.id, f"questionnaire {row.number}")
    return _ask_page(client, row, TalkForm(), request.args.get("question", ""))


@desk.post("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/ask")
@access.roles(*ASKERS, keeps_form=True)
@idempotency.once
def ask_client(client_id: str, response_id: str) -> Response:
    """Ask; the client finds it in her messages."""
    client, row = sent_by(client_id, response_id)
    form, chosen = TalkForm.read(), request.form.get("question", "")
    if not form.validate():
        return _ask_page(client, row, form, chosen, 422)
    try:
        query_id = services.ask(
            response=row,
            client=client,
            link_id=chosen,
            words=form.words.data or "",
            actor_id=access.visitor().account_id,
        )
    except services.AskedAlready as refusal:
        form.add_error("words", refusal.message())
        return _ask_page(client, row, form, chosen, refusal.status)
    return htmx.go("questionnaires_desk.field_query", client_id=client.id, query_id=query_id)


@desk.get("/desk/clients/<id:client_id>/questionnaires/queries/<id:query_id>")
@access.roles(*ASKERS)
def field_query(client_id: str, query_id: str) -> Response:
    """Show what was asked and answered."""
    client, query = _query(client_id, query_id)
    note(client.id, "questionnaire query")
    return _page(client, query, TalkForm())


@desk.post("/desk/clients/<id:client_id>/questionnaires/queries/<id:query_id>")
@access.roles(*ASKERS, keeps_form=True)
@idempotency.once
def move_field_query(client_id: str, query_id: str) -> Response:
    """Close a query, or ask further."""
    client, query = _query(client_id, query_id)
    actor_id, form = access.visitor().account_id, TalkForm.read()
    try:
        if "close" in request.form:
            services.close(query=query, actor_id=actor_id)
        elif form.validate():
            words = form.words.data or ""
            services.ask_again(query=query, client=client, words=words, actor_id=actor_id)
        else:
            return _page(client, query, form, 422)
    except Refusal as refusal:
        form.add_error("words", refusal.message())
        return _page(client, query, form, refusal.status)
    return htmx.go("questionnaires_desk.field_query", client_id=client.id, query_id=query.id)


def _query(client_id: str, query_id: str) -> tuple[Client, FieldQuery]:
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    found = queries.field_query(query_id)
    if found is None or found.client_id != client.id:
        raise NotYours
    return client, found


def _ask_page(client: Client, row: Submitted, form: TalkForm, chosen: str, status: int = 200) -> Response:
    return htmx.answer(
        "questionnaires/desk/ask_about.html",
        status=status,
        client=client,
        response=row,
        form=form,
        chosen=chosen,
        questions=following.questions(row),
    )


def _page(client: Client, query: FieldQuery, form: TalkForm, status: int = 200) -> Response:
    row = queries.response(query.response_id)
    if row is None:
        raise NotYours
    return htmx.answer(
        "questionnaires/desk/field_query.html",
        status=status,
        client=client,
        query=query,
        response=row,
        form=form,
        question=following.question(row.definition_id, query.link_id),
        answer=following.answer(row, query.link_id),
        state=following.state(query.status),
        talk=queries.talk(query.id),
    )
