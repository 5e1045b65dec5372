"""Enrolling a client: plan, then the package and institution that fit it; moving to another institution."""

from __future__ import annotations

from flask import Response, request

from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.clients import EnrolForm, MoveForm
from webapp.admin.presenters import enrolling
from webapp.clients import queries as clients
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import BadInput, Refusal
from webapp.plans import queries, services
from webapp.plans.rules import Matrix, Plan, next_year_starts

_REFUSALS = (
    services.PackageNotInPlan,
    services.InstitutionDoesNotFit,
    services.ItemsFixed,
    services.AlreadyEnrolled,
)


@desk.get("/desk/clients/<id:client_id>/enrol")
@access.roles(*BRANCH_STAFF)
def enrol_client(client_id: str) -> Response:
    """Show the plans; with `plan` in the address, what may be chosen within it."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    wanted = request.args.get("plan", "")
    plan = enrolling.plan_of(wanted, queries.matrix())
    if wanted and plan is None:
        raise BadInput("plan")
    running = queries.live_enrolment(client_id=client.id, day=clock.today())
    starts = next_year_starts(running.ends if running else None, clock.today())
    return _page(client, plan, EnrolForm(starts=starts))


@desk.post("/desk/clients/<id:client_id>/enrol/<plan_code>")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def save_enrolment(client_id: str, plan_code: str) -> Response:
    """Start the service year; the services check package, institution and running plan again."""
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    matrix = queries.matrix()
    plan = enrolling.plan_of(plan_code, matrix)
    if plan is None or matrix is None:
        raise BadInput("plan")
    form = _narrowed(EnrolForm.read(), _choice(plan, matrix, client))
    if not form.validate() or form.starts.data is None:
        return _page(client, plan, form, status=422)
    try:
        services.enrol(
            client_id=client.id,
            branch_id=client.branch_id,
            plan=plan,
            package_id=form.package.data,
            institution_id=form.institution.data,
            starts=form.starts.data,
            actor_id=who.account_id,
            change=form.change(),
        )
    except _REFUSALS as refusal:
        return _page(client, plan, form, status=422, refusal=refusal)
    return htmx.go("admin_desk.client", client_id=client.id, kept=1)


def _narrowed(form: EnrolForm, offered: enrolling.Choice) -> EnrolForm:
    form.package.choices = [(value, words) for value, words, _note in offered.packages]
    form.institution.choices = [(value, words) for value, words, _note in offered.institutions]
    form.added.choices, form.left_out.choices = offered.addable, offered.removable
    return form


def _choice(plan: Plan, matrix: Matrix, client: clients.Client) -> enrolling.Choice:
    return enrolling.choice(gathering.offered(plan, matrix, client, day=clock.today()))


def _page(
    client: clients.Client,
    plan: Plan | None,
    form: EnrolForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> Response:
    matrix, today = queries.matrix(), clock.today()
    offered = _choice(plan, matrix, client) if plan and matrix else None
    return htmx.answer(
        "admin/enrol_client.html",
        "admin/_choices.html" if offered else "",
        status=status,
        client=client,
        plans=list(matrix.plans.items()) if matrix else [],
        plan=plan,
        offered=offered,
        form=form,
        running=queries.live_enrolment(client_id=client.id, day=today),
        refusal=refusal.message() if refusal else "",
    )


@desk.get("/desk/clients/<id:client_id>/institution")
@access.roles(*BRANCH_STAFF)
def move_client(client_id: str) -> Response:
    """Show the institutions the client could be examined at instead."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    return _move_page(client, MoveForm())


@desk.post("/desk/clients/<id:client_id>/institution")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def save_move(client_id: str) -> Response:
    """Change the one institution, with a reason, while no exam is booked (P1)."""
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    form = MoveForm.read()
    form.institution.choices = _other_institutions(client)
    if not form.validate():
        return _move_page(client, form, status=422)
    try:
        services.change_institution(
            client_id=client.id,
            institution_id=form.institution.data,
            reason=form.reason.data or "",
            actor_id=who.account_id,
            day=clock.today(),
        )
    except (services.InstitutionDoesNotFit, services.EntitlementSpent) as refusal:
        return _move_page(client, form, status=422, refusal=refusal)
    return htmx.go("admin_desk.client", client_id=client.id, kept=1)


def _other_institutions(client: clients.Client) -> list[tuple[str, str]]:
    matrix, today = queries.matrix(), clock.today()
    running = queries.live_enrolment(client_id=client.id, day=today)
    if matrix is None or running is None:
        return []
    fitting = queries.institutions_for(running.plan, matrix, branch_id=client.branch_id, day=today)
    options = enrolling.institutions(fitting)
    return [(value, words) for value, words, _note in options if value != running.institution_id]


def _move_page(
    client: clients.Client, form: MoveForm, *, status: int = 200, refusal: Refusal | None = None
) -> Response:
    form.institution.choices = _other_institutions(client)
    return htmx.answer(
        "admin/move_client.html",
        status=status,
        client=client,
        form=form,
        refusal=refusal.message() if refusal else "",
    )
