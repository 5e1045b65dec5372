"""Writing down what a client says on the telephone or at the desk (T1)."""

from __future__ import annotations

from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.complaints import queries, services
from webapp.complaints.desk.blueprint import desk
from webapp.complaints.forms import NOBODY, EnteredForm
from webapp.complaints.presenters.people import to_name
from webapp.complaints.rules.categories import Kind
from webapp.kernel import access, htmx, idempotency, transaction
from webapp.kernel.i18n import language
from webapp.records import services as records

_WRITERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER, Role.COMPLAINT_HANDLER, Role.HQ_ADMIN)


@desk.get("/desk/complaints/for-client")
@access.roles(*_WRITERS)
def find_caller() -> Response:
    """Find the client who calls or comes."""
    words = request.args.get("q", "").strip()[:60]
    found = queries.callers(words, visitor=access.visitor())
    return htmx.answer("complaints/find_caller.html", rows=found, words=words)


@desk.get("/desk/complaints/for-client/<id:client_id>")
@access.roles(*_WRITERS)
def ask_enter(client_id: str) -> Response:
    """Ask what the client says."""
    who = access.visitor()
    client = queries.caller(client_id, visitor=who)
    transaction.after_reading(
        partial(records.note_access, client_id=client.id, account_id=who.account_id, what="complaint")
    )
    return _page(client, _offered(EnteredForm(), client), 200)


@desk.post("/desk/complaints/for-client/<id:client_id>")
@access.roles(*_WRITERS, keeps_form=True)
@idempotency.once
def enter(client_id: str) -> Response:
    """Take it in, once; a refusal keeps every word."""
    client = queries.caller(client_id, visitor=access.visitor())
    form = _offered(EnteredForm.read(), client)
    if not form.validate():
        return _page(client, form)
    said = services.Complaint(
        category=form.subject,
        story=form.story.data or "",
        language=language(),
        happened_on=form.happened_on.data,
        staff_id=None if form.who.data == NOBODY else form.who.data or None,
        confidential=bool(form.confidential.data),
        kind=Kind.SUGGESTION if form.suggests else Kind.COMPLAINT,
    )
    call = services.Call(form.heard, form.caller.data or "")
    try:
        case = services.enter(client=client, staff_id=access.visitor().person_id, complaint=said, call=call)
    except (services.DidNotServeYou, services.TooCloseToWrite) as refusal:
        form.add_error("who", refusal.message())
        return _page(client, form)
    return htmx.go("complaints_desk.entered", case_id=case.id)


@desk.get("/desk/complaints/entered/<id:case_id>")
@access.roles(*_WRITERS)
def entered(case_id: str) -> Response:
    """Show what to tell the client: the number and the day."""
    found = queries.entered(case_id=case_id, staff_id=access.visitor().person_id)
    client = clients.client(found.client_id or "")
    return htmx.answer("complaints/entered.html", case=found, client=client)


def _offered(form: EnteredForm, client: Client) -> EnteredForm:
    form.offer(to_name(client.id))
    return form


def _page(client: Client, form: EnteredForm, status: int = 422) -> Response:
    return htmx.answer("complaints/enter.html", status=status, client=client, form=form)
