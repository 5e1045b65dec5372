"""What may become of a published version, and which one counts on a day (D1). One table says it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

FURTHEST = timedelta(days=90)


class VersionStatus(StrEnum):
    """A client has at most one EFFECTIVE and one SCHEDULED version."""

    SCHEDULED = "SCHEDULED"
    EFFECTIVE = "EFFECTIVE"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


_ENDS = (VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN)
TRANSITIONS: Mapping[VersionStatus, tuple[VersionStatus, ...]] = {
    VersionStatus.SCHEDULED: (VersionStatus.EFFECTIVE, *_ENDS),
    VersionStatus.EFFECTIVE: _ENDS,
    VersionStatus.SUPERSEDED: (),
    VersionStatus.WITHDRAWN: (),
}
"""Status → what may follow it; the database keeps the same table (`models.plans`)."""

LIVE = tuple(status for status, following in TRANSITIONS.items() if following)
"""The statuses that something may still become of."""


class Dated(Protocol):
    """What a version must tell to find its place on a day."""

    @property
    def number(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def effective_from(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a version begins: its first day, its status, and what it replaces at once."""

    day: date
    status: VersionStatus
    replaces: tuple[VersionStatus, ...]


def beginning(day: date, *, today: date) -> Beginning:
    """Tell how a version begins that is to hold from `day` on (D1).

    One for today replaces what is in effect and what waits: the newest word counts, an older one
    never comes after it. One for a later day replaces only what waits.
    """
    if day <= today:
        return Beginning(today, VersionStatus.EFFECTIVE, LIVE)
    return Beginning(day, VersionStatus.SCHEDULED, (VersionStatus.SCHEDULED,))


def may_begin(day: date, *, today: date) -> bool:
    """Tell whether a version may hold from `day` on: today or one of the next 90 days."""
    return today <= day <= today + FURTHEST


def in_effect(versions: Iterable[Dated], day: date) -> Dated | None:
    """Give the version that counts on a day: the newest live one whose day has come.

    A scheduled one counts from its day on, whether or not the job that says so has run.
    """
    due = (one for one in versions if one.status in LIVE and one.effective_from <= day)
    return max(due, key=lambda one: one.number, default=None)


class Held(Dated, Protocol):
    """A version that also tells when it ended."""

    @property
    def ended_on(self) -> date | None: ...


V = TypeVar("V", bound=Held)


def held_on(versions: Iterable[V], day: date) -> V | None:
    """Give the version that was to be eaten by on a day, past days too (D6).

    Of those that had begun and not yet ended: the newest. On the day a version ends it no longer counts.
    """
    held = (one for one in versions if may_count(one, day) and one.ended_on != day)
    return max(held, key=lambda one: one.number, default=None)


def may_count(version: Held, day: date) -> bool:
    """Tell whether a version was in effect at some moment of a day, the day it ended included."""
    return version.effective_from <= day and (version.ended_on is None or version.ended_on >= day)


def statuses_on(versions: Iterable[Dated], day: date) -> dict[int, VersionStatus]:
    """Give number → the status each version has on a day, as a reader is told it."""
    listed = list(versions)
    now = in_effect(listed, day)
    return {one.number: _status_beside(one, now) for one in listed}


def _status_beside(one: Dated, now: Dated | None) -> VersionStatus:
    if one.status not in LIVE or now is None:
        return VersionStatus(one.status)
    if one.number == now.number:
        return VersionStatus.EFFECTIVE
    return VersionStatus.SUPERSEDED if one.number < now.number else VersionStatus.SCHEDULED


def next_number(newest: int) -> int:
    """Give the number of the version to publish after `newest` (0 before any)."""
    return newest + 1
