"""Applying on the phone: plan, package, institution, doctor, consents, review (P5).

Each answer is posted and kept; leaving, going back or changing the language loses nothing.
"""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.plans import presenters, queries, services
from webapp.plans.forms import ConsentsForm, DoctorForm, InstitutionForm, PackageForm, PlanForm, ReviewForm
from webapp.plans.queries import Applying
from webapp.plans.rules import Step, newsletters_for_one
from webapp.plans.views.blueprint import bp
from webapp.plans.views.steps import at_step, kept, onward


@bp.get("/plan/apply")
@access.roles(Role.CLIENT)
def choose_plan() -> Response:
    """Step 1: which plan."""
    found = queries.live_application(access.visitor().person_id)
    if found and found.status == "SUBMITTED":
        return htmx.go("plans.plan")
    return _plan_page(PlanForm(data={"plan": found.plan, "way": found.way} if found else {}))


@bp.post("/plan/apply")
@access.roles(Role.CLIENT)
def keep_plan() -> Response:
    """Keep the plan and go on."""
    who, form = access.visitor(), PlanForm.read()
    done = kept(
        form,
        {services.PlanNotOffered: "plan"},
        lambda: services.choose_plan(
            client_id=who.person_id, branch_id=who.branch_id, plan=form.plan.data, way=form.chosen_way()
        ),
    )
    return onward() if done else _plan_page(form, 422)


def _plan_page(form: PlanForm, status: int = 200) -> Response:
    matrix = queries.matrix()
    standing = queries.standing(client_id=access.visitor().person_id, day=clock.today())
    choice = presenters.plan_choice(matrix, standing, queries.fees())
    form.way.choices = choice.ways
    form.way.data = form.way.data or (choice.ways[0][0] if choice.ways else None)
    line = presenters.first_line(matrix)
    return htmx.answer("plans/choose_plan.html", status=status, form=form, choice=choice, line=line)


@bp.get("/plan/apply/package")
@access.roles(Role.CLIENT)
@at_step(Step.PACKAGE)
def choose_package(at: Applying) -> Response:
    """Step 2: which exam package, and what it examines of this person."""
    change = at.application.item_change
    so_far = {"package": at.application.package_id, "reason": change.reason}
    so_far["newsletters_come"] = at.application.newsletters_come
    return _package_page(at, PackageForm(data=so_far | {"added": change.added, "left_out": change.left_out}))


@bp.post("/plan/apply/package")
@access.roles(Role.CLIENT)
@at_step(Step.PACKAGE)
def keep_package(at: Applying) -> Response:
    """Keep the package and go on."""
    who, form = access.visitor().person_id, PackageForm.read()
    done = kept(
        form,
        {services.PackageNotInPlan: "package", services.NoFee: "package", services.ItemsFixed: "reason"},
        lambda: services.choose_package(
            client_id=who,
            package_id=form.package.data,
            change=form.change(),
            newsletters_come=form.delivery(),
        ),
    )
    return onward() if done else _package_page(at, form, 422)


def _package_page(at: Applying, form: PackageForm, status: int = 200) -> Response:
    client = clients.client(access.visitor().person_id)
    if client is None:
        raise NotYours
    plan, day = at.application.plan, queries.would_start(at.application)
    offers = queries.packages_for(plan, at.matrix, client, day=day)
    items = queries.changeable(plan, at.matrix, client, offers)
    form.added.choices, form.left_out.choices = presenters.named_items(items)
    return htmx.answer(
        "plans/choose_package.html",
        status=status,
        form=form,
        packages=presenters.package_cards(offers),
        newsletters=newsletters_for_one(at.matrix, plan),
        line=presenters.step_line(Step.PACKAGE, at),
    )


@bp.get("/plan/apply/institution")
@access.roles(Role.CLIENT)
@at_step(Step.INSTITUTION)
def choose_institution(at: Applying) -> Response:
    """Step 3: where the exam is."""
    return _institution_page(at, InstitutionForm(data={"institution": at.application.institution_id}))


