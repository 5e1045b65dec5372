"""Whom a nutritionist writes for."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import desk, writer
from webapp.kernel import access, clock, htmx


@desk.get("/desk/diet")
@access.roles(Role.NUTRITIONIST)
def worklist() -> Response:
    """Show the branch's clients whose plan contains diet plans, those without a plan first."""
    rows = queries.clients_of_branch(branch_id=access.visitor().branch_id, day=clock.today())
    return htmx.answer("diet_plans/worklist.html", rows=rows)


@desk.post("/desk/diet/clients/<id:client_id>/start")
@access.roles(Role.NUTRITIONIST)
def start(client_id: str) -> Response:
    """Begin a plan."""
    services.start_draft(**writer(client_id))
    return htmx.go("diet_plans_desk.editor", client_id=client_id)
