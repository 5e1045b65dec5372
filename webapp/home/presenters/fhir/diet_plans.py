"""Published diet plans as NutritionOrder: the texts, and the week of menus in plain lines (D1)."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.content import Menu, Section
from webapp.diet_plans.rules.foods import Table
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
        "oralDiet": {"instruction": "\n".join((*filter(None, said), *_week(plan))) or "–"},
    }


def _week(plan: Published) -> Iterator[str]:
    """Give a line for each meal of the week; the foods are those of the version, not of today's table."""
    for name, day in zip(_DAYS, plan.content.days, strict=True):
        for meal, menu in day.items():
            yield f"{name}, {meal.value.lower()}: {_menu(menu, plan.foods)}"


def _menu(menu: Menu, foods: Table) -> str:
    items = [f"{text(foods[item.food].name)} {item.amount} {item.unit}" for item in menu.items]
    return "; ".join(filter(None, (text(menu.title), ", ".join(items))))
