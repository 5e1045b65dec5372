"""What time does: silent clients (T5), results nobody objected to (T12), breaches (T17), lapses (S1)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks, eligibility
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import engine, routing, standing, telling, timing
from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation
from webapp.organisation.rules import Ending

_LEVELS = (("BRANCH_MANAGER",), ("HQ_ADMIN", "INDEPENDENT_REVIEWER"))  # who hears of a breach, in turn


@jobs.recurring("complaints.timers", every=timedelta(minutes=10))
def run_timers(_task: jobs.Task) -> None:
    """Write what became due since the last run."""
    sweep()


def sweep() -> None:
    """Write what is due today; running twice changes nothing."""
    today = clock.today()
    for case in queries.silent(today=today):
        due_on = timing.resume(case, Action.RESUME)
        engine.move(case, action=Action.RESUME, actor=Actor.SYSTEM, due_on=due_on)
    for row in queries.overdue_clocks(today=today):
        _breach(row)
    _lapse(today)
    for case in queries.unopposed(today=today):
        engine.move(case, action=Action.CLOSE, actor=Actor.SYSTEM, closed_at=clock.now())
        telling.tell_client(case, "closed")


def _breach(row: CaseClock) -> None:
    """Write one breach, once per clock (T17), and tell the next level."""
    done = changed(
        update(CaseClock)
        .where(CaseClock.id == row.id, CaseClock.breached_at.is_(None), CaseClock.met_at.is_(None))
        .values(breached_at=clock.now())
    )
    if done:
        case = db.session.get_one(Case, row.case_id)
        engine.move(
            case,
            action=Action.BREACH,
            actor=Actor.SYSTEM,
            subject=row.kind,
            escalated=case.escalated + 1,
        )
        _escalate(case)


def _escalate(case: Case) -> None:
    """Tell the next level up, skipping conflicted people; a level without anybody is skipped too."""
    view = routing.view_of(case)
    for roles in _LEVELS[min(case.escalated, len(_LEVELS)) - 1 :]:
        people = organisation.line_of(branch_id=case.branch_id, roles=roles)
        told = [one for one in people if not eligibility.conflicted(queries.person(one), view)]
        for one in told:
            telling.tell_desk(one, "breach")
        if told:
            return


def _lapse(today: date) -> None:
    """End standbys that headquarters did not renew in twenty working days (S1)."""
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
        if clocks.standby_lapses(calendar, opened=opened, renewed_by_headquarters=one.renewed_on) < today:
            engine.move(case, action=Action.LAPSE_STANDBY, actor=Actor.SYSTEM, subject=one.id)
            standing.end_all([one], ending=Ending.LAPSED, actor_id="")
