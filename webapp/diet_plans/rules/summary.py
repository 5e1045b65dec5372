"""All totals of a plan: of each meal, day and phase, and of the whole (D2). Exact; unknown is counted, never zero.

A phase is seven days of menus. What is wanted of a phase or a plan is a day's target for each of its days with menus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.diet_plans.rules.content import Content, Day, Meal, portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Total, Totals, Verdict, totals, verdict

Targets = Mapping[Nutrient, Band]


@dataclass(frozen=True, slots=True)
class Span:
    """What a stretch of days holds: `days` of them have menus."""

    totals: Totals
    days: int

    def verdicts(self, targets: Targets) -> dict[Nutrient, Verdict]:
        """Compare with the targets of so many days."""
        return {
            one: verdict(self.totals[one], band.times(self.days))
            for one, band in targets.items()
            if self.days
        }


@dataclass(frozen=True, slots=True)
class DaySum:
    """One weekday: its meals, and the day."""

    meals: Mapping[Meal, Totals]
    span: Span


@dataclass(frozen=True, slots=True)
class PhaseSum:
    """Seven weekdays (the first is Monday), and the phase."""

    days: tuple[DaySum, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Summary:
    """Every phase, and the plan."""

    phases: tuple[PhaseSum, ...]
    span: Span


def summary(content: Content, table: Table) -> Summary:
    """Add up a whole plan."""
    phases = tuple(_phase(days, table) for days in weeks(content))
    return Summary(phases, _together(phase.span for phase in phases))


def weeks(content: Content) -> tuple[tuple[Day, ...], ...]:
    """Give the seven days of each phase."""
    return tuple(phase.days for phase in content.phases)


def _phase(days: Iterable[Day], table: Table) -> PhaseSum:
    found = tuple(_day(day, table) for day in days)
    return PhaseSum(found, _together(one.span for one in found))


def _day(day: Day, table: Table) -> DaySum:
    meals = {meal: totals(portions(menu, table)) for meal, menu in day.items()}
    return DaySum(meals, Span(_added(meals.values()), int(bool(meals))))


def _together(spans: Iterable[Span]) -> Span:
    listed = list(spans)
    return Span(_added(one.totals for one in listed), sum(one.days for one in listed))


def _added(parts: Iterable[Totals]) -> Totals:
    listed = list(parts)
    return {nutrient: sum((part[nutrient] for part in listed), Total()) for nutrient in Nutrient}
