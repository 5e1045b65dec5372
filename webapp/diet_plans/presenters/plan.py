"""The whole plan as its client reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from webapp.diet_plans.presenters.editor import DAY_WORDS
from webapp.diet_plans.presenters.phases import PhaseLine, phase_lines
from webapp.diet_plans.presenters.words import (
    MEAL_ICONS,
    MEAL_WORDS,
    SECTION_WORDS,
    Text,
    menu_line,
    text,
)
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.content import Day, Meal, Menu, Section
from webapp.diet_plans.rules.phases import told
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
class PlannedPhase:
    """One step of the plan: its words (None where the plan is one step without a name), its menus by weekday."""

    line: PhaseLine | None
    now: bool
    week: list[tuple[str, list[PlannedMeal]]]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The sections that were written, in order, who wrote them when, and the menus of every phase."""

    id: str
    number: int
    published_at: datetime
    author: Bilingual
    sections: list[tuple[str, Text]]
    meals: list[str]
    phases: list[PlannedPhase]

    @property
    def steps(self) -> list[PlannedPhase]:
        """Give the phases that have words of their own."""
        return [phase for phase in self.phases if phase.line]


def plan_page(found: Published, today: date | None = None) -> PlanPage:
    """Make the page of a published plan; sections nobody wrote are left out.

    With `today` the phase that holds then is marked: for a version that is in effect.
    """
    version = found.version
    author = organisation.staff(version.published_by)
    written = [(str(SECTION_WORDS[one]), text(found.content.text(one))) for one in _ORDER]
    return PlanPage(
        id=version.id,
        number=version.number,
        published_at=version.published_at,
        author=author.name if author else Bilingual("", ""),
        sections=[(title, words) for title, words in written if words.lines],
        meals=[str(MEAL_WORDS[meal]) for meal in Meal],
        phases=_phases(found, today),
    )


def _phases(found: Published, today: date | None) -> list[PlannedPhase]:
    """Give every phase that has menus or words."""
    many = told(found.content)
    planned = [
        PlannedPhase(
            line if many else None,
            bool(many and today and step.holds(today)),
            _week(step.phase.days, found),
        )
        for step, line in phase_lines(found)
    ]
    return [one for one in planned if one.week or one.line]


def _week(days: tuple[Day, ...], found: Published) -> list[tuple[str, list[PlannedMeal]]]:
    """Give the weekdays that have menus, every meal in its place, with the foods as they were published."""
    return [
        (str(DAY_WORDS[number]), [_planned(found, meal, menus) for meal in Meal])
        for number, menus in enumerate(days)
        if menus
    ]


def _planned(found: Published, meal: Meal, menus: Day) -> PlannedMeal:
    menu = menus.get(meal, Menu())
    line = Text((), "") if menu.empty else menu_line(menu, found.foods)
    return PlannedMeal(str(MEAL_WORDS[meal]), MEAL_ICONS[meal], line)
