"""Headquarters' start page and the branches."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.company import BranchForm, PlaceForm
from webapp.admin.presenters.overview import overview_rows
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.organisation import queries, services


@desk.get("/desk/admin")
@access.roles(Role.HQ_ADMIN)
def overview() -> Response:
    """Show what headquarters looks after, and what needs a look."""
    return htmx.answer("admin/overview.html", doors=overview_rows(gathering.company(today=clock.today())))


@desk.get("/desk/admin/branches")
@access.roles(Role.HQ_ADMIN)
def branches() -> Response:
    """List the branches."""
    return htmx.answer("admin/branches.html", branches=queries.branches())


@desk.get("/desk/admin/branches/new")
@access.roles(Role.HQ_ADMIN)
def open_branch() -> Response:
    """Show the form for a new branch."""
    return htmx.answer("admin/open_branch.html", form=BranchForm())


@desk.post("/desk/admin/branches/new")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def save_branch() -> Response:
    """Open a branch."""
    form = BranchForm.read()
    if form.validate():
        try:
            services.open_branch(actor_id=access.visitor().account_id, **form.facts())
            return htmx.go("admin_desk.branches", kept=1)
        except services.BranchCodeTaken as taken:
            form.add_error("code", taken.message())
    return htmx.answer("admin/open_branch.html", status=422, form=form)


@desk.get("/desk/admin/branches/<id:branch_id>")
@access.roles(Role.HQ_ADMIN)
def branch(branch_id: str) -> Response:
    """Show what is known of a branch, to change it."""
    found = queries.branch(branch_id)
    if found is None:
        raise NotYours
    return htmx.answer("admin/branch.html", branch=found, form=PlaceForm(obj=found))


@desk.post("/desk/admin/branches/<id:branch_id>")
@access.roles(Role.HQ_ADMIN)
def change_branch(branch_id: str) -> Response:
    """Change a branch's names, address, phone."""
    found, form = queries.branch(branch_id), PlaceForm.read()
    if found is None:
        raise NotYours
    if not form.validate():
        return htmx.answer("admin/branch.html", status=422, branch=found, form=form)
    services.change_branch(branch_id=branch_id, actor_id=access.visitor().account_id, **form.facts())
    return htmx.go("admin_desk.branches", kept=1)
