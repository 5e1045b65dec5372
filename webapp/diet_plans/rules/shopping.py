"""What to buy for some days of a plan: the same food summed to the gram (D6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.content import Item, grams
from webapp.diet_plans.rules.foods import Food, Table

MOST_PEOPLE = 12
_ALL_OF_IT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One food: `grams` of what is eaten; `to_buy` with peel and bone, None where nobody knows the share.

    `amount` of `unit` says the same in the kitchen's measure, where all that was planned uses one.
    """

    food: Food
    grams: Decimal
    to_buy: Decimal | None
    amount: Decimal | None
    unit: str


def purchases(planned: Iterable[tuple[Item, Table]], people: int) -> list[Purchase]:
    """Add up the items of some meals for a household, by food group and then as they were first planned."""
    found: dict[str, list[tuple[Item, Table]]] = {}
    for item, foods in planned:
        found.setdefault(item.food, []).append((item, foods))
    listed = [_purchase(some, people) for some in found.values()]
    return sorted(listed, key=lambda one: one.food.group)


def _purchase(some: list[tuple[Item, Table]], people: int) -> Purchase:
    first, foods = some[0]
    food = foods[first.food]
    weight = people * sum((grams(item, table) for item, table in some), Decimal(0))
    share = food.edible_percent
    units = {item.unit for item, _ in some}
    one_unit = len(units) == 1 and first.unit != "g"
    return Purchase(
        food=food,
        grams=weight,
        to_buy=weight * _ALL_OF_IT / share if share else None,
        amount=people * sum((item.amount for item, _ in some), Decimal(0)) if one_unit else None,
        unit=first.unit if one_unit else "",
    )
