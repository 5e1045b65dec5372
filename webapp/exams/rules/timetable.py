"""Sessions made from weekly templates: same window each week, none on closed days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from webapp.exams.rules.cutoff import instant

HORIZON = timedelta(weeks=12)
"""How far ahead there are sessions to choose from."""


class ExamClass(StrEnum):
    """The package group a session is for; ANY takes every package."""

    ANY = "ANY"
    REGULAR = "REGULAR"
    HIGH_END = "HIGH_END"


@dataclass(frozen=True, slots=True)
class WeeklySlot:
    """One window of an institution's week. `weekday` is ISO: 1 Monday … 7 Sunday."""

    weekday: int
    starts: time
    ends: time
    capacity: int
    exam_class: ExamClass
    valid_from: date
    valid_until: date | None = None
    self_service: bool = True

    def is_held(self, day: date, weekday: int | None = None) -> bool:
        """Tell whether the template asks for a session on `day`, which may stand for another weekday."""
        if (weekday or day.isoweekday()) != self.weekday or day < self.valid_from:
            return False
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session to make: its day, window in UTC, capacity and group."""

    day: date
    starts_at: datetime
    ends_at: datetime
    capacity: int
    exam_class: ExamClass
    self_service: bool = True


def planned(
    slots: Collection[WeeklySlot],
    *,
    first: date,
    last: date,
    zone: str,
    closed: Collection[date],
    instead: Mapping[date, int] = MappingProxyType({}),
) -> Iterator[PlannedSession]:
    """Give the sessions from `first` to `last` (both included), in order of time.

    `closed` holds public holidays and the institution's own closures; `instead` gives make-up days and the
    weekday whose times they follow (ADR 12).
    """
    day = first
    while day <= last:
        if day not in closed:
            for slot in sorted(slots, key=lambda slot: (slot.starts, slot.exam_class)):
                if slot.is_held(day, instead.get(day)):
                    yield _session(slot, day, zone)
        day += timedelta(days=1)


def _session(slot: WeeklySlot, day: date, zone: str) -> PlannedSession:
    starts_at, ends_at = instant(day, slot.starts, zone), instant(day, slot.ends, zone)
    return PlannedSession(day, starts_at, ends_at, slot.capacity, slot.exam_class, slot.self_service)


def last_day_before(end: date, valid_from: date) -> date | None:
    """Give the last day of a weekly window that ends on `end`; None when it never held."""
    return end - timedelta(days=1) if end > valid_from else None


def takes(session: ExamClass, package: ExamClass) -> bool:
    """Tell whether a session of one class takes a package of another."""
    return ExamClass.ANY in (session, package) or session is package


HIGH_END_LEVELS = frozenset({"DELUXE"})


def class_of(level: str) -> ExamClass:
    """Give the package group of a package level: deluxe is high-end, all others regular (P2)."""
    return ExamClass.HIGH_END if level in HIGH_END_LEVELS else ExamClass.REGULAR
