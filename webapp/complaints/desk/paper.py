"""One case on paper and as a table, redacted (complaints.md §6). Whoever takes it out is written down."""

from __future__ import annotations

from flask import Response

from webapp.complaints.desk.blueprint import DESK_ROLES, desk
from webapp.complaints.desk.cases import load
from webapp.complaints.presenters.paper import Paper, paper, rows
from webapp.complaints.queries import Dossier
from webapp.kernel import access, audit, clock, htmx, transaction
from webapp.toolbox.cells import table


@desk.get("/desk/complaints/<id:case_id>/print")
@access.roles(*DESK_ROLES)
def print_case(case_id: str) -> Response:
    """Show a case as it may be printed: nobody's name or contact."""
    found, drawn = _taken_out(case_id, "printed")
    return htmx.answer("complaints/print_case.html", case=found.case, paper=drawn, now=clock.now())


@desk.get("/desk/complaints/<id:case_id>/table")
@access.roles(*DESK_ROLES)
def case_table(case_id: str) -> Response:
    """Give a case as a table (CSV), redacted in the same way."""
    found, drawn = _taken_out(case_id, "exported")
    name = f"{found.case.number}.csv"
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(table(rows(drawn)), content_type="text/csv; charset=utf-8", headers=held)


def _taken_out(case_id: str, how: str) -> tuple[Dossier, Paper]:
    found, kept = load(case_id)
    branch_id, who = found.case.branch_id, found.me.id
    transaction.after_reading(
        lambda: audit.record(
            f"complaints.case.{how}", subject=("complaint_case", case_id), branch_id=branch_id, actor_id=who
        )
    )
    return found, paper(found, kept)
