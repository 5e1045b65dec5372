"""Health: the timeline, the newest figures, and who looked at the record."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts import queries as accounts
from webapp.accounts.rules import Role
from webapp.home import presenters
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual


@bp.get("/health")
@access.roles(Role.CLIENT)
def health() -> Response:
    """Show the newest figures and the timeline."""
    client_id = access.visitor().person_id
    page = records.timeline(client_id=client_id, after=request.args.get("after", ""))
    latest = records.latest(client_id=client_id, codes=presenters.FIGURES)
    return htmx.answer(
        "home/health.html",
        after=page.after,
        doors=presenters.health_doors(),
        entries=presenters.timeline(page.rows),
        figures=presenters.figures(latest),
    )


@bp.get("/me/seen")
@access.roles(Role.CLIENT)
def seen() -> Response:
    """Show who saw, changed or printed this record, and why (A6)."""
    page = records.access_log(client_id=access.visitor().person_id, after=request.args.get("after", ""))
    people = accounts.named(row.account_id for row in page.rows)
    names = {key: Bilingual(zh=one.name_zh, en=one.name_en) for key, one in people.items()}
    return htmx.answer("home/seen.html", after=page.after, looks=presenters.looks(page.rows, names))
