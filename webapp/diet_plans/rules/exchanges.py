"""The exchange list that swaps follow (D4), `data/exchanges.json`, and what may be swapped in."""

from __future__ import annotations

from webapp.diet_plans.rules.allergies import safe
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.foods import Food, Table
from webapp.toolbox.packaged import data


def exchange_table_version() -> str:
    """Give the name and version of the list, frozen into each published plan (D4)."""
    raw = data("diet_plans", "exchanges")
    return f"{raw['table']} {raw['version']}"


def groups_used(content: Content, table: Table) -> frozenset[str]:
    """Give the exchange groups of the foods that may be swapped."""
    groups = (table[item.food].exchange_group for item in content.items() if item.swaps)
    return frozenset(group for group in groups if group)


def allowed_swaps(to_exchange: Table, avoid: frozenset[str]) -> dict[str, Table]:
    """Give exchange group → the foods that may be swapped in: those that weigh what an exchange weighs.

    What carries an allergen to avoid is not among them, so no swap of a new version goes past the gate (D3).
    """
    found: dict[str, dict[str, Food]] = {}
    for food in safe(to_exchange.values(), avoid):
        if food.exchange_group and food.exchange_grams is not None:
            found.setdefault(food.exchange_group, {})[food.code] = food
    return {**found}
