"""What became of meals, and how far a plan was followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.diet_plans.queries.calendar import DueMeal, calendar
from webapp.diet_plans.queries.versions import Published
from webapp.diet_plans.rules.adherence import Adherence, Mark, adherence, days_before
from webapp.diet_plans.rules.content import Meal, Menu


@dataclass(frozen=True, slots=True)
class MealToday:
    """One planned meal of a day and what became of it."""

    meal: Meal
    menu: Menu
    mark: Mark | None


def meals_on(*, client_id: str, day: date) -> list[DueMeal]:
    """Give a client's planned meals of a day with their marks; empty without a plan."""
    return calendar(client_id, first=day, last=day).on(day)


def planned(plan: Published, day: date, marked: Mapping[tuple[date, Meal], Mark]) -> list[MealToday]:
    """Give the meals a plan has for a calendar day."""
    return [MealToday(meal, menu, marked.get((day, meal))) for meal, menu in plan.menus_on(day).items()]


def followed(client_id: str, *, today: date) -> Adherence:
    """Give how far a client followed her plans in the seven days before today (D6)."""
    days = days_before(today)
    return calendar(client_id, first=days[0], last=days[-1]).followed(today)


def followed_plan(plan: Published, marked: Mapping[tuple[date, Meal], Mark], *, today: date) -> Adherence:
    """Give the same for a plan and marks that are at hand; `marked` holds the seven days before today."""
    return adherence(_due(plan, days_before(today), marked))


def _due(plan: Published, days: list[date], marked: Mapping[tuple[date, Meal], Mark]) -> list[Mark | None]:
    """Give what became of the meals that were due since the plan's first day."""
    since = plan.version.effective_from
    return [meal.mark for day in days if day >= since for meal in planned(plan, day, marked)]
