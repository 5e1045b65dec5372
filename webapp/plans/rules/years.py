"""The service year: when it begins and ends, and where it stands (P5, P6). Standard library only."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class YearStatus(StrEnum):
    """Where a service year stands. A year that has begun counts as running, whatever its row still says."""

    COMING = "COMING"
    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


def year_status(starts: date, today: date) -> YearStatus:
    """Give where a year stands that is bought today (P6): it waits for its day, or runs."""
    return YearStatus.COMING if starts > today else YearStatus.ACTIVE


def service_year_ends(starts: date) -> date:
    """Give the last day of the twelve months that begin on `starts` (P5)."""
    try:
        anniversary = starts.replace(year=starts.year + 1)
    except ValueError:  # 29 February
        anniversary = date(starts.year + 1, 3, 1)
    return anniversary - timedelta(days=1)


def next_year_starts(running_ends: date | None, today: date) -> date:
    """Give the day on which a service year begins unless said otherwise: today, or after the running one (P5)."""
    return running_ends + timedelta(days=1) if running_ends else today
