"""Until when a booking may be made, changed or cancelled (B6).

The agreement of a branch with an institution says how many hours before the exam its list closes, or how many
working days before it. Hours are elapsed hours, whatever the clocks do in between; working days end at midnight
by the institution's clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.toolbox.calendar import WorkingDays

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The edge for one session. `closes_at` is aware, UTC; `last_day` is set where a whole day is the edge."""

    closes_at: datetime
    last_day: date | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether something may still be done; at the very second of the deadline it may not."""
        return now < self.closes_at


@dataclass(frozen=True, slots=True)
class Deadline:
    """What an agreement says of changes: `hours` before the exam or, where set, `working_days` before its day.

    `working` is the calendar the working days are counted in, `zone` (IANA name) where the exam is.
    """

    hours: int
    working_days: int | None = None
    zone: str = "Asia/Shanghai"
    working: WorkingDays = field(default_factory=WorkingDays)

    def cutoff_of(self, starts_at: datetime) -> Cutoff:
        """Give the edge for an exam that starts at `starts_at` (aware)."""
        if self.working_days is None:
            return cutoff(starts_at, self.hours)
        return day_cutoff(starts_at, self.working_days, zone=self.zone, working=self.working)

    def open_after(self, now: datetime) -> datetime:
        """Give the moment that an exam must start after for its deadline to be still to come."""
        if self.working_days is None:
            return now + timedelta(hours=self.hours)
        today = now.astimezone(ZoneInfo(self.zone)).date()
        first = (
            self.working.add(today - _ONE_DAY, self.working_days) + _ONE_DAY if self.working_days else today
        )
        return max(now, instant(first, time(), self.zone) - timedelta(seconds=1))


def cutoff(starts_at: datetime, hours: int) -> Cutoff:
    """Give the edge `hours` (0 or more) before `starts_at` (aware)."""
    if starts_at.tzinfo is None:
        raise ValueError("starts_at needs a time zone")
    if hours < 0:
        raise ValueError("hours before the exam cannot be negative")
    return Cutoff(starts_at.astimezone(UTC) - timedelta(hours=hours))


def day_cutoff(starts_at: datetime, working_days: int, *, zone: str, working: WorkingDays) -> Cutoff:
    """Give the edge at the end of the day that lies `working_days` (0 or more) before the exam's.

    The day of the exam itself does not count; with 0 the exam's own start is the edge.
    """
    if working_days < 0:
        raise ValueError("working days before the exam cannot be negative")
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    if working_days == 0:
        return cutoff(starts_at, 0)
    last = days_before(day, working_days, working)
    return Cutoff(instant(last + _ONE_DAY, time(), zone), last)


def days_before(day: date, count: int, working: WorkingDays) -> date:
    """Give the `count`-th working day before `day` (1 or more)."""
    for _ in range(count):
        day -= _ONE_DAY
        while not working.is_worked(day):
            day -= _ONE_DAY
    return day


def instant(day: date, at: time, zone: str) -> datetime:
    """Give the UTC moment of a wall-clock time at an institution in `zone` (IANA name)."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
