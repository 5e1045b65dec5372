"""A food as people write it: household units a line each, names in a row (D4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from webapp.diet_plans.rules.foods.food import Food, Nutrient, Unit
from webapp.toolbox.words import Bilingual

MOST_UNITS, MOST_NAMES = 8, 12
_BETWEEN_NAMES = re.compile(r"[,;\uff0c\uff1b\u3001\n]+")
_UNIT = re.compile(r"(\S{1,12})\s+(\S.{0,38}?)\s+([0-9]{1,5}(?:\.[0-9]{1,3})?)\s*(?:g|\u514b)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
CITED = "USDA SR28 "


class Untypable(ValueError):
    """A line that is no unit."""


def read_names(text: str) -> tuple[str, ...]:
    """Read names that stand in a row, between commas of either language."""
    found = (" ".join(name.split()) for name in _BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(name for name in found if name))


def read_units(text: str) -> tuple[Unit, ...]:
    """Read units, one a line: Chinese name, English name, grams. Raises Untypable with the line."""
    return tuple(_unit(line) for line in text.splitlines() if line.strip())


def _unit(line: str) -> Unit:
    found = _UNIT.fullmatch(" ".join(line.split()))
    if found is None or _HAN.search(found[2]) or not Decimal(found[3]):
        raise Untypable(line.strip()[:60])
    return Unit(found[2].replace(" ", "_"), Bilingual(zh=found[1], en=found[2]), Decimal(found[3]))


def write_units(units: Iterable[Unit]) -> str:
    """Write units as they are typed."""
    return "\n".join(f"{unit.name.zh} {unit.name.en} {unit.grams}" for unit in units)


def read_figure(text: str) -> Decimal | None:
    """Read a figure; nothing is unknown. Raises Untypable for what is no figure or below zero."""
    if not text.strip():
        return None
    try:
        figure = Decimal(text.strip())
    except InvalidOperation:
        raise Untypable(text[:60]) from None
    if not figure.is_finite() or not 0 <= figure < 100_000:
        raise Untypable(text[:60])
    return figure


def is_no_longer_cited(before: Food | None, after: Food) -> bool:
    """Tell whether figures were changed that still claim to be those of the cited table."""
    if not after.source.startswith(CITED):
        return False
    return before is None or before.source != after.source or _figures(before) != _figures(after)


def _figures(food: Food) -> tuple[Decimal | None, ...]:
    return (*(food.per_100g[nutrient] for nutrient in Nutrient), food.saturated_fat)
