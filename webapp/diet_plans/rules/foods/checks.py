"""What looks odd about a food: warnings for whoever writes or brings in rows, never a refusal.

A vinegar has energy from its acid, a spirit from its alcohol: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from webapp.diet_plans.rules.foods.food import Food, Nutrient


class Oddity(StrEnum):
    """One thing to look at twice."""

    SUM = "SUM"
    ENERGY = "ENERGY"
    FIBRE = "FIBRE"
    SATURATED = "SATURATED"
    SODIUM = "SODIUM"
    EDIBLE = "EDIBLE"
    UNIT = "UNIT"


_MACRO = {Nutrient.PROTEIN: 4, Nutrient.FAT: 9, Nutrient.CARBOHYDRATE: 4}
_MOST_GRAMS, _MOST_UNIT = Decimal(105), Decimal(2000)
_SHARE, _FEW_KCAL = Decimal("0.3"), Decimal(5)
_MOST_SODIUM, _MOST_SODIUM_OF_SALT = Decimal(10_000), Decimal(40_000)
_SALTY = frozenset({"salt", "condiments"})


def oddities(food: Food) -> list[Oddity]:
    """Give what to look at twice; what is unknown is not odd."""
    found = {
        Oddity.SUM: _too_much(food),
        Oddity.ENERGY: _energy_is_far(food),
        Oddity.FIBRE: _above(food.per_100g[Nutrient.FIBRE], food.per_100g[Nutrient.CARBOHYDRATE]),
        Oddity.SATURATED: _above(food.saturated_fat, food.per_100g[Nutrient.FAT]),
        Oddity.SODIUM: _above(
            food.per_100g[Nutrient.SODIUM], _MOST_SODIUM_OF_SALT if food.group in _SALTY else _MOST_SODIUM
        ),
        Oddity.EDIBLE: food.edible_percent is not None and not 1 <= food.edible_percent <= 100,
        Oddity.UNIT: any(not 0 < unit.grams <= _MOST_UNIT for unit in food.units),
    }
    return [oddity for oddity, there in found.items() if there]


def _too_much(food: Food) -> bool:
    """Tell whether more than 105 g are in 100 g. Carbohydrate, by difference, holds the fibre."""
    return sum((food.per_100g[part] or Decimal(0) for part in _MACRO), Decimal(0)) > _MOST_GRAMS


def _energy_is_far(food: Food) -> bool:
    """Tell whether the energy is more than 30 %, and 5 kcal, from 4, 9 and 4 kcal a gram."""
    known = food.per_100g
    energy = known[Nutrient.ENERGY]
    if energy is None or any(known[part] is None for part in _MACRO):
        return False
    computed = sum(((known[part] or Decimal(0)) * kcal for part, kcal in _MACRO.items()), Decimal(0))
    return abs(energy - computed) > max(computed * _SHARE, _FEW_KCAL)


def _above(figure: Decimal | None, limit: Decimal | None) -> bool:
    return figure is not None and limit is not None and figure > limit


def same_names(foods: Iterable[Food]) -> dict[str, list[str]]:
    """Give the names, Chinese or English, that several foods bear, with the codes of those foods."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for food in foods:
        for name in {food.name.zh, food.name.en.casefold()}:
            bearers[name].append(food.code)
    return {name: codes for name, codes in bearers.items() if len(codes) > 1}
