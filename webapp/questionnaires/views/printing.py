"""Paper: the blank form, what was sent with its proof, and the record itself as a file (Q8, Q10)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries
from webapp.questionnaires.presenters import blank, sheet
from webapp.questionnaires.rules import hashing, proof
from webapp.questionnaires.views.blueprint import bp, mine, sent_by_me


@bp.get("/questionnaires/<code>/print")
@access.roles(Role.CLIENT)
def print_blank(code: str) -> Response:
    """Show the questionnaire as a form to fill with a pen."""
    row = queries.current_definition(mine(code))
    if row is None:
        raise NotYours
    parts = blank.parts(queries.parsed(row.id).as_written)
    back = link("questionnaires.start", code=code)
    return htmx.answer("questionnaires/print_blank.html", definition=row, parts=parts, back=back)


@bp.get("/questionnaires/answers/<id:response_id>/print")
@access.roles(Role.CLIENT)
def print_answers(response_id: str) -> Response:
    """Show one's own sent answers for paper, with what proves them."""
    found = sent_by_me(response_id)
    row = found.response
    words = sheet.words(found, lambda other: link("questionnaires.answers", response_id=other))
    return htmx.answer(
        "questionnaires/print_answers.html",
        client=clients.client(row.client_id),
        text=proof.printed(row.response),
        definition_hash=row.content_hash,
        back=link("questionnaires.answers", response_id=row.id),
        **words,
    )


@bp.get("/questionnaires/answers/<id:response_id>/record")
@access.roles(Role.CLIENT)
def record(response_id: str) -> Response:
    """Give one's own sent answers as the very bytes that are hashed."""
    row = sent_by_me(response_id).response
    answer = Response(hashing.canonical(row.response).encode(), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return answer
