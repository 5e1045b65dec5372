"""How full an institution's times are: places held and used against places there are, by time and by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from webapp.exams.rules.booking import OCCUPYING, BookingStatus

Key = TypeVar("Key")
USED = OCCUPYING | {BookingStatus.COMPLETED}
"""Statuses of bookings whose place is held or was used: who was examined stays counted."""


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one or more sessions: how many are taken, how many there are."""

    taken: int = 0
    there: int = 0

    def __add__(self, other: Places) -> Places:
        return Places(self.taken + other.taken, self.there + other.there)

    @property
    def percent(self) -> int | None:
        """Whole percent taken, cut off; None where there are no places: unknown is not zero."""
        return self.taken * 100 // self.there if self.there else None


@dataclass(frozen=True, slots=True)
class SessionUse:
    """One session with its places. `starts_at` is aware, UTC."""

    session_id: str
    institution_id: str
    day: date
    starts_at: datetime
    places: Places


class Span(StrEnum):
    """How many days are looked at together."""

    WEEK = "WEEK"
    MONTH = "MONTH"

    def days(self, day: date) -> tuple[date, date]:
        """Give the first and last day of the week (Monday first) or month that `day` lies in."""
        if self is Span.WEEK:
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=6)
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def added(pairs: Iterable[tuple[Key, Places]]) -> dict[Key, Places]:
    """Add up the places that stand under the same key."""
    found: dict[Key, Places] = {}
    for key, places in pairs:
        found[key] = found.get(key, Places()) + places
    return found
