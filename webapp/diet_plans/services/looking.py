"""The regular look at every client with diet plans: what time alone brings onto the list, or takes from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select

from webapp.diet_plans import queries
from webapp.diet_plans.events import DietPlanPublished, DietPlanWithdrawn
from webapp.diet_plans.models import DietTask
from webapp.diet_plans.rules.worklist import ANSWERED_BY_A_PLAN, SEEN_BY_LOOKING, Kind, Matter, found
from webapp.diet_plans.services.tasks import close_tasks, open_task
from webapp.exams.events import ResultsVerified
from webapp.kernel import clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_into
from webapp.plans import queries as plans
from webapp.plans.queries import Entitled
from webapp.plans.rules import Item

_LOOK = "diet_plans.look"
_AT_ONCE = 200  # clients of one job


@jobs.recurring("diet_plans.look_over", every=timedelta(hours=3))
def look_over(_task: jobs.Task) -> None:
    """Look at every client whose service plan contains diet plans; those whose plan has ended leave the list."""
    covered = plans.covers(client_id=DietTask.client_id, item=Item.DIET_PLAN, day=clock.today())
    changed(delete(DietTask).where(DietTask.kind != Kind.QUESTION, ~covered))
    look("")


@jobs.handler(_LOOK)
def look_further(task: jobs.Task) -> None:
    """Look at the next clients."""
    look(task.payload["after"])


def look(after: str) -> None:
    """Look at the clients after an id; a further job looks at those who follow."""
    today = clock.today()
    people = plans.entitled_after(after, item=Item.DIET_PLAN, day=today, size=_AT_ONCE)
    look_at(people, today=today)
    if len(people) == _AT_ONCE:
        jobs.enqueue(_LOOK, {"after": people[-1].client_id})


def look_at(people: Sequence[Entitled], *, today: date) -> None:
    """Bring the list up to what is true of some clients today; five statements, however many they are."""
    standing = queries.looked_at([one.client_id for one in people], today=today)
    wanted = {one: found(one.since, standing[one.client_id], today=today) for one in people}
    _take_off(wanted)
    _put_on(wanted)


def _take_off(wanted: Mapping[Entitled, Mapping[Kind, Matter]]) -> None:
    """Delete what no longer holds."""
    holds = {(one.client_id, kind.value) for one, matters in wanted.items() for kind in matters}
    asked = select(DietTask.id, DietTask.client_id, DietTask.kind).where(
        DietTask.client_id.in_([one.client_id for one in wanted]), DietTask.kind.in_(sorted(SEEN_BY_LOOKING))
    )
    over = [row.id for row in db.session.execute(asked) if (row.client_id, row.kind) not in holds]
    if over:
        changed(delete(DietTask).where(DietTask.id.in_(over)))


def _put_on(wanted: Mapping[Entitled, Mapping[Kind, Matter]]) -> None:
    """Insert what is new; what stands there keeps its days and gets the newest share."""
    rows = [_row(one, kind, matter) for one, matters in wanted.items() for kind, matter in matters.items()]
    if rows:
        new = insert_into(DietTask).values(rows)
        there = {"index_elements": ["client_id", "kind"], "set_": {"share": new.excluded.share}}
        changed(new.on_conflict_do_update(**there))


def _row(one: Entitled, kind: Kind, matter: Matter) -> dict[str, object]:
    return {
        "id": ids.new_id(),
        "branch_id": one.branch_id,
        "client_id": one.client_id,
        "kind": kind.value,
        "since": matter.since,
        "due_on": matter.due_on,
        "share": matter.share,
    }


def plan_was_published(event: DietPlanPublished) -> None:
    """A new plan answers what it can."""
    close_tasks(client_id=event.client_id, kinds=ANSWERED_BY_A_PLAN)


def plan_was_withdrawn(event: DietPlanWithdrawn) -> None:
    """Without a plan in effect the client waits for one from today on."""
    plan_was_published(DietPlanPublished(event.version_id, event.client_id, event.branch_id))
    if queries.effective_version(event.client_id) is None:
        open_task(client_id=event.client_id, branch_id=event.branch_id, kind=Kind.WAITING)


def results_came_in(event: ResultsVerified) -> None:
    """New exam results are a reason to look at a plan that is in effect."""
    if queries.effective_version(event.client_id):
        open_task(client_id=event.client_id, branch_id=event.branch_id, kind=Kind.RESULTS)
