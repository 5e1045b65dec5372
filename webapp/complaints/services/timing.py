"""Starting, meeting, pausing and breaching clocks (complaints.md §4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock, ClockPause
from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation


def start(case: Case, kind: Clock, *, subject_id: str = "") -> CaseClock:
    """Start a clock today; the day of receipt is day 0."""
    today = clock.today()
    row = CaseClock(
        branch_id=case.branch_id,
        case_id=case.id,
        kind=kind.value,
        subject_id=subject_id,
        started_on=today,
        due_on=clocks.due_on(organisation.working_days(), clock=kind, started=today),
    )
    db.session.add(row)
    db.session.flush()
    return row


def meet(case_id: str, kind: Clock, *, subject_id: str = "") -> None:
    """Note that a promise was kept; an earlier breach stays (a breach survives)."""
    changed(
        update(CaseClock)
        .where(
            CaseClock.case_id == case_id,
            CaseClock.kind == kind.value,
            CaseClock.subject_id == subject_id,
            CaseClock.met_at.is_(None),
        )
        .values(met_at=clock.now())
    )


def pause(case: Case) -> None:
    """Let the RESULT clock stand still while the client is asked (T4)."""
    row = _result_clock(case.id)
    if row:
        db.session.add(ClockPause(branch_id=case.branch_id, clock_id=row.id, since=clock.today()))


def resume(case: Case) -> None:
    """Let the RESULT clock run again; its due day moves by the working time it stood still (T5)."""
    row = _result_clock(case.id)
    if row is None:
        return
    spans = queries.pauses([row.id]).get(row.id, [])
    for span in spans:
        span.until = span.until or clock.today()
    row.due_on = case.due_on = clocks.due_on(
        organisation.working_days(),
        clock=Clock.RESULT,
        started=row.started_on,
        pauses=[clocks.Pause(span.since, span.until) for span in spans],
    )


def _result_clock(case_id: str) -> CaseClock | None:
    return next((row for row in queries.clocks(case_id) if row.kind == Clock.RESULT.value), None)


def replies_open(case_id: str, *, today: date) -> int:
    """Count served respondents whose reply is neither in nor over its time (T8)."""
    running = [row for row in queries.clocks(case_id) if row.kind == Clock.REPLY.value]
    return sum(row.met_at is None and row.due_on >= today for row in running)
