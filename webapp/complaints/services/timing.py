"""Starting, meeting, stopping and replaying clocks (complaints.md §4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import case as case_when
from sqlalchemy import literal, null, update
from sqlalchemy.orm.attributes import set_committed_value

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock, Respondent
from webapp.complaints.rules import clocks
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action
from webapp.complaints.rules.table import Effect
from webapp.kernel import clock
from webapp.kernel.db import UtcDateTime, changed, db
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.toolbox.calendar import WorkingDays


def start(
    case: Case,
    kind: Clock,
    *,
    calendar: WorkingDays,
    subject_id: str = "",
    turn: int = 1,
    met: bool = False,
) -> CaseClock:
    """Start a clock today; the day of receipt is day 0. `met`: kept in the same moment (T2)."""
    today = clock.today()
    days = case.promised.of(kind, Category(case.category))
    row = CaseClock(
        branch_id=case.branch_id,
        case_id=case.id,
        kind=kind.value,
        subject_id=subject_id,
        turn=turn,
        started_on=today,
        days=days,
        due_on=calendar.add(today, days),
        met_at=clock.now() if met else None,
    )
    db.session.add(row)
    return row


def restart(
    case: Case, kind: Clock, *, subject_ids: Collection[str], rows: Sequence[CaseClock] | None = None
) -> None:
    """Meet the clocks of some people and start their next ones, each at most once a day."""
    rows = of_kind(case.id, kind) if rows is None else rows
    begun = {row.subject_id for row in rows if row.started_on == clock.today() and runs(row)}
    due = [one for one in subject_ids if one not in begun]
    if not due:
        return
    calendar = organisation.working_days()
    meet(case.id, kind, *due)
    for subject_id in due:
        turn = 1 + sum(row.subject_id == subject_id for row in rows)
        start(case, kind, subject_id=subject_id, calendar=calendar, turn=turn)


def of_kind(case_id: str, kind: Clock) -> list[CaseClock]:
    """Give the clocks of a case that are of one kind, oldest first."""
    return [row for row in queries.clocks(case_id) if row.kind == kind]


def start_result_anew(case: Case) -> None:
    """Give a case that is looked into anew its next RESULT clock; what was breached before stays (T15)."""
    turns = [row.turn for row in queries.clocks(case.id) if row.kind == Clock.RESULT]
    fresh = start(case, Clock.RESULT, calendar=organisation.working_days(), turn=max(turns, default=0) + 1)
    case.due_on, case.extended_days = fresh.due_on, None


def start_appeal(case: Case) -> None:
    """Start the clock of an appeal; the queue goes by it from now on (T13)."""
    case.due_on = start(case, Clock.APPEAL, calendar=organisation.working_days()).due_on


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
            CaseClock.stopped_at.is_(None),
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


def resume_result(case: Case) -> None:
    """Let RESULT run again (T5): replay its pauses; due moves by the working time it stood still."""
    row = next(row for row in queries.clocks(case.id) if row.kind == Clock.RESULT and runs(row))
    case.due_on = row.due_on = replayed(row, organisation.working_days(), story(case.id))


EFFECTS: dict[Effect, Callable[[Case], None]] = {
    Effect.MEET_ACK: lambda case: meet(case.id, Clock.ACK),
    Effect.MEET_ACK_AND_STOP: lambda case: end(case.id, met=Clock.ACK),
    Effect.MEET_RESULT: lambda case: end(case.id, met=Clock.RESULT),
    Effect.MEET_APPEAL: lambda case: meet(case.id, Clock.APPEAL),
    Effect.STOP_CLOCKS: lambda case: end(case.id),
    Effect.START_RESULT: start_result_anew,
    Effect.RESUME_RESULT: resume_result,
    Effect.START_APPEAL: start_appeal,
}
"""What rows of the table do to the clocks of a case as a whole; the engine calls it."""

_BEGINNING = {Effect.START_RESULT, Effect.RESUME_RESULT, Effect.START_APPEAL}
ENDING = frozenset(EFFECTS) - _BEGINNING
"""With these a promise ends: what was missed is written down first."""


def extend(case_id: str, *, days: int, due: date) -> None:
    """Give the running RESULT clock more working days (§4)."""
    db.session.flush()
    running = (
        CaseClock.case_id == case_id,
        CaseClock.kind == Clock.RESULT.value,
        CaseClock.met_at.is_(None),
        CaseClock.stopped_at.is_(None),
    )
    changed(update(CaseClock).where(*running).values(days=CaseClock.days + days, due_on=due))


def window_of(case: Case, *, decided: date | None = None, calendar: WorkingDays | None = None) -> date:
    """Give the last day on which the client may object to what was decided today, or on another day (T12)."""
    return clocks.window_ends(
        calendar or organisation.working_days(),
        decided=decided or clock.today(),
        days=case.promised.window,
    )


def replayed(row: CaseClock, calendar: WorkingDays, told: Iterable[tuple[Action, date]]) -> date:
    """Give by when a clock is due, out of its start, its days and the case's events."""
    return clocks.due_on(
        calendar,
        clock=Clock(row.kind),
        started=row.started_on,
        pauses=clocks.pauses(told),
        days=row.days,
    )


def story(case_id: str) -> list[tuple[Action, date]]:
    """Give what happened to a case and on which day, oldest first."""
    return [
        (Action(event.action), clock.local(event.at).date())
        for event in queries.events(case_id)
        if event.action in Action.__members__
    ]


def runs(row: CaseClock) -> bool:
    """Tell whether a clock has neither been met nor stopped."""
    return row.met_at is None and row.stopped_at is None


def was_cut_short(row: CaseClock) -> bool:
    """Tell whether a clock was stopped, its promise unkept, while its time still ran."""
    return row.stopped_at is not None and clock.local(row.stopped_at).date() <= row.due_on


def review_of(case_id: str, respondent_id: str) -> CaseClock | None:
    """Give the running standby review of a respondent."""
    reviews = [row for row in queries.clocks(case_id) if row.kind == Clock.STANDBY_REVIEW]
    return next((row for row in reviews if row.subject_id == respondent_id and runs(row)), None)


def move_due(case: Case, row: CaseClock, due: date) -> None:
    """Set a running clock's due day, and the case's where the queue goes by this clock."""
    set_by = Clock.APPEAL if case.state == "APPEALED" else Clock.RESULT
    row.due_on = due
    if row.kind == Clock.STANDBY_REVIEW:
        _tell_review(row)
    if row.kind == set_by:
        changed(update(Case).where(Case.id == case.id).values(due_on=due))
        set_committed_value(case, "due_on", due)


def _tell_review(row: CaseClock) -> None:
    """Say in the employee's own case when a review is due that the calendar has moved."""
    one = db.session.get_one(Respondent, row.subject_id)
    if one.order_id:
        staffing.review_again(order_ids={one.order_id}, due=row.due_on)


def replies_open(case_id: str) -> int:
    """Count served respondents whose reply is neither in nor over its time (T8)."""
    return running_replies(queries.clocks(case_id))


def running_replies(rows: Iterable[CaseClock]) -> int:
    """Count the REPLY clocks among `rows` that still run."""
    today = clock.today()
    replies = [row for row in rows if row.kind == Clock.REPLY.value]
    return sum(runs(row) and row.due_on >= today for row in replies)
