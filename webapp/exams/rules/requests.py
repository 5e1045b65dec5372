"""How long a request holds its place, and whose it is until somebody confirms it (B6, B7)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.exams.rules.cutoff import instant
from webapp.toolbox.calendar import WorkingDays

WORKING_DAYS = 2
"""The branch's time to answer a request; its place is held as long (B7)."""


def request_ends(asked_at: datetime, starts_at: datetime, *, zone: str, working: WorkingDays) -> datetime:
    """Give until when a place asked for at `asked_at` is held: two working days, never past the exam's start.

    The day of asking does not count; it ends at midnight after the second one, by the institution's clock. Another
    time chosen meanwhile is not asked anew: the two days are the branch's, and count from the first one.
    All moments are aware.
    """
    last = working.add(asked_at.astimezone(ZoneInfo(zone)).date(), WORKING_DAYS)
    return min(instant(last + timedelta(days=1), time(), zone), starts_at)
