"""Starting, meeting, stopping and replaying clocks (complaints.md §4)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation
from webapp.toolbox.calendar import WorkingDays


def start(case: Case, kind: Clock, *, subject_id: str = "", calendar: WorkingDays | None = None) -> CaseClock:
    """Start a clock today; the day of receipt is day 0."""
    today = clock.today()
    due = clocks.due_on(calendar or organisation.working_days(), clock=kind, started=today)
    row = CaseClock(
        branch_id=case.branch_id,
        case_id=case.id,
        kind=kind.value,
        subject_id=subject_id,
        started_on=today,
        due_on=due,
    )
    db.session.add(row)
    return row


def restart(case: Case, kind: Clock, *, subject_id: str, calendar: WorkingDays) -> None:
    """Meet a clock and start the next one, at most once a day."""
    rows = [row for row in queries.clocks(case.id) if (row.kind, row.subject_id) == (kind, subject_id)]
    if any(row.started_on == clock.today() for row in rows):
        return
    meet(case.id, kind, subject_id=subject_id)
    start(case, kind, subject_id=subject_id, calendar=calendar)


def meet(case_id: str, kind: Clock, *, subject_id: str = "") -> None:
    """Note that a promise was kept; an earlier breach stays (a breach survives)."""
    db.session.flush()
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


def stop(case_id: str) -> None:
    """Stop what still runs: the case ended. What was breached stays breached."""
    db.session.flush()
    changed(
        update(CaseClock)
        .where(CaseClock.case_id == case_id, CaseClock.met_at.is_(None), CaseClock.stopped_at.is_(None))
        .values(stopped_at=clock.now())
    )


def resume(case: Case) -> None:
    """Let RESULT run again (T5): replay its pauses from the events; due moves by working time paused."""
    db.session.flush()
    row = next(one for one in queries.clocks(case.id) if one.kind == Clock.RESULT.value)
    story = [
        (Action(event.action), clock.local(event.at).date())
        for event in queries.events(case.id)
        if event.action in Action.__members__
    ]
    row.due_on = case.due_on = clocks.due_on(
        organisation.working_days(),
        clock=Clock.RESULT,
        started=row.started_on,
        pauses=clocks.pauses(story),
    )


def replies_open(case_id: str) -> int:
    """Count served respondents whose reply is neither in nor over its time (T8)."""
    return running_replies(queries.clocks(case_id))


def running_replies(rows: Iterable[CaseClock]) -> int:
    """Count the REPLY clocks among `rows` that still run."""
    today = clock.today()
    replies = [row for row in rows if row.kind == Clock.REPLY.value]
    return sum(row.met_at is None and row.stopped_at is None and row.due_on >= today for row in replies)
