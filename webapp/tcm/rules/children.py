"""The six visits of a child (T2): at which age, which is due, which was missed; `forms/child_tcm.json` says the ages."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FORM: Final = "child_tcm"
VISITS: Final = (6, 12, 18, 24, 30, 36)
"""The age of each visit in completed months."""
OLDEST: Final = 36
"""Completed months up to which a child is on the list."""
_YEAR = 12


class State(StrEnum):
    """Where a visit stands."""

    DONE = "DONE"
    DUE = "DUE"
    MISSED = "MISSED"
    LATER = "LATER"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the age it belongs to, in months, and where it stands."""

    month: int
    state: State


def months_on(birth_date: date, day: date) -> int:
    """Give an age in completed months."""
    months = (day.year - birth_date.year) * _YEAR + day.month - birth_date.month
    return months - (day.day < birth_date.day)


def born_since(day: date) -> date:
    """Give the first birth date with which somebody is on the list on a day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 - (OLDEST + 1), _YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=1)


def visits(age: int, done: Collection[int]) -> list[Visit]:
    """Give the six visits of a child of `age` months: due is the last one reached, missed what lies before it."""
    reached = [month for month in VISITS if month <= age]
    return [Visit(month, _state(month, reached, done)) for month in VISITS]


def _state(month: int, reached: list[int], done: Collection[int]) -> State:
    if month in done:
        return State.DONE
    if month not in reached:
        return State.LATER
    return State.DUE if month == reached[-1] else State.MISSED
