"""Overdue reports (X1): what a call to the institution can end with, and when somebody calls again."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from webapp.toolbox.calendar import WorkingDays


class Way(StrEnum):
    """How the institution was asked."""

    PHONE = "PHONE"
    MESSAGE = "MESSAGE"
    VISIT = "VISIT"


class Outcome(StrEnum):
    """What came of it. PROMISED comes with a day."""

    PROMISED = "PROMISED"
    NO_ANSWER = "NO_ANSWER"
    SAYS_SENT = "SAYS_SENT"
    PROBLEM = "PROBLEM"


_AGAIN = {Outcome.NO_ANSWER: 1, Outcome.SAYS_SENT: 2, Outcome.PROBLEM: 2}
"""Working days until somebody asks again (ours)."""


def next_chase(outcome: Outcome, *, day: date, promised: date | None, working: WorkingDays) -> date:
    """Give when somebody asks again: the working day after a promised day, else after one or two working days."""
    if outcome is Outcome.PROMISED and promised is not None:
        return working.add(promised, 1)
    return working.add(day, _AGAIN.get(outcome, 1))


def report_due(exam_day: date, days: int, *, in_working_days: bool, working: WorkingDays) -> date:
    """Give the last day of an agreement's report days, counted from the day of the exam (O1)."""
    if in_working_days:
        return working.add(exam_day, days)
    return date.fromordinal(exam_day.toordinal() + days)