@bp.post("/plan/apply/institution")
@access.roles(Role.CLIENT)
@at_step(Step.INSTITUTION)
def keep_institution(at: Applying) -> Response:
    """Keep the institution and go on."""
    who, form = access.visitor().person_id, InstitutionForm.read()
    done = kept(
        form,
        {services.InstitutionDoesNotFit: "institution"},
        lambda: services.choose_institution(client_id=who, institution_id=form.institution.data),
    )
    return onward() if done else _institution_page(at, form, 422)


def _institution_page(at: Applying, form: InstitutionForm, status: int = 200) -> Response:
    found = at.application
    places = queries.institutions_for(
        found.plan, at.matrix, branch_id=found.branch_id, day=queries.would_start(found)
    )
    return htmx.answer(
        "plans/choose_institution.html",
        status=status,
        form=form,
        places=presenters.places(places),
        line=presenters.step_line(Step.INSTITUTION, at),
    )


@bp.get("/plan/apply/doctor")
@access.roles(Role.CLIENT)
@at_step(Step.DOCTOR)
def choose_doctor(at: Applying) -> Response:
    """Step 4 of a plan with a family doctor: who it is (P3)."""
    return _doctor_page(at, DoctorForm(data={"doctor": at.application.doctor_id}))


@bp.post("/plan/apply/doctor")
@access.roles(Role.CLIENT)
@at_step(Step.DOCTOR)
def keep_doctor(at: Applying) -> Response:
    """Keep the doctor and go on."""
    who, form = access.visitor().person_id, DoctorForm.read()
    done = kept(
        form,
        {services.DoctorNotFree: "doctor"},
        lambda: services.choose_doctor(client_id=who, staff_id=form.doctor.data),
    )
    return onward() if done else _doctor_page(at, form, 422)


def _doctor_page(at: Applying, form: DoctorForm, status: int = 200) -> Response:
    doctors = presenters.doctors(queries.doctors_for(at.application.branch_id))
    line = presenters.step_line(Step.DOCTOR, at)
    return htmx.answer("plans/choose_doctor.html", status=status, form=form, doctors=doctors, line=line)


@bp.get("/plan/apply/consents")
@access.roles(Role.CLIENT)
@at_step(Step.CONSENTS)
def answer_consents(at: Applying) -> Response:
    """Ask for each purpose by itself; what is agreed to already is only shown (A5)."""
    found = at.application
    asked = queries.purposes_for(found.plan, at.matrix)
    cards = presenters.consent_cards(asked, found.agreed, clients.consents(found.client_id))
    line = presenters.step_line(Step.CONSENTS, at)
    return htmx.answer("plans/answer_consents.html", consents=cards, line=line)


@bp.post("/plan/apply/consents")
@access.roles(Role.CLIENT)
@at_step(Step.CONSENTS)
def keep_consents(_at: Applying) -> Response:
    """Keep what is ticked and go on; nothing ticked is an answer too."""
    ticked = {Purpose(code) for code in ConsentsForm.read().agreed.data or () if code in set(Purpose)}
    services.answer_consents(client_id=access.visitor().person_id, agreed=ticked)
    return onward()


@bp.get("/plan/apply/review")
@access.roles(Role.CLIENT)
@at_step(Step.REVIEW)
def review(at: Applying) -> Response:
    """Show everything once more, with the public fee (P4)."""
    return _review_page(at)


@bp.post("/plan/apply/review")
@access.roles(Role.CLIENT)
@at_step(Step.REVIEW)
@idempotency.once
def submit(at: Applying) -> Response:
    """Send the application to the branch, once."""
    who, form = access.visitor(), ReviewForm.read()
    try:
        services.submit(client_id=who.person_id, fee_version=form.fees.data or 0, actor_id=who.account_id)
    except services.ApplicationMoved:
        return htmx.go("plans.plan")
    except Refusal as refusal:
        return _review_page(at, refusal)
    return htmx.go("plans.plan", sent=1)


def _review_page(at: Applying, refusal: Refusal | None = None) -> Response:
    chosen = queries.chosen(at.application)
    return htmx.answer(
        "plans/review.html",
        status=422 if refusal else 200,
        rows=presenters.review_rows(chosen, at),
        chosen=chosen,
        errors=[presenters.fault(refusal)] if refusal else [],
        line=presenters.step_line(Step.REVIEW, at),
    )
