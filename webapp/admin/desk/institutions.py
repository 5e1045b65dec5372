"""Exam institutions: what is known, dated agreements (O1), weekly times and the sessions made of them."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.company import AgreementForm, InstitutionForm, NewInstitutionForm
from webapp.admin.presenters.institutions import institution_rows
from webapp.admin.presenters.staff import branch_choices
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.organisation import queries, services
from webapp.organisation.rules import Grade


@desk.get("/desk/admin/institutions")
@access.roles(Role.HQ_ADMIN)
def institutions() -> Response:
    """List the institutions with their branch and whether an agreement holds."""
    return htmx.answer(
        "admin/institutions.html", rows=institution_rows(gathering.places(today=clock.today()))
    )


@desk.get("/desk/admin/institutions/new")
@access.roles(Role.HQ_ADMIN)
def add_institution() -> Response:
    """Show the form for a new institution."""
    return htmx.answer("admin/add_institution.html", form=_with_branches(NewInstitutionForm()))


@desk.post("/desk/admin/institutions/new")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def save_institution() -> Response:
    """Add an institution; nobody can be enrolled there before an agreement holds."""
    form = _with_branches(NewInstitutionForm.read())
    if not form.validate():
        return htmx.answer("admin/add_institution.html", status=422, form=form)
    added = services.add_institution(
        branch_id=form.branch.data,
        grade=Grade(form.grade.data),
        actor_id=access.visitor().account_id,
        **form.facts(),
    )
    return htmx.go("admin_desk.institution", institution_id=added.id)


def _with_branches(form: NewInstitutionForm) -> NewInstitutionForm:
    form.branch.choices = branch_choices(queries.branches())
    return form


@desk.get("/desk/admin/institutions/<id:institution_id>")
@access.roles(Role.HQ_ADMIN)
def institution(institution_id: str) -> Response:
    """Show an institution and its agreements, to change the one and add to the others."""
    found = own(institution_id)
    return _page(found, InstitutionForm(obj=found), AgreementForm(change_count=48, report_days=7))


@desk.post("/desk/admin/institutions/<id:institution_id>")
@access.roles(Role.HQ_ADMIN)
def change_institution(institution_id: str) -> Response:
    """Change names, address, hours of an institution."""
    found, form = own(institution_id), InstitutionForm.read()
    if not form.validate():
        return _page(found, form, AgreementForm(), status=422)
    services.change_institution(
        institution_id=found.id,
        branch_id=found.branch_id,
        actor_id=access.visitor().account_id,
        **form.facts(),
    )
    return htmx.go("admin_desk.institution", institution_id=found.id, kept=1)


@desk.post("/desk/admin/institutions/<id:institution_id>/agreements")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def sign_agreement(institution_id: str) -> Response:
    """Record a dated agreement."""
    found, form = own(institution_id), AgreementForm.read()
    if form.validate() and form.valid_from.data and form.valid_to.data:
        hours, working_days = form.deadline()
        try:
            services.sign_agreement(
                institution_id=found.id,
                branch_id=found.branch_id,
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                change_hours=hours,
                change_working_days=working_days,
                report_days=form.report_days.data or 0,
                report_in_working_days=form.report_in_working_days.data,
                actor_id=access.visitor().account_id,
            )
            return htmx.go("admin_desk.institution", institution_id=found.id, kept=1)
        except services.AgreementBackwards as refusal:
            form.add_error("valid_to", refusal.message())
    return _page(found, InstitutionForm(obj=found), form, status=422)


def own(institution_id: str) -> queries.Institution:
    """Give an institution, or answer 404."""
    found = queries.institution(institution_id)
    if found is None:
        raise NotYours
    return found


def _page(
    found: queries.Institution, form: InstitutionForm, agreement: AgreementForm, status: int = 200
) -> Response:
    return htmx.answer(
        "admin/institution.html",
        status=status,
        institution=found,
        form=form,
        agreement=agreement,
        agreements=queries.agreements_of(found.id),
        today=clock.today(),
    )
