"""A branch's month: places taken of those there, by day and institution; and one of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.exams.presenters.booking import STATUS_TONES
from webapp.exams.presenters.staff_case import STATE_WORDS
from webapp.exams.presenters.utilisation import Bar, bar
from webapp.exams.queries import Seated
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.utilisation import Places, SessionUse, Span, added
from webapp.kernel.i18n import day, time_of_day
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One day: what is taken at each institution (None where it takes nobody that day)."""

    day: str
    iso: str
    cells: list[tuple[str, Bar | None]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The month: its institutions (id, name) across, its days down; the days that lead to its neighbours."""

    month: str
    institutions: list[tuple[str, Bilingual]]
    rows: list[CalendarRow]
    earlier: date
    later: date


def branch_calendar(uses: Sequence[SessionUse], names: Mapping[str, Bilingual], *, shown: date) -> Calendar:
    """Draw the days of a month that have sessions."""
    cells = added(((one.day, one.institution_id), one.places) for one in uses)
    across = [key for key in names if any(key == one.institution_id for one in uses)]
    first, last = Span.MONTH.days(shown)
    return Calendar(
        month=day(first, "month"),
        institutions=[(key, names[key]) for key in across],
        rows=[
            CalendarRow(
                day(each, "short"), each.isoformat(), [(key, bar(cells.get((each, key)))) for key in across]
            )
            for each in sorted({one.day for one in uses})
        ],
        earlier=first - timedelta(days=1),
        later=last + timedelta(days=1),
    )


@dataclass(frozen=True, slots=True)
class SeatedRow:
    """One person of a session."""

    booking_id: str
    name: Bilingual
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class SessionBlock:
    """One session of a day: its time, its places, who has them."""

    time: str
    bar: Bar | None
    people: list[SeatedRow]


def session_blocks(uses: Sequence[SessionUse], people: Sequence[Seated], zone: str) -> list[SessionBlock]:
    """Draw the sessions of one institution's day."""
    seated: dict[str, list[SeatedRow]] = {}
    for one in people:
        seated.setdefault(one.session.id, []).append(_seated(one))
    return [
        SessionBlock(time_of_day(one.starts_at, zone), bar(one.places), seated.get(one.session_id, []))
        for one in uses
    ]


def _seated(one: Seated) -> SeatedRow:
    status = BookingStatus(one.booking.status)
    return SeatedRow(one.booking.id, one.client.name, str(STATE_WORDS[status]), STATUS_TONES.get(status, ""))


def institution_bars(uses: Sequence[SessionUse]) -> dict[str, Bar | None]:
    """Give what is taken at each institution of a day."""
    found: dict[str, Places] = added((one.institution_id, one.places) for one in uses)
    return {key: bar(places) for key, places in found.items()}
