"""Starting, meeting, stopping and replaying clocks (complaints.md §4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import case as case_when
from sqlalchemy import literal, null, update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action
from webapp.kernel import clock
from webapp.kernel.db import UtcDateTime, changed, db
from webapp.organisation import queries as organisation
from webapp.toolbox.calendar import WorkingDays


def start(
    case: Case, kind: Clock, *, calendar: WorkingDays, subject_id: str = "", met: bool = False
) -> CaseClock:
    """Start a clock today; the day of receipt is day 0. `met`: kept in the same moment (T2)."""
    today = clock.today()
    days = result_days(case) if kind is Clock.RESULT else None
    due = clocks.due_on(calendar, clock=kind, started=today, days=days)
    row = CaseClock(
        branch_id=case.branch_id,
        case_id=case.id,
        kind=kind.value,
        subject_id=subject_id,
        started_on=today,
        due_on=due,
        met_at=clock.now() if met else None,
    )
    db.session.add(row)
    return row


def restart(case: Case, kind: Clock, *, subject_ids: Collection[str]) -> None:
    """Meet the clocks of some people and start their next ones, each at most once a day."""
    rows = queries.clocks(case.id)
    begun = {row.subject_id for row in rows if row.kind == kind and row.started_on == clock.today()}
    due = [one for one in subject_ids if one not in begun]
    if not due:
        return
    calendar = organisation.working_days()
    meet(case.id, kind, *due)
    for subject_id in due:
        start(case, kind, subject_id=subject_id, calendar=calendar)


def meet(case_id: str, kind: Clock, *subject_ids: str) -> None:
    """Note that promises were kept, those to some people if they are named; a breach survives."""
    db.session.flush()
    changed(
        update(CaseClock)
        .where(
            CaseClock.case_id == case_id,
            CaseClock.kind == kind.value,
            CaseClock.subject_id.in_(subject_ids or [""]),
            CaseClock.met_at.is_(None),
        )
        .values(met_at=clock.now())
    )


def end(case_id: str, *, met: Clock | None = None) -> None:
    """Stop what still runs: the case ended, and kept the promise `met`. What was breached stays breached."""
    db.session.flush()
    now = literal(clock.now(), UtcDateTime())
    kept = CaseClock.kind == (met.value if met else "")
    changed(
        update(CaseClock)
        .where(CaseClock.case_id == case_id, CaseClock.met_at.is_(None), CaseClock.stopped_at.is_(None))
        .values(met_at=case_when((kept, now), else_=null()), stopped_at=case_when((kept, null()), else_=now))
    )


def result_days(case: Case) -> int:
    """Give the working days the RESULT clock of a case has."""
    return clocks.result_days(Category(case.category), extended=case.extended_days)


def extend(case_id: str, due: date) -> None:
    """Move the RESULT clock to its new day (§4)."""
    db.session.flush()
    result = (CaseClock.case_id == case_id, CaseClock.kind == Clock.RESULT.value)
    changed(update(CaseClock).where(*result).values(due_on=due))


def resume(case: Case, action: Action) -> date:
    """Let RESULT run again by `action` (T5): replay its pauses; due moves by the working time paused.

    Gives the new due day, for the case.
    """
    row = next(one for one in queries.clocks(case.id) if one.kind == Clock.RESULT.value)
    story = [
        (Action(event.action), clock.local(event.at).date())
        for event in queries.events(case.id)
        if event.action in Action.__members__
    ]
    row.due_on = clocks.due_on(
        organisation.working_days(),
        clock=Clock.RESULT,
        started=row.started_on,
        pauses=clocks.pauses([*story, (action, clock.today())]),
        days=result_days(case),
    )
    return row.due_on


def replies_open(case_id: str) -> int:
    """Count served respondents whose reply is neither in nor over its time (T8)."""
    return running_replies(queries.clocks(case_id))


def running_replies(rows: Iterable[CaseClock]) -> int:
    """Count the REPLY clocks among `rows` that still run."""
    today = clock.today()
    replies = [row for row in rows if row.kind == Clock.REPLY.value]
    return sum(row.met_at is None and row.stopped_at is None and row.due_on >= today for row in replies)
