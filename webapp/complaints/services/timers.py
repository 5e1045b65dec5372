"""What time does: silent clients (T5), results nobody objected to (T12), breaches (T17), lapses (S1)."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock, Respondent
from webapp.complaints.rules import clocks
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import engine, escalating, reminding, separating, standing, telling, timing
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.organisation.rules import Ending


@jobs.recurring("complaints.timers", every=timedelta(minutes=10))
def run_timers(_task: jobs.Task) -> None:
    """Write what became due since the last run."""
    sweep()


def sweep() -> None:
    """Write what is due today; running twice changes nothing."""
    today = clock.today()
    reminding.look()
    for case in queries.silent(today=today):
        engine.move(case, action=Action.RESUME, actor=Actor.SYSTEM)
    for row in queries.overdue_clocks(today=today):
        _breach(row)
    _lapse(today)
    separating.close_accounts()
    for case in queries.unopposed(today=today):
        engine.move(case, action=Action.CLOSE, actor=Actor.SYSTEM, closed_at=clock.now())
        telling.tell_client(case, "closed")


def _breach(row: CaseClock) -> None:
    """Write one breach, once per clock (T17), and tell the next level."""
    case = db.session.get_one(Case, row.case_id)
    if engine.breach(case, row):
        escalating.tell_level(case, "breach", level=case.escalated - 1)


def _lapse(today: date) -> None:
    """End standbys that headquarters did not renew within their cap (S1)."""
    pairs = queries.on_standby()
    if not pairs:
        return
    calendar = organisation.working_days()
    orders = organisation.orders(one.order_id for _case, one in pairs if one.order_id)
    for case, one in pairs:
        order = orders.get(one.order_id or "")
        if order is None or order.ended_at is not None:
            continue
        opened = clock.local(order.opened_at).date()
        days = case.promised.standby
        last = clocks.standby_lapses(
            calendar, opened=opened, renewed_by_headquarters=one.renewed_on, days=days
        )
        if last < today:
            engine.move(case, action=Action.LAPSE_STANDBY, actor=Actor.SYSTEM, subject=one.id)
            _miss_review(case, one)
            standing.end_all([one], ending=Ending.LAPSED, actor_id="")


def _miss_review(case: Case, one: Respondent) -> None:
    """Write down that headquarters missed a standby's last review (S1), and stop its clock."""
    running = timing.review_of(case.id, one.id)
    if running is not None:
        engine.breach(case, running)
        db.session.refresh(running)
        running.stopped_at = clock.now()
