"""The calendar changed: open clocks are replayed, each move with a line in the log; closed ones never (§4)."""

from __future__ import annotations

from datetime import date

from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import clocks
from webapp.complaints.rules.states import ANSWERED, Action, State
from webapp.complaints.services import timing
from webapp.kernel import audit, clock, jobs
from webapp.organisation import queries as organisation
from webapp.organisation.events import CalendarChanged
from webapp.toolbox.calendar import WorkingDays


def after_calendar(_event: CalendarChanged) -> None:
    """React to a changed calendar: a job replays what is open."""
    jobs.enqueue("complaints.recompute")


@jobs.handler("complaints.recompute")
def recompute(_task: jobs.Task) -> None:
    """Replay every open clock and the client's own times; running twice changes nothing more."""
    calendar = organisation.working_days()
    for case, row in queries.open_clocks():
        told = timing.story(case.id) if row.kind == clocks.Clock.RESULT else ()
        due = timing.replayed(row, calendar, told)
        if due != row.due_on:
            _log(case, row.kind, row.due_on, due)
            timing.move_due(case, row, due)
    for case in queries.waiting_for_clients():
        _move_client_times(case, calendar)


def _move_client_times(case: Case, calendar: WorkingDays) -> None:
    """Replay the client's time to answer (T5) or to appeal (T12)."""
    if case.state == State.WAITING_CLIENT:
        asked = [day for action, day in timing.story(case.id) if action is Action.ASK_CLIENT]
        until = calendar.add(asked[-1], clocks.WAITING_DAYS)
        if until != case.waits_until:
            _log(case, "WAITING", case.waits_until, until)
            case.waits_until = until
    elif case.state in ANSWERED and case.window_until:
        ended = [day for action, day in timing.story(case.id) if action in _ANSWERS]
        until = timing.window_of(case, decided=ended[-1], calendar=calendar)
        if until != case.window_until:
            _log(case, "WINDOW", case.window_until, until)
            case.window_until = until


_ANSWERS = (Action.DECIDE, Action.SETTLE, Action.DECIDE_APPEAL)


def _log(case: Case, what: str, before: date | None, after: date) -> None:
    audit.record(
        "complaints.clock.moved",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        details={"clock": what, "from": before, "to": after, "on": clock.today()},
    )
