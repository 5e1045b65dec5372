"""Registering a client at the branch, and what she works as."""

from __future__ import annotations

from flask import Response

from webapp.accounts.services import PhoneTaken
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.clients import OccupationForm, RegisterForm
from webapp.clients import queries, services
from webapp.kernel import access, htmx, idempotency


@desk.get("/desk/clients/new")
@access.roles(*BRANCH_STAFF)
def register_client() -> Response:
    """Show the form for a new client."""
    return htmx.answer("admin/register_client.html", form=RegisterForm())


@desk.post("/desk/clients/new")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def save_client() -> Response:
    """Register a client of the own branch; they sign in with a code sent to their phone."""
    who, form = access.visitor(), RegisterForm.read()
    if form.validate():
        try:
            client = services.register(branch_id=who.branch_id, actor_id=who.account_id, **form.facts())
            return htmx.go("admin_desk.client", client_id=client.id)
        except PhoneTaken as taken:
            form.add_error("phone", taken.message())
    return htmx.answer("admin/register_client.html", status=422, form=form)


@desk.get("/desk/clients/<id:client_id>/occupation")
@access.roles(*BRANCH_STAFF)
def client_occupation(client_id: str) -> Response:
    """Show what is known of a client's occupation, to be changed."""
    client = queries.reachable(client_id=client_id, visitor=access.visitor())
    return _occupation_page(client, OccupationForm(data={"occupation": client.occupation}))


@desk.post("/desk/clients/<id:client_id>/occupation")
@access.roles(*BRANCH_STAFF)
def save_client_occupation(client_id: str) -> Response:
    """Keep what the client told at the desk or on the telephone."""
    who, form = access.visitor(), OccupationForm.read()
    client = queries.reachable(client_id=client_id, visitor=who)
    if not form.validate():
        return _occupation_page(client, form, 422)
    services.set_occupation(
        client_id=client.id, occupation=form.occupation.data or "", actor_id=who.account_id
    )
    return htmx.go("admin_desk.client", client_id=client.id, kept=1)


def _occupation_page(client: queries.Client, form: OccupationForm, status: int = 200) -> Response:
    return htmx.answer("admin/client_occupation.html", status=status, client=client, form=form)
