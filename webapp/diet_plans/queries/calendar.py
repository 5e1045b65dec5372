"""What was to be eaten on which day, and what became of it: each day by the version that held then (D6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.diet_plans.models import DietPlanVersion, MealLog
from webapp.diet_plans.queries.versions import Published, versions, what_it_says
from webapp.diet_plans.rules.adherence import Adherence, Mark, adherence, days_before
from webapp.diet_plans.rules.content import Meal, Menu
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.versions import held_on
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.records import queries as records
from webapp.records.queries import StoredFile


@dataclass(frozen=True, slots=True)
class DueMeal:
    """A meal of a calendar day as it was planned, with the foods of its version, and its mark."""

    day: date
    meal: Meal
    menu: Menu
    foods: Table
    version_id: str
    log: MealLog | None

    @property
    def mark(self) -> Mark | None:
        """What became of it; None where nobody said."""
        return Mark(self.log.mark) if self.log else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A client's versions and what was marked on some days. `drafted` is one of them that is not published yet."""

    versions: Sequence[DietPlanVersion]
    logs: Mapping[tuple[date, Meal], MealLog]
    drafted: Published | None = None

    def version_on(self, day: date) -> DietPlanVersion | None:
        """Give the version that is to be eaten by on a day."""
        return held_on(self.versions, day)

    def plan_on(self, day: date) -> Published | None:
        """Give that version with what it says."""
        held = self.version_on(day)
        return self._read(held) if held else None

    def _read(self, version: DietPlanVersion) -> Published:
        return self.drafted if self.drafted and version is self.drafted.version else _read(version)

    def on(self, day: date) -> list[DueMeal]:
        """Give the meals of a day, in order. A marked meal stays as it was planned when it was marked."""
        held = self.version_on(day)
        planned = dict.fromkeys(self._read(held).menus_on(day), held) if held else {}
        named = {one.id: one for one in self.versions}
        for meal in Meal:
            if log := self.logs.get((day, meal)):
                planned[meal] = named[log.version_id]
        return [self._due(day, meal, planned[meal]) for meal in Meal if meal in planned]

    def _due(self, day: date, meal: Meal, version: DietPlanVersion) -> DueMeal:
        plan = self._read(version)
        menu = plan.menus_on(day).get(meal, Menu())
        return DueMeal(day, meal, menu, plan.foods, version.id, self.logs.get((day, meal)))

    def followed(self, today: date) -> Adherence:
        """Give how far the plans were followed in the seven days before today (D6)."""
        return adherence(meal.mark for day in days_before(today) for meal in self.on(day))


def _read(version: DietPlanVersion) -> Published:
    return Published(version, *what_it_says(version.id))


def calendar(client_id: str, *, first: date, last: date) -> Calendar:
    """Give a client's calendar with the marks from one day to another, both included, in two statements."""
    return Calendar(
        versions(client_id), {(one.day, Meal(one.meal)): one for one in logs(client_id, first, last)}
    )


def photo_of_meal(log_id: str, *, client_id: str) -> StoredFile:
    """Give the photo of a meal of this client. Raises NotYours, also where there is none."""
    found = db.session.get(MealLog, log_id)
    file = records.stored_file(found.file_id) if found and found.file_id else None
    if found is None or found.client_id != client_id or file is None:
        raise NotYours
    return file


def logs(client_id: str, first: date = date.min, last: date = date.max) -> Sequence[MealLog]:
    """Give what was said about the meals of some days, or of all, the oldest first."""
    asked = select(MealLog).where(MealLog.client_id == client_id, MealLog.day >= first, MealLog.day <= last)
    return db.session.scalars(asked.order_by(MealLog.day, MealLog.meal)).all()
