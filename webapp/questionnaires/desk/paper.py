"""Entering a client's paper form from the keyboard: one long page, saved as it is typed (Q9, Q10)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.desk.blueprint import desk, note
from webapp.questionnaires.forms import read_all
from webapp.questionnaires.presenters import pages
from webapp.questionnaires.presenters.attached import folder_of
from webapp.questionnaires.presenters.following import before_sending
from webapp.questionnaires.presenters.paper import paper as drawn
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.views.blueprint import known

_WRITERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER, Role.FAMILY_DOCTOR)
_PAGE, _STATE = "questionnaires/desk/paper.html", "questionnaires/desk/_paper_state.html"


@desk.get("/desk/questionnaires/definitions/<id:definition_id>")
@access.roles(*_WRITERS)
def definition_text(definition_id: str) -> Response:
    """Give a definition's JSON to the page script, which decides by it what is asked; nobody's data."""
    row = queries.definition(definition_id)
    if row is None or row.status == "DRAFT":
        raise NotYours
    answer = Response(row.text, mimetype="application/fhir+json")
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@desk.get("/desk/clients/<id:client_id>/questionnaires/<code>/paper")
@access.roles(*_WRITERS)
def paper(client_id: str, code: str) -> Response:
    """Show the form to type into, or how it is begun."""
    client = _client(client_id)
    try:
        filling = services.paper_draft(client_id=client.id, code=known(code))
    except services.BegunByClient as refusal:
        return _begin_page(client, code, refusal.message(), refusal.status)
    if filling is None:
        return _begin_page(client, code)
    note(client.id, f"questionnaire {code}")
    return htmx.answer(_PAGE, client=client, page=drawn(filling, more=request.args.get("more", "")))


@desk.post("/desk/clients/<id:client_id>/questionnaires/<code>/paper/begin")
@access.roles(*_WRITERS)
def begin_paper(client_id: str, code: str) -> Response:
    """Begin, with the consent that the client signed on paper."""
    client = _client(client_id)
    try:
        services.begin_paper(
            client_id=client.id,
            branch_id=client.branch_id,
            code=known(code),
            actor_id=access.visitor().account_id,
            agrees="agree" in request.form,
        )
    except (services.BegunByClient, services.ConsentMissing) as refusal:
        return _begin_page(client, code, refusal.message(), refusal.status)
    return htmx.go("questionnaires_desk.paper", client_id=client.id, code=code)


@desk.post("/desk/clients/<id:client_id>/questionnaires/<code>/paper")
@access.roles(*_WRITERS, keeps_form=True)
@uploads.checked_each("q-")
def save_paper(client_id: str, code: str) -> Response:
    """Keep what is typed: each change by itself (htmx), or all with the button."""
    client = _client(client_id)
    filling = _filling(client, code)
    entry = read_all(filling, request.form, uploads.brought())
    save: Callable[[], services.Saved] = partial(
        services.save_answers,
        client_id=client.id,
        code=code,
        values=entry.values,
        typed=entry.typed,
        revision=entry.revision,
        written_by=entry.token,
        draft=filling,
        files=entry.files,
        account_id=access.visitor().account_id,
    )
    page = drawn(save().filling, token=entry.token, refused=entry.refused)
    if htmx.asked() and entry.files:
        return htmx.go("questionnaires_desk.paper", client_id=client.id, code=code)
    if htmx.asked():
        return htmx.answer(_PAGE, _STATE, client=client, page=page)
    if entry.press:
        more = {} if entry.press.at else {"more": entry.press.field}
        there = pages.row_of(page.filling, entry.press)
        return htmx.go("questionnaires_desk.paper", client_id=client.id, code=code, _anchor=there, **more)
    if page.errors:
        transaction.after_rollback(lambda: _forget(save()))
        return htmx.answer(_PAGE, status=422, client=client, page=page)
    return htmx.go("questionnaires_desk.check_paper", client_id=client.id, code=code)


@desk.get("/desk/clients/<id:client_id>/questionnaires/<code>/paper/check")
@access.roles(*_WRITERS)
def check_paper(client_id: str, code: str) -> Response:
    """Show all that was typed in words, what is open, and the last step."""
    client = _client(client_id)
    filling = _filling(client, code)
    note(client.id, f"questionnaire {code}")
    return _check(client, filling)


@desk.post("/desk/clients/<id:client_id>/questionnaires/<code>/paper/check")
@access.roles(*_WRITERS, keeps_form=True)
@idempotency.once
def send_paper(client_id: str, code: str) -> Response:
    """Send the form under one's own name; the client is told."""
    who, client = access.visitor(), _client(client_id)
    filling = _filling(client, code)
    doctor = who.role == Role.FAMILY_DOCTOR
    try:
        row = services.send_paper(
            client_id=client.id,
            code=code,
            staff_id=who.person_id,
            capacity=Capacity.FAMILY_DOCTOR if doctor else Capacity.HEALTH_MANAGER,
            actor_id=who.account_id,
        )
    except services.NotComplete:
        return _check(client, filling, 422)
    return htmx.go("questionnaires_desk.client_answers", client_id=client.id, response_id=row.id)


def _client(client_id: str) -> Client:
    return clients.reachable(client_id=client_id, visitor=access.visitor())


def _filling(client: Client, code: str) -> Filling:
    found = services.paper_draft(client_id=client.id, code=known(code))
    if found is None:
        raise NotYours
    return found


def _forget(_saved: services.Saved) -> None:
    """A save whose answer nobody waits for."""


def _begin_page(client: Client, code: str, error: str = "", status: int = 200) -> Response:
    definition_id = queries.current_id(code)
    if definition_id is None:
        raise NotYours
    return htmx.answer(
        "questionnaires/desk/begin_paper.html",
        status=status,
        client=client,
        code=code,
        form=queries.parsed(definition_id),
        agreed=clients.agreed(client_id=client.id, purpose=Purpose.QUESTIONNAIRE),
        error=error,
    )


def _check(client: Client, filling: Filling, status: int = 200) -> Response:
    return htmx.answer(
        "questionnaires/desk/check_paper.html",
        status=status,
        client=client,
        page=drawn(filling),
        doubts=before_sending(filling, client),
        parts=pages.parts(filling.definition, filling.answers, folder=folder_of(client.id)),
    )
