"""Headquarters opens a client's record, with a reason that the client reads (product.md §1, A6)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.clients import ReasonForm
from webapp.admin.presenters.card import card
from webapp.clients import queries
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.records import queries as records
from webapp.records import services


@desk.get("/desk/admin/clients/<id:client_id>/reason")
@access.roles(Role.HQ_ADMIN)
def give_reason(client_id: str) -> Response:
    """Ask why the record is to be opened."""
    return _ask(_known(client_id), ReasonForm())


@desk.post("/desk/admin/clients/<id:client_id>/reason")
@access.roles(Role.HQ_ADMIN)
def open_record(client_id: str) -> Response:
    """Write down who opens the record and why, then show it."""
    client, form = _known(client_id), ReasonForm.read()
    if not form.validate():
        return _ask(client, form, status=422)
    try:
        services.open_with_reason(
            client_id=client.id, account_id=access.visitor().account_id, reason=form.reason.data or ""
        )
    except services.ReasonNeeded as refusal:
        form.add_error("reason", refusal.message())
        return _ask(client, form, status=422)
    return htmx.go("admin_desk.opened_client", client_id=client.id)


@desk.get("/desk/admin/clients/<id:client_id>")
@access.roles(Role.HQ_ADMIN)
def opened_client(client_id: str) -> Response:
    """Show the record while the reason holds; ask for one otherwise."""
    client = _known(client_id)
    if not records.may_read_now(client_id=client.id, account_id=access.visitor().account_id):
        return htmx.go("admin_desk.give_reason", client_id=client.id)
    day = clock.today()
    file = gathering.client_file(client, day=day, after=request.args.get("after", "")[:400])
    return htmx.answer("admin/opened_client.html", card=card(file, day=day), may_change=False)


def _known(client_id: str) -> queries.Client:
    found = queries.client(client_id)
    if found is None:
        raise NotYours
    return found


def _ask(client: queries.Client, form: ReasonForm, status: int = 200) -> Response:
    return htmx.answer("admin/give_reason.html", status=status, client=client, form=form)
