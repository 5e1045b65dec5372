"""The allergy gate (D3): what a food carries that a client must not eat.

Allergens are codes of the clients room, so that the record and the plan speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from webapp.diet_plans.rules.foods import Food


class Answer(StrEnum):
    """What ended a warning: the version itself ended, or somebody wrote why it may stay."""

    ENDED = "ENDED"
    REASON = "REASON"


def carried(food: Food, avoid: frozenset[str]) -> list[str]:
    """Give the allergens to avoid that a food carries, by code (D3)."""
    return sorted(food.allergens & avoid)


def safe(foods: Iterable[Food], avoid: frozenset[str]) -> list[Food]:
    """Give the foods that carry none of the allergens to avoid."""
    return [food for food in foods if not food.allergens & avoid]
