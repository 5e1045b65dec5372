"""The whole plan as its client reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.diet_plans.presenters.editor import DAY_WORDS
from webapp.diet_plans.presenters.words import (
    MEAL_ICONS,
    MEAL_WORDS,
    SECTION_WORDS,
    Text,
    menu_line,
    text,
)
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.content import DAYS, Meal, Section
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual

_ORDER = (Section.PHASE, Section.ADVICE, Section.FOODS, Section.TIPS)


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """One meal of a weekday in one line, which has no words where nothing is planned."""

    name: str
    icon: str
    line: Text


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The sections that were written, in order, who wrote them when, and the menus by weekday."""

    number: int
    published_at: datetime
    author: Bilingual
    sections: list[tuple[str, Text]]
    meals: list[str]
    week: list[tuple[str, list[PlannedMeal]]]


def plan_page(found: Published) -> PlanPage:
    """Make the page of a published plan; sections nobody wrote are left out."""
    version = found.version
    author = organisation.staff(version.published_by)
    written = [(str(SECTION_WORDS[one]), text(found.content.text(one))) for one in _ORDER]
    return PlanPage(
        number=version.number,
        published_at=version.published_at,
        author=author.name if author else Bilingual("", ""),
        sections=[(title, words) for title, words in written if words.lines],
        meals=[str(MEAL_WORDS[meal]) for meal in Meal],
        week=_week(found),
    )


def _week(found: Published) -> list[tuple[str, list[PlannedMeal]]]:
    """Give the weekdays that have menus, every meal in its place, with the foods as they were published."""
    days = found.content.days
    return [
        (str(DAY_WORDS[day]), [_planned(found, day, meal) for meal in Meal])
        for day in range(DAYS)
        if days[day]
    ]


def _planned(found: Published, day: int, meal: Meal) -> PlannedMeal:
    menu = found.content.menu(day, meal)
    line = Text((), "") if menu.empty else menu_line(menu, found.foods)
    return PlannedMeal(str(MEAL_WORDS[meal]), MEAL_ICONS[meal], line)
