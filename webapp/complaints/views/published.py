"""What became of complaints: a public page, a quarter at a time (complaints.md §7)."""

from __future__ import annotations

import re

from flask import Response, request

from webapp.complaints import queries
from webapp.complaints.presenters.published import branch_figures, branch_years, year_heads
from webapp.complaints.rules import statistics
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import say
from webapp.organisation import queries as organisation


@bp.get("/complaints/figures")
@access.public
def figures() -> Response:
    """Show a quarter's figures for each branch; without one, of the last that is over. Who asks for the one that
    runs reads when it will be shown.
    """
    running = statistics.quarter_of(clock.today())
    asked = statistics.quarter(request.args.get("quarter", str(statistics.before(running))))
    if asked is None or asked.first > running.last:
        raise NotYours
    names = {one.id: say(one.name) for one in organisation.branches()}
    found = [branch_figures(names[key], told) for key, told in queries.published(asked).items()]
    return htmx.answer(
        "complaints/figures.html",
        quarter=asked,
        branches=found,
        before=statistics.before(asked),
        running=running,
        counted_at=queries.counted_at(asked),
    )


@bp.get("/complaints/figures/years")
@access.public
def figures_by_year() -> Response:
    """Show two years side by side, each quarter and the year, for each branch; without a year, the one that runs."""
    running = clock.today().year
    asked = request.args.get("until", str(running))
    if not re.fullmatch(r"20\d\d", asked, re.ASCII) or int(asked) > running:
        raise NotYours
    until = int(asked)
    names = {one.id: say(one.name) for one in organisation.branches()}
    found = queries.published_years((until - 1, until))
    return htmx.answer(
        "complaints/figures_by_year.html",
        branches=[branch_years(names[key], lines) for key, lines in found.branches.items()],
        heads=year_heads(),
        running=statistics.quarter_of(clock.today()),
        until=until,
        earlier=until - 2 if found.first <= until - 2 else None,
        later=min(until + 2, running) if until < running else None,
    )
