"""Who is in which plan: headquarters for every branch, a branch manager for the own."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.presenters.enrolments import enrolment_rows
from webapp.kernel import access, htmx
from webapp.organisation import queries as organisation
from webapp.plans import queries


@desk.get("/desk/admin/enrolments")
@access.roles(Role.HQ_ADMIN, Role.BRANCH_MANAGER)
def enrolments() -> Response:
    """List a branch's running plans, those that end first on top; no health data."""
    who = access.visitor()
    branches = [
        one
        for one in organisation.branches()
        if (one.id == who.branch_id or who.role == Role.HQ_ADMIN) and not one.is_headquarters
    ]
    wanted = request.args.get("branch", "")
    shown = next((one for one in branches if one.id == wanted), branches[0] if branches else None)
    page = queries.running(branch_id=shown.id if shown else "", after=request.args.get("after", "")[:400])
    return htmx.answer(
        "admin/enrolments.html",
        branches=branches,
        shown=shown,
        rows=enrolment_rows(gathering.enrolled(page.rows)),
        after=page.after,
        may_open=who.role == Role.BRANCH_MANAGER,
    )
