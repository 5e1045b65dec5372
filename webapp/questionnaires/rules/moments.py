"""When something was finished on a phone: by the phone's own clock, as far as that can be believed (Q2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=2)
"""Clocks that the network sets differ by seconds; people read minutes."""


class PhoneClock(StrEnum):
    """What the moment that a phone names is worth beside the server's."""

    RIGHT = "RIGHT"
    AHEAD = "AHEAD"
    BEHIND = "BEHIND"


def judged(said: datetime, *, since: datetime, received: datetime) -> PhoneClock:
    """Tell whether a phone can have finished at the moment it names: after `since`, the last that is known to have
    gone before, and not later than it was received.
    """
    if said > received + TOLERANCE:
        return PhoneClock.AHEAD
    return PhoneClock.BEHIND if said < since - TOLERANCE else PhoneClock.RIGHT


def waited(said: datetime, received: datetime) -> bool:
    """Tell whether something lay on the phone for long enough to be worth saying."""
    return received - said > TOLERANCE
