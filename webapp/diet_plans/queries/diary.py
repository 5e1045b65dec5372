"""What a client said about meals, day by day, as her nutritionist reads it (D6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.diet_plans.models import MealLog
from webapp.diet_plans.queries.calendar import Calendar, DueMeal, calendar, logs
from webapp.diet_plans.queries.versions import Published
from webapp.diet_plans.rules.content import Meal, Menu
from webapp.kernel import paging
from webapp.records import queries as records
from webapp.records.queries import StoredFile

DAYS = 14  # on a page


@dataclass(frozen=True, slots=True)
class Diary:
    """Some days on which something was said, the newest first; `after` is the cursor of the next page."""

    days: Sequence[tuple[date, Sequence[DueMeal]]]
    after: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One meal that the client said something of: as it was planned, what she said, and her photo."""

    log: MealLog
    menu: Menu
    plan: Published
    photo: StoredFile | None


def marked(client_id: str, plans: Sequence[Published]) -> list[Marked]:
    """Give everything a client ever said of meals, the oldest first; `plans` are all of her versions."""
    found = logs(client_id)
    by_id = {plan.version.id: plan for plan in plans}
    photos = records.stored_files(one.file_id for one in found if one.file_id)
    return [_marked(one, by_id[one.version_id], photos) for one in found]


def _marked(log: MealLog, plan: Published, photos: Mapping[str, StoredFile]) -> Marked:
    menu = plan.menus_on(log.day).get(Meal(log.meal), Menu())
    return Marked(log, menu, plan, photos.get(log.file_id or ""))


def diary(client_id: str, *, after: str = "") -> Diary:
    """Give a page of days with every meal that was due, said something of or not, in three statements."""
    asked = select(MealLog.day).where(MealLog.client_id == client_id).distinct()
    page = paging.page(asked, [MealLog.day.desc()], after, DAYS)
    if not page.rows:
        return Diary((), "")
    found: Calendar = calendar(client_id, first=page.rows[-1], last=page.rows[0])
    return Diary([(day, found.on(day)) for day in page.rows], page.after)
