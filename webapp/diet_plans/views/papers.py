"""The week on paper: asked for, made by a worker, saved by the client it is about (D6)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.presenters.paper import paper_rows
from webapp.diet_plans.views.blueprint import bp
from webapp.kernel import access, htmx, uploads
from webapp.kernel.errors import BadInput
from webapp.kernel.i18n import _
from webapp.records import queries as records
from webapp.toolbox.words import LANGUAGES


@bp.get("/diet/papers")
@access.roles(Role.CLIENT)
def papers() -> Response:
    """Show the weeks on paper that there are or that are being made."""
    rows = paper_rows(queries.week_papers(access.visitor().person_id))
    return htmx.answer("diet_plans/papers.html", "diet_plans/_papers.html", rows=rows)


@bp.post("/diet/papers")
@access.roles(Role.CLIENT)
def ask_for_paper() -> Response:
    """Have a worker set the coming seven days, if none is at it yet."""
    who, language = access.visitor(), request.form.get("language", "")
    chosen = next((one for one in LANGUAGES if one == language), None)
    if chosen is None:
        raise BadInput("language")
    services.ask_for_week_paper(
        client_id=who.person_id, branch_id=who.branch_id, language=chosen, account_id=who.account_id
    )
    return htmx.go("diet_plans.papers")


@bp.get("/diet/papers/<id:week_paper_id>")
@access.roles(Role.CLIENT)
def paper(week_paper_id: str) -> Response:
    """Give a finished paper to the client it is about, in its days."""
    file = queries.week_paper(week_paper_id, client_id=access.visitor().person_id)
    return uploads.serve(records.content_of(file), name=_("My meals of the week"))
