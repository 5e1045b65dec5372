"""The day list of an institution's desk: who, when, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.exams.presenters.booking import STATUS_TONES, STATUS_WORDS
from webapp.exams.queries import Held
from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.kernel.i18n import time_of_day
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line: the name is all the desk learns about a person."""

    booking_id: str
    name: Bilingual
    time: str
    code: str
    status: str
    tone: str
    can_check_in: bool
    can_miss: bool
    can_undo: bool
    examined: bool


def arrival_rows(
    expected: Sequence[Held], names: Mapping[str, Bilingual], zone: str, *, today: date, now: datetime
) -> list[Arrival]:
    """Draw the day list; only today's bookings can be checked in, a mistaken no-show among them."""
    return [_row(held, names[held.booking.client_id], zone, today, now) for held in expected]


def _row(held: Held, name: Bilingual, zone: str, today: date, now: datetime) -> Arrival:
    status = BookingStatus(held.booking.status)
    waiting, missed = status in EXPECTED, status is BookingStatus.NO_SHOW
    today_is = held.session.day == today
    return Arrival(
        booking_id=held.booking.id,
        name=name,
        time=time_of_day(held.session.starts_at, zone),
        code=held.booking.code,
        status=str(STATUS_WORDS[status]),
        tone=STATUS_TONES.get(status, ""),
        can_check_in=(waiting or missed) and today_is,
        can_miss=waiting and held.session.starts_at <= now,
        can_undo=missed and today_is,
        examined=status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED),
    )
