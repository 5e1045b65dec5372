"""Registering a client at the branch."""

from __future__ import annotations

from flask import Response

from webapp.accounts.services import PhoneTaken
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.clients import RegisterForm
from webapp.clients import services
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
