"""The branch manager: who writes for how many, and clients moved from one nutritionist to another."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.clients.services import NotServing
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import desk
from webapp.diet_plans.forms import MoveForm
from webapp.diet_plans.presenters.load import lines, moves
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import _, say
from webapp.kernel.paging import Page
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Staff

_PAGE = "diet_plans/their_clients.html"


@desk.get("/desk/diet/load")
@access.roles(Role.BRANCH_MANAGER)
def load() -> Response:
    """Show the load of the branch's nutritionists and what was moved lately."""
    branch_id = access.visitor().branch_id
    found, moved = queries.load_of(branch_id, day=clock.today()), queries.hand_overs(branch_id)
    named = [one for row in moved for one in (row.from_staff_id, row.to_staff_id) if one]
    return htmx.answer(
        "diet_plans/load.html",
        lines=lines(found),
        moves=moves(moved, organisation.staff_named(named)),
        moved=request.args.get("moved", type=int),
    )


@desk.get("/desk/diet/load/<id:staff_id>")
@access.roles(Role.BRANCH_MANAGER)
def their_clients(staff_id: str) -> Response:
    """Show whom a nutritionist writes for, by name, to move some of them."""
    return _page(_nutritionist(staff_id), MoveForm())


@desk.post("/desk/diet/load/<id:staff_id>")
@access.roles(Role.BRANCH_MANAGER)
@idempotency.once
def move_clients(staff_id: str) -> Response:
    """Move the chosen clients to another nutritionist."""
    return _move(_nutritionist(staff_id))


@desk.get("/desk/diet/load/nobody")
@access.roles(Role.BRANCH_MANAGER)
def nobodys_clients() -> Response:
    """Show the clients for whom nobody is in charge."""
    return _page(None, MoveForm())


@desk.post("/desk/diet/load/nobody")
@access.roles(Role.BRANCH_MANAGER)
@idempotency.once
def assign_clients() -> Response:
    """Put a nutritionist in charge of clients whom nobody looked after."""
    return _move(None)


def _nutritionist(staff_id: str) -> Staff:
    return queries.nutritionist(staff_id, branch_id=access.visitor().branch_id)


def _move(before: Staff | None) -> Response:
    who, form = access.visitor(), MoveForm.read()
    form.offer(_serving(before))
    if not form.validate():
        return _page(before, form, 422)
    try:
        moved = services.move_clients(
            client_ids=form.clients.data or [],
            from_staff_id=before.id if before else None,
            to_staff_id=form.staff.data,
            reason=form.reason.data or "",
            branch_id=who.branch_id,
            actor_id=who.account_id,
        )
    except NotServing as refusal:
        form.add_error("staff", refusal.message())
        return _page(before, form, 422)
    return htmx.go("diet_plans_desk.load", moved=moved)


def _serving(before: Staff | None) -> list[tuple[str, str]]:
    """Give who may take clients over."""
    people = organisation.staff_of(branch_id=access.visitor().branch_id, role=Role.NUTRITIONIST)
    return [(one.id, say(one.name)) for one in people if before is None or one.id != before.id]


def _page(before: Staff | None, form: MoveForm, status: int = 200) -> Response:
    page = _clients(before, request.args.get("after", ""))
    if status == 200:
        form.offer(_serving(before))
    form.clients.choices = [(one.id, say(one.name)) for one in page.rows]
    return htmx.answer(
        _PAGE,
        status=status,
        staff=before,
        name=say(before.name) if before else _("Nobody in charge"),
        form=form,
        after=page.after,
    )


def _clients(before: Staff | None, after: str) -> Page:
    if before is None:
        return queries.without_nutritionist(branch_id=access.visitor().branch_id, after=after)
    return clients.clients_of(staff_id=before.id, capacity=Capacity.NUTRITIONIST, after=after)
