"""What became of complaints: a public page, a quarter at a time (complaints.md §7)."""

from __future__ import annotations

from flask import Response, request

from webapp.complaints import queries
from webapp.complaints.presenters.published import branch_figures
from webapp.complaints.rules import statistics
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import say
from webapp.organisation import queries as organisation


@bp.get("/complaints/figures")
@access.public
def figures() -> Response:
    """Show a quarter's figures for each branch; without one, the quarter that runs."""
    running = statistics.quarter_of(clock.today())
    asked = statistics.quarter(request.args.get("quarter", str(running)))
    if asked is None or asked.first > running.last:
        raise NotYours
    names = {one.id: say(one.name) for one in organisation.branches()}
    found = [branch_figures(names[key], told) for key, told in queries.published(asked).items()]
    before = statistics.before(asked)
    return htmx.answer("complaints/figures.html", quarter=asked, branches=found, before=before)
