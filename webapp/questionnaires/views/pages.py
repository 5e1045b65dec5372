"""A client's pages: what there is to fill in, beginning, the receipt, looking back."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries, services
from webapp.questionnaires.presenters import listing as questionnaire_list
from webapp.questionnaires.presenters import packing, pages, sheet
from webapp.questionnaires.presenters.newer import left_lines
from webapp.questionnaires.presenters.scores import said
from webapp.questionnaires.rules.attachments import FOLDER
from webapp.questionnaires.rules.safety import thinks_of_death
from webapp.questionnaires.views.blueprint import bp, mine, sent_by_me


@bp.get("/questionnaires")
@access.roles(Role.CLIENT)
def listing() -> Response:
    """List the questionnaires to fill, with how far each is."""
    client_id = access.visitor().person_id
    waiting = questionnaire_list.asked(queries.open_field_queries(client_id))
    rows = waiting + questionnaire_list.rows(queries.states(client_id), queries.screening(client_id).standing)
    return htmx.answer("questionnaires/listing.html", questionnaires=rows)


@bp.get("/questionnaires/<code>")
@access.roles(Role.CLIENT)
def start(code: str) -> Response:
    """Show what the questionnaire is, how long it takes, and where one stands."""
    return _start(mine(code))


@bp.post("/questionnaires/<code>")
@access.roles(Role.CLIENT)
def begin(code: str) -> Response:
    """Begin, or go on where one stopped; the first time with one's consent (A5)."""
    who = access.visitor()
    try:
        filling = services.start(
            client_id=who.person_id,
            branch_id=who.branch_id,
            code=mine(code),
            actor_id=who.account_id,
            agrees="agree" in request.form,
        )
    except services.ConsentMissing as refusal:
        return _start(code, refusal.message())
    return htmx.go("questionnaires.section", code=code, number=filling.place)


@bp.get("/questionnaires/receipts/<id:response_id>")
@access.roles(Role.CLIENT)
def receipt(response_id: str) -> Response:
    """Show the receipt: number, time, fingerprint."""
    found = sent_by_me(response_id)
    row, form = found.response, queries.parsed(found.response.definition_id)
    return htmx.answer(
        "questionnaires/receipt.html",
        response=row,
        when=sheet.when(row),
        gently=thinks_of_death(row.response),
        said=said(row.code, found.score, form) if found.score else None,
    )


@bp.get("/questionnaires/answers/<id:response_id>")
@access.roles(Role.CLIENT)
def answers(response_id: str) -> Response:
    """Show one's own submitted answers in the wording of their day."""
    found = sent_by_me(response_id)
    words = sheet.words(found, lambda other: link("questionnaires.answers", response_id=other), FOLDER)
    score = said(found.response.code, found.score, words["form"]) if found.score else None
    return htmx.answer("questionnaires/answers.html", said=score, **words)


def _start(code: str, error: str = "") -> Response:
    client_id = access.visitor().person_id
    filling = queries.draft(client_id=client_id, code=code)
    definition_id = filling.definition_id if filling else queries.current_id(code)
    if definition_id is None:
        raise NotYours
    agreed = clients.agreed(client_id=client_id, purpose=Purpose.QUESTIONNAIRE)
    return htmx.answer(
        "questionnaires/start.html",
        status=422 if error else 200,
        code=code,
        filling=filling,
        left=left_lines(filling.left) if filling else [],
        about=packing.about(code, definition_id, filling, **({"data-agreed": ""} if agreed else {})),
        overview=pages.overview(queries.parsed(definition_id), filling),
        latest=queries.latest_response(client_id=client_id, code=code),
        agreed=agreed,
        error=error,
    )
