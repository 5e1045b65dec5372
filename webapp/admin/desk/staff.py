"""Staff: who works where, hiring, another role, leaving."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.accounts.services import UsernameTaken, first_keys
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.company import HireForm, RoleForm
from webapp.admin.presenters.staff import StaffRow, branch_choices, institution_choices, staff_rows
from webapp.clients.services import NobodyLeft
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours, Refusal
from webapp.organisation import queries, services


@desk.get("/desk/admin/staff")
@access.roles(Role.HQ_ADMIN)
def staff() -> Response:
    """List the people of one branch, headquarters first."""
    found = queries.branches()
    wanted = request.args.get("branch", "")
    shown = next((one for one in found if one.id == wanted), found[0] if found else None)
    people = queries.staff_of(branch_id=shown.id, serving=False) if shown else []
    return htmx.answer("admin/staff.html", branches=found, shown=shown, rows=_rows(people))


def _rows(people: Sequence[queries.Staff]) -> list[StaffRow]:
    return staff_rows(people, queries.standings(people))


@desk.get("/desk/admin/staff/new")
@access.roles(Role.HQ_ADMIN)
def hire() -> Response:
    """Show the form for a new colleague."""
    return htmx.answer("admin/hire.html", form=_with_choices(HireForm()))


@desk.post("/desk/admin/staff/new")
@access.roles(Role.HQ_ADMIN)
def save_hire() -> Response:
    """Hire somebody; the first password and the second factor's secret are shown this once."""
    form = _with_choices(HireForm.read())
    if form.validate():
        keys = first_keys()
        try:
            person = services.hire(
                branch_id=form.branch.data,
                role=Role(form.role.data),
                username=form.username.data or "",
                password=keys.password,
                name_zh=form.name_zh.data or "",
                name_en=form.name_en.data or "",
                actor_id=access.visitor().account_id,
                institution_id=form.institution.data or None,
                totp_secret=keys.totp_secret,
            )
        except UsernameTaken as taken:
            form.add_error("username", taken.message())
        else:
            username = (form.username.data or "").lower()
            return htmx.answer("admin/hired.html", status=201, person=person, username=username, keys=keys)
    return htmx.answer("admin/hire.html", status=422, form=form)


def _with_choices(form: HireForm) -> HireForm:
    form.branch.choices = branch_choices(queries.branches())
    form.institution.choices = institution_choices(queries.institutions())
    return form


@desk.get("/desk/admin/staff/<id:staff_id>")
@access.roles(Role.HQ_ADMIN)
def staff_member(staff_id: str) -> Response:
    """Show a colleague, to change the role or note that they leave."""
    return _page(staff_id, None)


@desk.post("/desk/admin/staff/<id:staff_id>/role")
@access.roles(Role.HQ_ADMIN)
def change_role(staff_id: str) -> Response:
    """Give another role; the clients of the old one go to substitutes."""
    form = RoleForm.read()
    if not form.validate():
        return _page(staff_id, form)
    person = queries.staff(staff_id)
    try:
        services.change_role(
            staff_id=staff_id, role=Role(form.role.data), actor_id=access.visitor().account_id
        )
    except NobodyLeft as refusal:
        return _page(staff_id, form, refusal)
    return _back_to_branch(person)


@desk.post("/desk/admin/staff/<id:staff_id>/leave")
@access.roles(Role.HQ_ADMIN)
def leave(staff_id: str) -> Response:
    """Note that somebody's employment ends today."""
    person = queries.staff(staff_id)
    try:
        services.leave(staff_id=staff_id, actor_id=access.visitor().account_id)
    except NobodyLeft as refusal:
        return _page(staff_id, RoleForm(), refusal)
    return _back_to_branch(person)


def _back_to_branch(person: queries.Staff | None) -> Response:
    return htmx.go("admin_desk.staff", branch=person.branch_id if person else "")


def _page(staff_id: str, form: RoleForm | None, refusal: Refusal | None = None) -> Response:
    person = queries.staff(staff_id)
    if person is None:
        raise NotYours
    return htmx.answer(
        "admin/staff_member.html",
        status=422 if form else 200,
        person=person,
        row=_rows([person])[0],
        form=form or RoleForm(role=person.role),
        refusal=refusal.message() if refusal else "",
        own=person.id == access.visitor().person_id,
    )
