"""Published diet plans as NutritionOrder: the texts, and the menus of every phase in plain lines (D1)."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.content import Menu, Phase, Section
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.phases import Step, steps, told
from webapp.home.presenters.fhir.elements import Json, instant, reference, text

_STATUS = {"SCHEDULED": "active", "EFFECTIVE": "active", "SUPERSEDED": "revoked", "WITHDRAWN": "revoked"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def nutrition_order(plan: Published) -> Json:
    """Write one version of a plan as it was published."""
    version = plan.version
    said = [text(plan.content.text(section)) for section in Section]
    return {
        "resourceType": "NutritionOrder",
        "id": version.id,
        "status": _STATUS[version.status],
        "intent": "plan",
        "patient": reference("Patient", version.client_id),
        "dateTime": instant(version.published_at),
        "oralDiet": {"instruction": "\n".join((*filter(None, said), *_weeks(plan))) or "–"},
    }


def _weeks(plan: Published) -> Iterator[str]:
    """Give the week of each phase; a plan of one phase without a name is a week."""
    many = told(plan.content)
    for step in steps(plan.content, plan.version.effective_from):
        if many:
            yield _phase(step)
        yield from _week(step.phase, plan.foods)


def _phase(step: Step) -> str:
    """Name a phase and its days, as far as it has a first and a last one."""
    days = "/".join(day.isoformat() if day else ".." for day in (step.first, step.last))
    return " ".join(filter(None, (f"Phase {step.number}", text(step.phase.title), f"({days})")))


def _week(phase: Phase, foods: Table) -> Iterator[str]:
    """Give a line for each meal of a week; the foods are those of the version, not of today's table."""
    for name, day in zip(_DAYS, phase.days, strict=True):
        for meal, menu in day.items():
            yield f"{name}, {meal.value.lower()}: {_menu(menu, foods)}"


def _menu(menu: Menu, foods: Table) -> str:
    items = [f"{text(foods[item.food].name)} {item.amount:f} {item.unit}" for item in menu.items]
    return "; ".join(filter(None, (text(menu.title), ", ".join(items))))
