"""What time does: silent clients (T5), results nobody objected to (T12), breaches (T17), lapses (S1)."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock, Respondent
from webapp.complaints.rules import clocks
from webapp.complaints.rules.states import ANSWERED, Action, Actor, State
from webapp.complaints.services import engine, escalating, reminding, separating, standing, telling, timing
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.organisation.rules import Ending

TIMERS = "complaints.timers"


@jobs.recurring(TIMERS, every=timedelta(minutes=10))
def run_timers(_task: jobs.Task) -> None:
    """Ask for a job for each case in which something became due: what one raises keeps no other from its own."""
    reminding.look()
    today = clock.today()
    for case_id, version in due(today):
        once = f"{TIMERS}:{case_id}:{version}:{today}"  # given up, it is tried again tomorrow
        jobs.enqueue("complaints.case_timers", {"case_id": case_id}, unique=once)


@jobs.handler("complaints.case_timers")
def run_case_timers(task: jobs.Task) -> None:
    """Write what became due in one case, in a transaction of its own."""
    look_at(task.payload["case_id"])


@jobs.recurring("complaints.accounts", every=timedelta(minutes=10))
def run_accounts(_task: jobs.Task) -> None:
    """Close the accounts of whom nothing ties to the company any more (S4)."""
    separating.close_accounts()


def sweep() -> None:
    """Write what is due today, at once; running twice changes nothing."""
    today = clock.today()
    reminding.look()
    for case_id, _version in due(today):
        look_at(case_id)
    separating.close_accounts()


def look_at(case_id: str) -> None:
    """Write what is due in one case today: T5, T17, S1, T12, in this order."""
    today, case = clock.today(), db.session.get_one(Case, case_id)
    if case.state == State.WAITING_CLIENT and case.waits_until and case.waits_until < today:
        engine.move(case, action=Action.RESUME, actor=Actor.SYSTEM)
    for row in queries.overdue_clocks(today=today, case_id=case_id):
        _breach(case, row)
    for _case, one in _lapsing(queries.on_standby(case_id), today):
        engine.move(case, action=Action.LAPSE_STANDBY, actor=Actor.SYSTEM, subject=one.id)
        _miss_review(case, one)
        standing.end_all([one], ending=Ending.LAPSED, actor_id="")
    if case.state in ANSWERED and case.window_until and case.window_until < today:
        engine.move(case, action=Action.CLOSE, actor=Actor.SYSTEM, closed_at=clock.now())
        telling.tell_client(case, "closed")


def due(today: date) -> list[tuple[str, int]]:
    """Give id and version of every case in which something is due."""
    lapsing = {(case.id, case.version) for case, _one in _lapsing(queries.on_standby(), today)}
    return sorted(lapsing.union(queries.due_cases(today=today)))


def _lapsing(pairs: list[tuple[Case, Respondent]], today: date) -> list[tuple[Case, Respondent]]:
    """Give of these standbys the ones that headquarters did not renew within their cap (S1)."""
    if not pairs:
        return []
    calendar = organisation.working_days()
    orders = organisation.orders(one.order_id for _case, one in pairs if one.order_id)
    found = []
    for case, one in pairs:
        order = orders.get(one.order_id or "")
        if order is None or order.ended_at is not None:
            continue
        opened, days = clock.local(order.opened_at).date(), case.promised.standby
        last = clocks.standby_lapses(
            calendar, opened=opened, renewed_by_headquarters=one.renewed_on, days=days
        )
        if last < today:
            found.append((case, one))
    return found


def _breach(case: Case, row: CaseClock) -> None:
    """Write one breach, once per clock (T17), and tell the next level."""
    if engine.breach(case, row):
        escalating.tell_level(case, "breach", level=case.escalated - 1)


def _miss_review(case: Case, one: Respondent) -> None:
    """Write down that headquarters missed a standby's last review (S1), and stop its clock."""
    running = timing.review_of(case.id, one.id)
    if running is not None:
        engine.breach(case, running)
        db.session.refresh(running)
        running.stopped_at = clock.now()
