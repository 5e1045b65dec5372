"""The waiting list: first come, first offered; how long an offer is held (B8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

OFFER_HOURS = 12
"""Elapsed hours that a freed place is held for somebody (B8)."""


class WaitingStatus(StrEnum):
    """Where a wish for a place stands. TAKEN: the offer was; BOOKED: she has a time by another way meanwhile."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"
    TAKEN = "TAKEN"
    BOOKED = "BOOKED"
    PASSED = "PASSED"
    LEFT = "LEFT"


def offer_ends(now: datetime, closes_at: datetime) -> datetime | None:
    """Give until when a freed place is held for somebody: twelve hours, never past the cut-off (B8).

    Both moments are aware, UTC. None when the cut-off has come: such a place is offered to nobody.
    """
    return min(now + timedelta(hours=OFFER_HOURS), closes_at) if now < closes_at else None
