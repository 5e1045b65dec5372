"""What waits for a nutritionist, and whom she writes for."""

from __future__ import annotations

from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import desk, writer
from webapp.diet_plans.forms import SettleForm
from webapp.diet_plans.presenters.matters import matter, views
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import access, clock, htmx, transaction
from webapp.kernel.errors import BadInput
from webapp.records import services as records


@desk.get("/desk/diet")
@access.roles(Role.NUTRITIONIST)
def worklist() -> Response:
    """Show what waits for the nutritionist, or in the whole branch, the most urgent first."""
    who, today = access.visitor(), clock.today()
    whole, kind = request.args.get("scope") == "branch", _kind()
    mine = "" if whole else who.person_id
    counts = queries.counts(branch_id=who.branch_id, day=today, staff_id=mine)
    page = queries.waiting(
        branch_id=who.branch_id, staff_id=mine, kind=kind, after=request.args.get("after", "")
    )
    _note_looks([one.task.client_id for one in page.rows if one.task.kind != Kind.WAITING])
    return htmx.answer(
        "diet_plans/worklist.html",
        rows=[matter(one, today=today) for one in page.rows],
        views=views(counts, kind, whole_branch=whole),
        whole=whole,
        late=counts.late,
        kind=kind.value if kind else None,
        after=page.after,
    )


@desk.get("/desk/diet/clients")
@access.roles(Role.NUTRITIONIST)
def own_clients() -> Response:
    """Show the clients the nutritionist writes for, by name."""
    page = queries.written_for(staff_id=access.visitor().person_id, after=request.args.get("after", ""))
    _note_looks([one.client_id for one in page.rows if one.version])
    return htmx.answer("diet_plans/own_clients.html", rows=page.rows, after=page.after)


@desk.post("/desk/diet/clients/<id:client_id>/start")
@access.roles(Role.NUTRITIONIST)
def start(client_id: str) -> Response:
    """Begin a plan."""
    services.start_draft(**writer(client_id))
    return htmx.go("diet_plans_desk.editor", client_id=client_id)


@desk.post("/desk/diet/clients/<id:client_id>/settle")
@access.roles(Role.NUTRITIONIST)
def settle(client_id: str) -> Response:
    """Call a matter done, or put it off for a week."""
    form, who = SettleForm.read(), writer(client_id)
    if not form.validate():
        raise BadInput("kind")
    services.settle(
        client_id=client_id,
        kind=Kind(form.kind.data),
        branch_id=access.visitor().branch_id,
        actor_id=who["actor_id"],
    )
    return htmx.go("diet_plans_desk.worklist", kept=1)


def _kind() -> Kind | None:
    """Read the kind of the address; an odd one is none."""
    asked = request.args.get("kind", "")
    return Kind(asked) if asked in set(Kind) else None


def _note_looks(client_ids: list[str]) -> None:
    """A list that says something of people's health is a look at each (A6)."""
    if client_ids:
        account_id = access.visitor().account_id
        transaction.after_reading(
            partial(records.note_list, client_ids=client_ids, account_id=account_id, what="diet_plan")
        )
