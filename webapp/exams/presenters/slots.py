"""The month with its free days, the times of a day, and the sentence of the button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from babel import dates

from webapp.exams.queries import OpenTime, Terms
from webapp.exams.rules.booking import BookingStatus, Party, first_status
from webapp.kernel.i18n import _, day, language, moment, ngettext, time_of_day
from webapp.toolbox.words import Language


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the month; with `href` it has free places."""

    date: int
    href: str = ""
    current: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """One time of the day. A full one has no `href`. `id` is the session's, `label` says day and time."""

    id: str
    label: str
    words: str
    note: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks to see; all may be missing."""

    month: date | None
    day: date | None
    time: str

    def reach(self, today: date, last: date) -> tuple[date, date]:
        """Give the first and the last day among which the first free one is shown: the month asked for, else all."""
        if self.month is None:
            return today, last
        return self.month, (self.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def shown(self, free: Mapping[date, int], today: date) -> date | None:
        """Give the day whose times are shown: the one asked for, else the first free one of the month."""
        if self.day is not None:
            return self.day if self.day >= today else None
        wanted = (day for day in free if self.month is None or day.replace(day=1) == self.month)
        return min(wanted, default=None)


@dataclass(frozen=True, slots=True)
class Slots:
    """All that `_slots.html` draws. `session_id` is what the button books, empty for nothing.

    `is_request`: the branch confirms a booking of it (B7).
    """

    month: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Cell | None, ...], ...]
    earlier: tuple[str, str] | None
    later: tuple[str, str] | None
    day: str
    times: list[Time]
    session_id: str
    chosen: str
    deadline: str
    is_request: bool


def slots(
    free: Mapping[date, int],
    sessions: Sequence[OpenTime],
    *,
    path: str,
    asked: Asked,
    shown: date | None,
    today: date,
    terms: Terms,
    in_group: bool = False,
    held_id: str = "",
    preselects: bool = True,
) -> Slots:
    """Draw the month with the `free` days, the times of the `shown` day, and the one to book.

    `held_id` is the session that the booking has now: shown, but nothing to move to. Without `preselects` only a
    time that was asked for is the one to book.
    """
    month = asked.month or (shown or today).replace(day=1)
    months = sorted({each.replace(day=1) for each in free} | {month})
    place = months.index(month)
    others = [each for each in sessions if each.id != held_id]
    chosen = _chosen(others, asked.time) if preselects else _asked_for(others, asked.time)
    return Slots(
        month=day(month, "month"),
        weekdays=weekdays(language()),
        weeks=_weeks(month, tuple(free.items()), path, shown, today, language()),
        earlier=_month_link(path, months[place - 1]) if place else None,
        later=_month_link(path, months[place + 1]) if place + 1 < len(months) else None,
        day=day(shown, "short") if shown else "",
        times=[_time(each, path, chosen, terms.place.zone, held_id) for each in sessions],
        session_id=chosen.id if chosen else "",
        chosen=moment(chosen.starts_at, terms.place.zone, "short") if chosen else "",
        deadline=deadline(chosen.starts_at, terms) if chosen else "",
        is_request=chosen is not None and _is_request(chosen, in_group),
    )


@lru_cache(maxsize=2)
def weekdays(tongue: Language) -> tuple[tuple[str, str], ...]:
    """Give the (short, long) names of the weekdays, Monday first."""
    if tongue == "zh-Hans":
        short, locale = dates.get_day_names("narrow", locale="zh_Hans_CN"), "zh_Hans_CN"
    else:
        short, locale = dates.get_day_names("short", locale="en_GB"), "en_GB"
    long = dates.get_day_names("wide", locale=locale)
    return tuple((short[n], long[n]) for n in range(7))


def deadline(starts_at: datetime, terms: Terms) -> str:
    """Say until when a booking of a session that starts then may be changed or cancelled (B6).

    A moment where the agreement counts hours, a whole day where it counts working days.
    """
    edge = terms.cutoff_of(starts_at)
    if edge.last_day:
        return _("You can change or cancel until the end of %(day)s", day=day(edge.last_day, "short"))
    at = moment(edge.closes_at, terms.place.zone, "short")
    return _("You can change or cancel before %(moment)s", moment=at)


def _is_request(chosen: OpenTime, in_group: bool) -> bool:
    first = first_status(Party.CLIENT, in_group=in_group, self_service=chosen.self_service)
    return first is BookingStatus.REQUESTED


def _chosen(sessions: Sequence[OpenTime], time: str) -> OpenTime | None:
    free = [each for each in sessions if each.booked < each.capacity]
    return next((each for each in free if each.id == time), free[0] if free else None)


def _asked_for(sessions: Sequence[OpenTime], time: str) -> OpenTime | None:
    return next((each for each in sessions if each.id == time and each.booked < each.capacity), None)


def _month_link(path: str, month: date) -> tuple[str, str]:
    return day(month, "month"), f"{path}?{urlencode({'month': month.strftime('%Y-%m')})}"


@lru_cache(maxsize=128)
def _weeks(
    month: date,
    free: tuple[tuple[date, int], ...],
    path: str,
    shown: date | None,
    today: date,
    _language: Language,
) -> tuple[tuple[Cell | None, ...], ...]:
    """Draw the weeks of a month; those that have gone by are left out. Who sees the same days shares the drawing."""
    begin, places = today if today.replace(day=1) == month else month, dict(free)
    first = begin - timedelta(days=begin.weekday())
    weeks = []
    while first < month or first.month == month.month:
        days = (first + timedelta(days=n) for n in range(7))
        weeks.append(
            tuple(_cell(each, places, path, shown) if each.month == month.month else None for each in days)
        )
        first += timedelta(days=7)
    return tuple(weeks)


def _cell(each: date, free: Mapping[date, int], path: str, shown: date | None) -> Cell:
    places = free.get(each, 0)
    if not places:
        return Cell(each.day, current=each == shown)
    href = f"{path}?day={each.isoformat()}#exams-times"
    return Cell(each.day, href, each == shown, _free_places(each, places, language()))


@lru_cache(maxsize=1024)
def _free_places(each: date, places: int, _language: Language) -> str:
    left = ngettext("%(n)s place left", "%(n)s places left", places)
    return _("%(day)s, %(left)s", day=day(each, "short"), left=left)


def _time(session: OpenTime, path: str, chosen: OpenTime | None, zone: str, held_id: str) -> Time:
    left, held = session.capacity - session.booked, session.id == held_id
    return Time(
        id=session.id,
        label=moment(session.starts_at, zone, "short"),
        words=time_of_day(session.starts_at, zone),
        note=_note(left, held),
        href=f"{path}?day={session.day.isoformat()}&time={session.id}#exams-times"
        if left and not held
        else "",
        current=chosen is not None and chosen.id == session.id,
    )


def _note(left: int, held: bool) -> str:
    if held:
        return _("booked now")
    return ngettext("%(n)s left", "%(n)s left", left) if left else _("full")
