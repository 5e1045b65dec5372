"""A branch's work list of doubtful answers."""

from __future__ import annotations

from flask import Response, request

from webapp.clients import queries as clients
from webapp.kernel import access, clock, htmx
from webapp.questionnaires import queries, services
from webapp.questionnaires.desk.blueprint import WRITERS, desk, note_list
from webapp.questionnaires.presenters import following


@desk.get("/desk/questionnaires/remarks")
@access.roles(*WRITERS)
def remarks() -> Response:
    """List what the rules of data quality found in the branch and nobody looked at, the oldest first."""
    page = queries.open_remarks(branch_id=access.visitor().branch_id, after=request.args.get("after", ""))
    people = clients.named(row.client_id for row, _definition in page.rows)
    names = {one: person.name for one, person in people.items()}
    note_list(people)
    return htmx.answer(
        "questionnaires/desk/remarks.html",
        rows=following.doubted(page.rows, names, clock.today()),
        after=page.after,
    )


@desk.post("/desk/questionnaires/remarks/<id:remark_id>/close")
@access.roles(*WRITERS)
def close_remark(remark_id: str) -> Response:
    """Note that an answer is right as it stands."""
    who = access.visitor()
    services.close_remark(remark_id=remark_id, branch_id=who.branch_id, actor_id=who.account_id)
    return htmx.go("questionnaires_desk.remarks")
