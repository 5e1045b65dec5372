"""The working calendar: weekends, holidays, make-up days."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from webapp.kernel.db import db, rows
from webapp.organisation.models import WorkCalendarDay
from webapp.organisation.rules import NoticeDay
from webapp.toolbox.calendar import WorkingDays

BY_HAND = "headquarters"
"""The source of days that headquarters set one by one; a notice does not take them away."""

_SATURDAY = 5

_DAYS_KEPT = select(WorkCalendarDay.day, WorkCalendarDay.works)


def working_days() -> WorkingDays:
    """Give the working calendar (weekends, holidays, make-up days), in one statement."""
    found = rows(_DAYS_KEPT, {})
    return WorkingDays({row.day: row.works for row in found})


def calendar_days() -> list[WorkCalendarDay]:
    """Give all days that differ from their weekday."""
    return list(db.session.scalars(select(WorkCalendarDay).order_by(WorkCalendarDay.day)))


def known_days(year: int, named: Iterable[NoticeDay] = ()) -> list[NoticeDay]:
    """Give what the table says of a year and of the days that a notice names (it may reach into another year).

    What headquarters set by hand is not among it, unless the notice names the day.
    """
    of_year = and_(
        WorkCalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)), WorkCalendarDay.source != BY_HAND
    )
    asked = select(WorkCalendarDay).where(or_(of_year, WorkCalendarDay.day.in_([one.day for one in named])))
    found = db.session.scalars(asked.order_by(WorkCalendarDay.day))
    return [NoticeDay(one.day, one.works, one.name_zh, one.name_en, one.stands_for) for one in found]


def published_days(year: int) -> list[NoticeDay]:
    """Give the days of a year's published notice; none where it is not published yet."""
    from chinese_calendar import Holiday, get_holiday_detail

    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(366 if calendar.isleap(year) else 365)]
    found = []
    try:
        for day in days:
            is_off, name = get_holiday_detail(day)
            if is_off and name:
                found.append(NoticeDay(day, False, Holiday(name).chinese, str(name)))
            elif is_off != (day.weekday() >= _SATURDAY):
                found.append(NoticeDay(day, not is_off))
    except NotImplementedError:
        return []
    return found


def instead(days: Iterable[WorkCalendarDay]) -> dict[date, int]:
    """Give the make-up days among these and the ISO weekday that each stands for, where it is known."""
    return {one.day: one.stands_for for one in days if one.works and one.stands_for}
