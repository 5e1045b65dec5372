"""What time does: breaches (T17), silent clients (T5), results nobody objected to (T12)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import engine, submitting, timing
from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.organisation import queries as organisation


@jobs.recurring("complaints.timers", every=timedelta(minutes=10))
def run_timers(_task: jobs.Task) -> None:
    """Write what became due since the last run; running twice changes nothing."""
    for row in queries.due_clocks(today=clock.today()):
        expire(row)
    for case in _unopposed():
        engine.move(case, action=Action.CLOSE, actor=Actor.SYSTEM, actor_id="", closed_at=clock.now())
        submitting.tell_client(case, "closed")


def expire(row: CaseClock) -> None:
    """Write one breach, once (T17), or go on without a silent client's answer (T5)."""
    case = db.session.get_one(Case, row.case_id)
    done = changed(
        update(CaseClock)
        .where(CaseClock.id == row.id, CaseClock.breached_at.is_(None), CaseClock.met_at.is_(None))
        .values(breached_at=clock.now())
    )
    if not done:
        return
    if row.kind == Clock.WAITING.value:
        _go_on(case, row)
        return
    if row.kind == Clock.REPLY.value:
        return  # the respondent's time is over: no breach of ours
    engine.move(case, action=Action.BREACH, actor=Actor.SYSTEM, actor_id="")
    _escalate(case)


def _go_on(case: Case, row: CaseClock) -> None:
    row.met_at = clock.now()
    if case.state == State.WAITING_CLIENT:
        engine.move(case, action=Action.RESUME, actor=Actor.SYSTEM, actor_id="")
        timing.resume(case)


def _escalate(case: Case) -> None:
    """Tell the next level up, skipping conflicted people (T17)."""
    view = queries.standing(case.id).view
    respondents = {one.id for one in view.respondents}
    for branch_id, role in ((case.branch_id, "BRANCH_MANAGER"), (view.headquarters_id, "COMPLAINT_HANDLER")):
        for one in organisation.staff_of(branch_id=branch_id, role=role):
            if one.id not in respondents and one.id != case.handler_id:
                words = both("A promised date has passed. Please look at the queue.")
                notices.tell(
                    account_id=one.account_id, kind="complaints.breach", words=words, link="/desk/complaints"
                )
                return


def _unopposed() -> list[Case]:
    """Give decided cases whose objection window is over (T12)."""
    calendar, today = organisation.working_days(), clock.today()
    earliest = clock.now() - timedelta(days=clocks.APPEAL_WINDOW_DAYS)
    query = select(Case).where(Case.state == State.DECIDED.value, Case.decided_at < earliest)
    found = db.session.scalars(query.order_by(Case.decided_at, Case.id).limit(100))
    return [
        case
        for case in found
        if case.decided_at and clocks.window_ends(calendar, decided=case.decided_at.date()) < today
    ]
