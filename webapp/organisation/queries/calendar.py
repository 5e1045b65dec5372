"""The working calendar: weekends, holidays, make-up days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from webapp.kernel.db import db, rows
from webapp.organisation.models import WorkCalendarDay
from webapp.toolbox.calendar import WorkingDays

_DAYS_KEPT = select(WorkCalendarDay.day, WorkCalendarDay.works)


def working_days() -> WorkingDays:
    """Give the working calendar (weekends, holidays, make-up days), in one statement."""
    found = rows(_DAYS_KEPT, {})
    return WorkingDays({row.day: row.works for row in found})


def calendar_days() -> list[WorkCalendarDay]:
    """Give all days that differ from their weekday."""
    return list(db.session.scalars(select(WorkCalendarDay).order_by(WorkCalendarDay.day)))


def instead(days: Iterable[WorkCalendarDay]) -> dict[date, int]:
    """Give the make-up days among these and the ISO weekday that each stands for, where it is known."""
    return {one.day: one.stands_for for one in days if one.works and one.stands_for}
