"""Places for members in bulk: days are chosen, the worker books, who found no place is listed (B11)."""

from __future__ import annotations

from datetime import date

from flask import Response, request

from webapp.clients import queries as clients
from webapp.exams import queries as exams
from webapp.exams.services import NoAgreement
from webapp.groups import queries, services
from webapp.groups.desk.blueprint import KEEPERS, desk, own_contract
from webapp.groups.models import GroupContract
from webapp.groups.presenters import progress as words
from webapp.groups.refusals import NoDays
from webapp.groups.rules.assigning import Placing
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import BadInput


@desk.get("/desk/groups/contracts/<id:contract_id>/places")
@access.roles(*KEEPERS)
def places(contract_id: str) -> Response:
    """Show the days with free places at the contract's institution, and the runs so far."""
    return _page(contract_id)


@desk.post("/desk/groups/contracts/<id:contract_id>/places")
@access.roles(*KEEPERS)
@idempotency.once
def assign_places(contract_id: str) -> Response:
    """Have everybody who has no place booked on the chosen days, in the name of who asks."""
    _group, contract = own_contract(contract_id)
    who = access.visitor()
    try:
        run_id = services.assign_places(
            contract=contract, days=_days(), staff_id=who.person_id, actor_id=who.account_id
        )
    except (NoDays, NoAgreement) as refusal:
        return _page(contract_id, refusal.message())
    return htmx.go("groups_desk.assignment", assignment_id=run_id)


@desk.get("/desk/groups/assignments/<id:assignment_id>")
@access.roles(*KEEPERS)
def assignment(assignment_id: str) -> Response:
    """Show how far a run is, what became of whom, and who has no place and why."""
    run = queries.assignment(assignment_id, visitor=access.visitor())
    page = queries.unplaced(run.id, after=request.args.get("after", ""))
    people = clients.named(one.client_id for one in page.rows)
    return htmx.answer(
        "groups/assignment.html",
        "groups/_assignment.html",
        run=run,
        working=run.status == "RUNNING",
        failed=run.status == "FAILED",
        counts=words.placing_lines(queries.placing_counts(run.id)),
        rows=[(people[one.client_id].name, one.department, words.PLACING_WORDS[Placing(one.outcome)])
              for one in page.rows],
        after=page.after,
    )  # fmt: skip


@desk.post("/desk/groups/assignments/<id:assignment_id>/again")
@access.roles(*KEEPERS)
@idempotency.once
def go_on_assigning(assignment_id: str) -> Response:
    """Let a run go on that the worker gave up."""
    run = queries.assignment(assignment_id, visitor=access.visitor())
    services.go_on_assigning(run=run, actor_id=access.visitor().account_id)
    return htmx.go("groups_desk.assignment", assignment_id=assignment_id)


def _days() -> set[date]:
    try:
        return {date.fromisoformat(text) for text in request.form.getlist("days")[:80]}
    except ValueError:
        raise BadInput("days") from None


def _page(contract_id: str, error: str = "") -> Response:
    group, contract = own_contract(contract_id)
    return htmx.answer(
        "groups/places.html",
        status=422 if error else 200,
        group=group,
        contract=contract,
        days=words.day_choices(_free(contract)),
        chosen=request.form.getlist("days"),
        error=error,
        runs=queries.assignments_of(contract_id),
    )


def _free(contract: GroupContract) -> dict[date, int]:
    today = clock.today()
    try:
        where = queries.bookable(contract)
    except NoAgreement:
        return {}
    return exams.free_days(where=where, first=today, last=today + words.AHEAD)
