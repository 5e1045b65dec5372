"""Which step of a plan holds on which day: the phases of a plan laid on the calendar.

A phase begins on the day after the one before it ended. The last phase runs on when its weeks are over, as does
one without weeks: a plan ends by another one, not by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.diet_plans.rules.content import NOTHING, Content, Phase


@dataclass(frozen=True, slots=True)
class Step:
    """One phase with its days. `first` is None where it never begins, `last` where it does not end by itself."""

    number: int
    phase: Phase
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it is the phase of a day."""
        return self.first is not None and self.first <= day and (self.last is None or day <= self.last)


def steps(content: Content, since: date) -> list[Step]:
    """Give the phases of a plan in effect since a day, in order, each with its first and its last day."""
    found: list[Step] = []
    first: date | None = since
    for number, phase in enumerate(content.phases, start=1):
        last = _last_day(first, phase, runs_on=number == len(content.phases))
        found.append(Step(number, phase, first, last))
        first = last + timedelta(days=1) if last else None
    return found


def step_on(content: Content, since: date, day: date) -> Step:
    """Give the phase of a day; before the plan's first day it is the first one."""
    listed = steps(content, since)
    return next((one for one in listed if one.holds(day)), listed[0])


def told(content: Content) -> bool:
    """Tell whether a reader is told of phases: there are several, or the only one has a name."""
    return len(content.phases) > 1 or content.first_title != NOTHING


def _last_day(first: date | None, phase: Phase, *, runs_on: bool) -> date | None:
    if first is None or phase.weeks is None or runs_on:
        return None
    return first + timedelta(weeks=phase.weeks, days=-1)
