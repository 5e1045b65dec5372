"""When a client is told of a booking: once it stands, three days before, the day before (B10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.exams.rules.cutoff import instant


class Told(StrEnum):
    """What a client is told of, once for each version of a booking: that it stands, and its two reminders.

    HELD and LOST go out as text messages only: the inbox says at once that a place is held (B8) or lost (B9).
    """

    CONFIRMED = "CONFIRMED"
    D3 = "D3"
    D1 = "D1"
    HELD = "HELD"
    LOST = "LOST"


def is_about(kind: Told, status: BookingStatus) -> bool:
    """Tell whether words of `kind` are true of a booking in `status`."""
    others = {Told.HELD: BookingStatus.OFFERED, Told.LOST: BookingStatus.MUST_REBOOK}
    return status is others[kind] if kind in others else status in EXPECTED


DAYS_BEFORE = {Told.D3: 3, Told.D1: 1}
MOST_TEXTS = (6, 86_400)
"""How many confirmations (in how many seconds) one client is texted: who moves on and on reads them in the inbox."""
AT = time(9)
"""The hour of a reminder by the exam centre's clock: early enough to ask by phone, long before the fasting."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to come. `at` is aware, UTC."""

    kind: Told
    at: datetime


def reminders(day: date, zone: str) -> tuple[Reminder, ...]:
    """Give the reminders of an exam on `day` at an institution in `zone`, the earliest first."""
    return tuple(
        Reminder(kind, instant(day - timedelta(days=before), AT, zone))
        for kind, before in DAYS_BEFORE.items()
    )


def next_reminder(day: date, zone: str, after: datetime) -> Reminder | None:
    """Give the next reminder `after` a moment; what is past when somebody books is never made up for."""
    return next((one for one in reminders(day, zone) if one.at > after), None)


def reminder(kind: Told, day: date, zone: str) -> Reminder:
    """Give one of the two. Raises StopIteration for CONFIRMED, which is none."""
    return next(one for one in reminders(day, zone) if one.kind is kind)


def is_timely(kind: Told, day: date, starts_at: datetime, zone: str, now: datetime) -> bool:
    """Tell whether words of `kind` are true at `now`: “in three days” and “tomorrow” are so for one day only."""
    if kind not in DAYS_BEFORE:
        return now < starts_at
    return now.astimezone(ZoneInfo(zone)).date() == day - timedelta(days=DAYS_BEFORE[kind])
