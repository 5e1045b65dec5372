"""The whole plan as its client reads it, and the versions before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.diet_plans.models import DietPlanVersion
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
from webapp.diet_plans.rules.publishing import VersionStatus
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
    effective: bool
    sections: list[tuple[str, Text]]
    meals: list[str]
    week: list[tuple[str, list[PlannedMeal]]]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of the list of versions."""

    id: str
    number: int
    published_at: datetime
    author: Bilingual
    effective: bool
    read_at: datetime | None


def plan_page(found: Published) -> PlanPage:
    """Make the page of a published plan; sections nobody wrote are left out."""
    version = found.version
    author = organisation.staff(version.published_by)
    written = [(str(SECTION_WORDS[one]), text(found.content.text(one))) for one in _ORDER]
    return PlanPage(
        number=version.number,
        published_at=version.published_at,
        author=author.name if author else Bilingual("", ""),
        effective=version.status == VersionStatus.EFFECTIVE,
        sections=[(title, words) for title, words in written if words.lines],
        meals=[str(MEAL_WORDS[meal]) for meal in Meal],
        week=_week(found),
    )


def version_rows(found: Sequence[DietPlanVersion]) -> list[VersionRow]:
    """Make the list of a client's versions."""
    authors = organisation.staff_named([one.published_by for one in found])
    return [
        VersionRow(
            id=one.id,
            number=one.number,
            published_at=one.published_at,
            author=authors[one.published_by].name,
            effective=one.status == VersionStatus.EFFECTIVE,
            read_at=one.read_at,
        )
        for one in found
    ]


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
