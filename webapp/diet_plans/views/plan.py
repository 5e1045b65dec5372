"""The whole plan and the versions before it."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.presenters.export import download
from webapp.diet_plans.presenters.plan import plan_page
from webapp.diet_plans.presenters.versions import standing, version_rows
from webapp.diet_plans.presenters.warnings import warning_cards
from webapp.diet_plans.views.blueprint import bp, note_read
from webapp.kernel import access, clock, htmx


@bp.get("/diet/plan")
@access.roles(Role.CLIENT)
def plan() -> Response:
    """Show the whole plan in its four sections."""
    client_id = access.visitor().person_id
    found = queries.effective_plan(client_id)
    if found is None:
        return htmx.answer("diet_plans/plan.html", plan=None)
    note_read(found)
    page = plan_page(found, clock.today())
    return htmx.answer("diet_plans/plan.html", plan=page, warnings=warning_cards(client_id))


@bp.get("/diet/versions")
@access.roles(Role.CLIENT)
def versions() -> Response:
    """List every version that was published for the client."""
    rows = version_rows(queries.versions(access.visitor().person_id), today=clock.today())
    return htmx.answer("diet_plans/versions.html", rows=rows)


@bp.get("/diet/versions/<id:version_id>")
@access.roles(Role.CLIENT)
def version(version_id: str) -> Response:
    """Show one version of the client's own, as it was published."""
    client_id = access.visitor().person_id
    found, beside = queries.published(version_id, client_id=client_id), queries.versions(client_id)
    note_read(found)
    state = standing(found.version, beside, today=clock.today())
    return htmx.answer("diet_plans/version.html", plan=plan_page(found), state=state, version_id=version_id)


@bp.get("/diet/versions/<id:version_id>/export")
@access.roles(Role.CLIENT)
def export_version(version_id: str) -> Response:
    """Give one version of the client's own with its foods and all totals as JSON."""
    found = queries.published(version_id, client_id=access.visitor().person_id)
    return download(found, queries.text_of(version_id))
