"""Services: what a client can do, and who looks after her."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.complaints import queries as complaints
from webapp.home import presenters
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.organisation import queries as organisation


@bp.get("/services")
@access.roles(Role.CLIENT)
def services() -> Response:
    """Show the doors and the people."""
    who = access.visitor()
    team = clients.care_team(who.person_id)
    staff = organisation.staff_named([one.acting_id for one in team])
    return htmx.answer(
        "home/services.html",
        doors=presenters.service_doors(complaints.lengths_on()),
        people=presenters.care_rows(team, staff),
        branch=organisation.branch(who.branch_id),
    )
