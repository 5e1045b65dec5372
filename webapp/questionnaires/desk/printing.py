"""Paper at the desk: a client's sent answers with their proof, and the blank form."""

from __future__ import annotations

from flask import Response

from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries
from webapp.questionnaires.desk.blueprint import READERS, desk, note, sent_whole
from webapp.questionnaires.presenters import blank, sheet
from webapp.questionnaires.rules import proof


@desk.get("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/print")
@access.roles(*READERS)
def print_answers(client_id: str, response_id: str) -> Response:
    """Show a client's sent answers for paper, with what proves them."""
    client, found = sent_whole(client_id, response_id)
    row = found.response
    note(client.id, f"questionnaire {row.number}")
    back = link("questionnaires_desk.client_answers", client_id=client.id, response_id=row.id)
    return htmx.answer(
        "questionnaires/print_answers.html",
        client=client,
        text=proof.printed(row.response),
        definition_hash=row.content_hash,
        back=back,
        **sheet.words(found, lambda _other: back),
    )


@desk.get("/desk/clients/<id:client_id>/questionnaires/paper/<code>/print")
@access.roles(*READERS)
def print_blank(client_id: str, code: str) -> Response:
    """Show a questionnaire as a form for this client to fill with a pen."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    row = queries.current_definition(code) if code.isascii() and code.isprintable() else None
    if row is None:
        raise NotYours
    return htmx.answer(
        "questionnaires/print_blank.html",
        definition=row,
        client=client,
        parts=blank.parts(queries.parsed(row.id).as_written),
        back=link("questionnaires_desk.client_responses", client_id=client.id),
    )
