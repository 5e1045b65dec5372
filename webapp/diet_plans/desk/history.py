"""What was published before: unchanged, to be read again (D1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.desk.blueprint import client_at_table, desk
from webapp.diet_plans.presenters.plan import plan_page, version_rows
from webapp.kernel import access, htmx


@desk.get("/desk/diet/clients/<id:client_id>/versions")
@access.roles(Role.NUTRITIONIST)
def published(client_id: str) -> Response:
    """List every version that was published for a client."""
    client = client_at_table(client_id)
    rows = version_rows(queries.versions(client_id))
    return htmx.answer("diet_plans/published.html", client_id=client_id, name=client.name, rows=rows)


@desk.get("/desk/diet/clients/<id:client_id>/versions/<id:version_id>")
@access.roles(Role.NUTRITIONIST)
def published_version(client_id: str, version_id: str) -> Response:
    """Show one version as it was published."""
    client = client_at_table(client_id)
    plan = plan_page(queries.published(version_id, client_id=client_id))
    return htmx.answer("diet_plans/published_version.html", client_id=client_id, name=client.name, plan=plan)
