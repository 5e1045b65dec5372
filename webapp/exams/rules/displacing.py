"""Who loses a place when an institution takes places back (B9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.exams.rules.booking import TRANSITIONS, Act, BookingStatus

GRACE = timedelta(days=60)
"""How long after her service year staff may find another day for somebody whose time was taken back (B9).

The exam of the year is still hers, and it was not she who let it slip. Sixty days leave time to reach her and to choose
among what the exam centre has open, and are short enough for the results to count for the year that was bought.
"""

_FIRST = (BookingStatus.OFFERED, BookingStatus.REQUESTED)
"""What was promised least goes first: an offer, then a request, then whatever was confirmed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A booking that holds a place. `booked_at` is aware."""

    booking_id: str
    status: BookingStatus
    booked_at: datetime


def last_day_anew(year_ends: date) -> date:
    """Give the last day on which staff may book an exam anew that was taken back in a year ending so."""
    return year_ends + GRACE


def may_lose(status: BookingStatus) -> bool:
    """Tell whether a place can be taken back; nobody who stands at the desk is sent away."""
    return (status, Act.DISPLACE) in TRANSITIONS


def who_loses(holders: Iterable[Holder], surplus: int) -> list[Holder]:
    """Give the `surplus` people who lose their places: offers first, then requests, then who booked last.

    Fewer than `surplus` where the others may not lose theirs.
    """
    at_risk = sorted(
        (one for one in holders if may_lose(one.status)),
        key=lambda one: (one.booked_at, one.booking_id),
        reverse=True,
    )
    at_risk.sort(key=lambda one: _FIRST.index(one.status) if one.status in _FIRST else len(_FIRST))
    return at_risk[: max(surplus, 0)]
