"""Working days: weekends off, holidays off, make-up working days (调休) on. Standard library only.

The day of receipt is day 0; something due in n working days is due at the *end* of the nth one and
overdue from the day after (complaints.md §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked, from a table of the days that differ from their weekday.

    A year without any row in the table falls back to Monday–Friday; `unknown_years` says which.
    """

    differs: Mapping[date, bool] = field(default_factory=dict)

    @property
    def known_years(self) -> frozenset[int]:
        """The years the table speaks about."""
        return frozenset(day.year for day in self.differs)

    def unknown_years(self, days: Iterable[date]) -> list[int]:
        """Give the years of `days` the table knows nothing about (a banner and a task for headquarters)."""
        return sorted({day.year for day in days} - self.known_years)

    def is_worked(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return self.differs.get(day, _is_weekday(day))

    def add(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day`; 0 rolls to the next working day or stays."""
        if count == 0:
            return self.roll(day)
        for _ in range(count):
            day = self.roll(day + _ONE_DAY)
        return day

    def roll(self, day: date) -> date:
        """Give `day` if it is worked, else the next day that is."""
        while not self.is_worked(day):
            day += _ONE_DAY
        return day

    def between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`; negative when it lies before."""
        if last < first:
            return -self.between(last, first)
        weeks, rest = divmod((last - first).days, 7)
        weekdays = weeks * _SATURDAY + sum(_is_weekday(last - _ONE_DAY * n) for n in range(rest))
        return weekdays + sum(
            works - _is_weekday(day) for day, works in self.differs.items() if first < day <= last
        )


def _is_weekday(day: date) -> bool:
    return day.weekday() < _SATURDAY
