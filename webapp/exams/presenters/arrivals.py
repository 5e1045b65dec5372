"""The day list of an institution's desk: who, when, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.exams.presenters.booking import STATUS_TONES, STATUS_WORDS
from webapp.exams.queries import Held, OnPaper
from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.exams.rules.catalogue import sheet_items
from webapp.kernel.i18n import _, say, time_of_day
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line: the name is all the desk learns about a person; `acts` as `_acts` gives them.

    `may_undo`: the check-in can be taken back, with a reason.
    """

    booking_id: str
    name: Bilingual
    time: str
    code: str
    status: str
    tone: str
    acts: list[tuple[str, str]]
    examined: bool
    may_undo: bool


def arrival_rows(
    expected: Sequence[Held], names: Mapping[str, Bilingual], zone: str, *, today: date, now: datetime
) -> list[Arrival]:
    """Draw the day list; only today's bookings can be checked in, a mistaken no-show among them."""
    return [_row(held, names[held.booking.client_id], zone, today, now) for held in expected]


def _row(held: Held, name: Bilingual, zone: str, today: date, now: datetime) -> Arrival:
    status = BookingStatus(held.booking.status)
    return Arrival(
        booking_id=held.booking.id,
        name=name,
        time=time_of_day(held.session.starts_at, zone),
        code=held.booking.code,
        status=str(STATUS_WORDS[status]),
        tone=STATUS_TONES.get(status, ""),
        acts=_acts(status, today_is=held.session.day == today, begun=held.session.starts_at <= now),
        examined=status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED),
        may_undo=status is BookingStatus.CHECKED_IN and held.session.day == today,
    )


def _acts(status: BookingStatus, *, today_is: bool, begun: bool) -> list[tuple[str, str]]:
    """Give what one press does, as (verb, endpoint)."""
    waiting, missed = status in EXPECTED, status is BookingStatus.NO_SHOW
    offered = (
        ((waiting or missed) and today_is, _("Check in"), "exams_desk.check_in"),
        (waiting and begun, _("Did not come"), "exams_desk.no_show"),
        (missed and today_is, _("Not missed after all"), "exams_desk.expect_again"),
    )
    return [(verb, endpoint) for open_, verb, endpoint in offered if open_]


_THERE = (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED)


def counts(expected: Sequence[Held]) -> str:
    """Say how the day stands: who is still to come, who is there, who did not come."""
    found = [BookingStatus(held.booking.status) for held in expected]
    to_come, there = (sum(one in group for one in found) for group in (EXPECTED, _THERE))
    missed = len(found) - to_come - there
    said = (
        (to_come, _("%(n)s to come", n=to_come)),
        (there, _("%(n)s there", n=there)),
        (missed, _("%(n)s did not come", n=missed)),
    )
    return " · ".join(words for n, words in said if n)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the printed day."""

    time: str
    name: Bilingual
    code: str
    package: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What is examined, once for all who have the same: package, their names, items."""

    package: str
    names: str
    items: str


def paper_lines(day: Iterable[OnPaper], zone: str) -> list[PaperLine]:
    """Draw the printed day."""
    return [
        PaperLine(time_of_day(one.starts_at, zone), one.client_name, one.code, say(one.package_name))
        for one in day
    ]


def examined(day: Iterable[OnPaper]) -> list[Examined]:
    """Draw what is examined of the day's people, in the order in which they come."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in day:
        items = " · ".join(say(item.name) for item in sheet_items(one.item_codes, one.sex))
        groups.setdefault((say(one.package_name), items), []).append(say(one.client_name))
    return [Examined(package, _(", ").join(names), items) for (package, items), names in groups.items()]
