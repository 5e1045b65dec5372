"""Adding up nutrition (D2): exact, and unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from webapp.diet_plans.rules.foods import Food, Nutrient


class Verdict(StrEnum):
    """Where a total lies against its target."""

    BELOW = "BELOW"
    WITHIN = "WITHIN"
    ABOVE = "ABOVE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Portion:
    """So many grams of the edible part of a food."""

    food: Food
    grams: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of what is known; `unknown` of `foods` foods have no figure, so it is a lower bound."""

    known: Decimal = Decimal(0)
    foods: int = 0
    unknown: int = 0

    @property
    def exact(self) -> bool:
        """Tell whether every food had a figure."""
        return not self.unknown

    def __add__(self, other: Total) -> Total:
        return Total(self.known + other.known, self.foods + other.foods, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class Band:
    """A target: from `low` to `high`, both included; None leaves an end open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def times(self, days: int) -> Band:
        """Give the target of so many days."""
        low = None if self.low is None else self.low * days
        return Band(low, None if self.high is None else self.high * days)


Totals = dict[Nutrient, Total]


def total(portions: Iterable[Portion], nutrient: Nutrient) -> Total:
    """Add up one nutrient over portions (D2)."""
    return sum((_of(portion, nutrient) for portion in portions), Total())


def _of(portion: Portion, nutrient: Nutrient) -> Total:
    figure = portion.food.per_100g[nutrient]
    if figure is None:
        return Total(foods=1, unknown=1)
    return Total(known=figure * portion.grams / 100, foods=1)


def totals(portions: Iterable[Portion]) -> Totals:
    """Add up every nutrient of a meal, a day or a plan (D2)."""
    listed = list(portions)
    return {nutrient: total(listed, nutrient) for nutrient in Nutrient}


_FAR_BELOW, _FAR_ABOVE = Decimal("0.75"), Decimal("1.25")


def far_off(found: Total, band: Band) -> bool:
    """Tell whether a total is far from its target (D2): under 75 % of its low end, over 125 % of its high end.

    The shares are ours. Like the verdict it rests on what is certain: an unknown food may fill a gap.
    """
    if band.high is not None and found.known > band.high * _FAR_ABOVE:
        return True
    return found.exact and band.low is not None and found.known < band.low * _FAR_BELOW


def verdict(found: Total, band: Band) -> Verdict:
    """Compare a total with its target (D2).

    A lower bound above the target is above, whatever the unknown foods hold; in every other case
    an unknown food makes the verdict unknown. An empty sum is unknown too.
    """
    if band.high is not None and found.known > band.high:
        return Verdict.ABOVE
    if not found.exact or not found.foods:
        return Verdict.UNKNOWN
    if band.low is not None and found.known < band.low:
        return Verdict.BELOW
    return Verdict.WITHIN
