"""Swaps inside an exchange group (D4): one exchange is about 90 kcal, `data/exchanges.json`."""

from __future__ import annotations

from decimal import Decimal

from webapp.diet_plans.rules.foods import Food, Table


def swaps(food: Food, table: Table, *, avoid: frozenset[str] = frozenset()) -> list[Food]:
    """Give the foods that may stand in for `food`: same group, known exchange, none of the
    allergens to avoid (D3). A food outside the list has no swap."""
    if not food.exchange_group or food.exchange_grams is None:
        return []
    return [
        other
        for other in table.values()
        if other.exchange_group == food.exchange_group
        and other.exchange_grams is not None
        and other.code != food.code
        and not other.allergens & avoid
    ]


def equivalent(grams: Decimal, food: Food, other: Food) -> Decimal:
    """Give how many grams of `other` carry as many exchanges as `grams` of `food`.

    Raises ValueError when the two are not of one exchange group.
    """
    same = food.exchange_group and food.exchange_group == other.exchange_group
    if not same or food.exchange_grams is None or other.exchange_grams is None:
        raise ValueError("not exchangeable")
    return grams * other.exchange_grams / food.exchange_grams
