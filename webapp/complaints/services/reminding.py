"""Reminders at 50, 80 and 100 hundredths of a clock (complaints.md §4, §6), each once, by jobs."""

from __future__ import annotations

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.services import appealing, escalating, routing, telling, timing
from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation


def look() -> None:
    """Ask for a reminder of every running clock that has come to its next share; a paused one has not."""
    calendar, today = organisation.working_days(), clock.today()
    for row in queries.running_clocks():
        share = clocks.share_reached(calendar, days=row.days, due=row.due_on, today=today)
        if share > row.reminded:
            _ask(row.id, share)


def _ask(clock_id: str, share: int) -> None:
    once = (CaseClock.id == clock_id, CaseClock.reminded < share)
    if changed(update(CaseClock).where(*once).values(reminded=share)):
        jobs.enqueue(
            "complaints.remind",
            {"clock_id": clock_id, "share": share},
            unique=f"complaints.remind:{clock_id}:{share}",
        )


@jobs.handler("complaints.remind")
def remind(task: jobs.Task) -> None:
    """Remind whoever has to keep the promise, from 80 hundredths on the next level too."""
    row = db.session.get(CaseClock, task.payload["clock_id"])
    if row is None or not timing.runs(row):
        return
    case = db.session.get_one(Case, row.case_id)
    if row.kind == Clock.REPLY:
        _tell_employee(row)
    elif row.kind == Clock.APPEAL:
        deciders = appealing.deciders(case)
        for one in deciders:
            telling.tell_desk(one, "soon")
        if not deciders:
            routing.alarm(routing.view_of(case), "nobody_decides")
    else:
        _tell_handler(case, with_level_above=task.payload["share"] >= clocks.SHARES[1])


def _tell_handler(case: Case, *, with_level_above: bool) -> None:
    if case.handler_id:
        telling.tell_desk(organisation.positions([case.handler_id]).get(case.handler_id), "soon")
    if with_level_above or not case.handler_id:
        escalating.tell_level(case, "soon", level=case.escalated)


def _tell_employee(row: CaseClock) -> None:
    """Remind a respondent of the time to reply."""
    for one in queries.respondents(row.case_id):
        if one.id == row.subject_id:
            telling.tell_employee(organisation.positions([one.staff_id]).get(one.staff_id), "soon")
