"""Until when a booking may be made, changed or cancelled (B6).

The agreement of a branch with an institution says how many hours before the exam its list
closes. Hours are elapsed hours; only the display uses the institution's wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The edge for one session. `closes_at` is aware, UTC."""

    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Tell whether something may still be done; at the very second of the deadline it may not."""
        return now < self.closes_at


def cutoff(starts_at: datetime, hours: int) -> Cutoff:
    """Give the edge `hours` (0 or more) before `starts_at` (aware)."""
    if starts_at.tzinfo is None:
        raise ValueError("starts_at needs a time zone")
    if hours < 0:
        raise ValueError("hours before the exam cannot be negative")
    return Cutoff(starts_at.astimezone(UTC) - timedelta(hours=hours))


def instant(day: date, at: time, zone: str) -> datetime:
    """Give the UTC moment of a wall-clock time at an institution in `zone` (IANA name)."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
