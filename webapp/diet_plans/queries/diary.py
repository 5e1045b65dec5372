"""What a client said about meals, day by day, as her nutritionist reads it (D6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.diet_plans.models import MealLog
from webapp.diet_plans.queries.calendar import Calendar, DueMeal, calendar
from webapp.kernel import paging

DAYS = 14  # on a page


@dataclass(frozen=True, slots=True)
class Diary:
    """Some days on which something was said, the newest first; `after` is the cursor of the next page."""

    days: Sequence[tuple[date, Sequence[DueMeal]]]
    after: str


def diary(client_id: str, *, after: str = "") -> Diary:
    """Give a page of days with every meal that was due, said something of or not, in three statements."""
    asked = select(MealLog.day).where(MealLog.client_id == client_id).distinct()
    page = paging.page(asked, [MealLog.day.desc()], after, DAYS)
    if not page.rows:
        return Diary((), "")
    found: Calendar = calendar(client_id, first=page.rows[-1], last=page.rows[0])
    return Diary([(day, found.on(day)) for day in page.rows], page.after)
