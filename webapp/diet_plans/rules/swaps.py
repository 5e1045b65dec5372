"""Eating something else of the same exchange group (D4): one exchange for one exchange, to the gram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.allergies import safe
from webapp.diet_plans.rules.foods import Food
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Swap:
    """What may be eaten in place of an item: the food, and how many grams of it."""

    food: Food
    grams: Decimal

    def as_json(self) -> dict[str, str]:
        """Give it as it is kept with a mark: later changes of the food table change nothing."""
        name = self.food.dish
        return {"food": self.food.code, "zh": name.zh, "en": name.en, "grams": f"{self.grams:f}"}


def eaten(raw: dict[str, str]) -> tuple[Bilingual, Decimal]:
    """Read what a mark kept: the name and the grams."""
    return Bilingual(zh=raw["zh"], en=raw["en"]), Decimal(raw["grams"])


def swappable(food: Food) -> bool:
    """Tell whether a food stands in the exchange list with a weight of its own."""
    return bool(food.exchange_group and food.exchange_grams)


def swaps(food: Food, grams: Decimal, offered: Iterable[Food], avoid: frozenset[str]) -> list[Swap]:
    """Give what may be eaten in place of so many grams of a food: its own group, none of the allergens (D3, D4).

    The grams are multiplied before they are divided, once: 150 g of rice (75 g an exchange) are 70 g of
    bread (35 g an exchange).
    """
    if not food.exchange_grams:
        return []
    same = [one for one in offered if one.exchange_group == food.exchange_group and one.code != food.code]
    return [
        Swap(one, grams * one.exchange_grams / food.exchange_grams)
        for one in safe(same, avoid)
        if one.exchange_grams
    ]
