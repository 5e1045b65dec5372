"""Staff page: the branch's children of 0 to 36 months with their six visits (T2)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.kernel import access, clock, htmx
from webapp.tcm import presenters, queries
from webapp.tcm.desk.blueprint import READERS, desk
from webapp.tcm.rules.children import FORM


@desk.get("/desk/tcm/children")
@access.roles(*READERS)
def children() -> Response:
    """List the children, the youngest last, with what was done, what is due and what was missed."""
    who, day = access.visitor(), clock.today()
    page = queries.children(
        branch_id=who.branch_id,
        day=day,
        doctor_id=who.person_id if who.role == Role.FAMILY_DOCTOR else "",
        after=request.args.get("after", ""),
    )
    made = queries.visits_made([one.id for one in page.rows])
    done, people = queries.coverage_of_children(branch_id=who.branch_id, day=day)
    return htmx.answer(
        "tcm/children.html",
        rows=[presenters.child(one, made.get(one.id, ()), day) for one in page.rows],
        form=FORM,
        done=done,
        people=people,
        after=page.after,
    )
