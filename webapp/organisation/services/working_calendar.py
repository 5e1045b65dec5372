"""The table of days that differ from their weekday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from webapp.kernel.db import db
from webapp.organisation.models import WorkCalendarDay
from webapp.organisation.services.noting import note


def set_calendar_day(
    *,
    day: date,
    works: bool,
    name_zh: str,
    name_en: str,
    source: str,
    stands_for: int | None = None,
    actor_id: str,
) -> None:
    """Say that a day differs from its weekday (holiday, or make-up working day).

    `stands_for` is the ISO weekday that a make-up day replaces, where it is known.
    """
    _keep_day(day=day, works=works, name_zh=name_zh, name_en=name_en, source=source, stands_for=stands_for)
    note("organisation.calendar.day_set", ("day", day.isoformat()), "", actor_id, {"works": works})


def _keep_day(
    *, day: date, works: bool, name_zh: str, name_en: str, source: str, stands_for: int | None = None
) -> None:
    row = db.session.get(WorkCalendarDay, day) or WorkCalendarDay(day=day)
    row.works, row.name_zh, row.name_en, row.source = works, name_zh, name_en, source
    row.stands_for = stands_for if works else None
    db.session.add(row)


def import_year(*, year: int, actor_id: str) -> int:
    """Fill the calendar of a year from the published holidays; gives how many days it set.

    The library knows the years whose notice the State Council has published; others set nothing,
    and the calendar falls back to Monday–Friday with a banner.
    """
    from chinese_calendar import Holiday, get_holiday_detail, is_workday

    first, days = date(year, 1, 1), 366 if calendar.isleap(year) else 365
    found = [first + timedelta(days=n) for n in range(days)]
    try:
        differing = [day for day in found if is_workday(day) != (day.weekday() < 5)]
    except NotImplementedError:
        return 0
    for day in differing:
        works = is_workday(day)
        name = get_holiday_detail(day)[1]
        zh, en = (Holiday(name).chinese, str(name)) if name and not works else ("", "")
        _keep_day(day=day, works=works, name_zh=zh, name_en=en, source="chinesecalendar")
    note("organisation.calendar.imported", ("year", str(year)), "", actor_id, {"days": len(differing)})
    return len(differing)
