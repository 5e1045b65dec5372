"""How near the end of something is that waits for staff: shown as it is, never hidden (B6, B7, B9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(hours=4)
"""Ours: half a working day."""


class Nearness(StrEnum):
    """How much time is left."""

    PAST = "PAST"
    SOON = "SOON"
    LATER = "LATER"


def nearness(until: datetime, now: datetime) -> Nearness:
    """Tell how near `until` is; at the very second it is past. Both moments are aware."""
    if now >= until:
        return Nearness.PAST
    return Nearness.SOON if until - now <= SOON else Nearness.LATER
