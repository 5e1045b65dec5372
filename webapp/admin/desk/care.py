"""The care team of a client."""

from __future__ import annotations

from flask import Response

from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.clients import AssignForm
from webapp.admin.presenters.team import places
from webapp.clients import queries, services
from webapp.clients.rules import Capacity
from webapp.kernel import access, htmx
from webapp.kernel.errors import BadInput


@desk.get("/desk/clients/<id:client_id>/team")
@access.roles(*BRANCH_STAFF)
def care_team(client_id: str) -> Response:
    """Show who is in charge, and who of the branch could be."""
    return _page(queries.reachable(client_id=client_id, visitor=access.visitor()))


@desk.post("/desk/clients/<id:client_id>/team")
@access.roles(*BRANCH_STAFF)
def assign_care(client_id: str) -> Response:
    """Put somebody of the branch in charge in one capacity."""
    who = access.visitor()
    client = queries.reachable(client_id=client_id, visitor=who)
    form = AssignForm.read()
    if not form.validate():
        if form.capacity.errors:  # a hidden field: nothing on the page to mend
            raise BadInput("capacity")
        return _page(client, form)
    try:
        services.assign_care(
            client_id=client.id,
            capacity=Capacity(form.capacity.data),
            staff_id=form.staff.data,
            actor_id=who.account_id,
        )
    except services.NotServing as refusal:
        form.add_error("staff", refusal.message())
        return _page(client, form)
    return htmx.go("admin_desk.client", client_id=client.id, kept=1)


def _page(client: queries.Client, form: AssignForm | None = None) -> Response:
    return htmx.answer(
        "admin/care_team.html",
        status=422 if form else 200,
        client=client,
        team=places(gathering.team(client)),
        form=form,
    )
