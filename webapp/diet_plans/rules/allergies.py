"""The allergy gate (D3): what a food carries that a client must not eat.

Allergens are codes. Those of the food table are the codes of the clients room, so that the record and
the plan speak of the same thing, and two more (SESAME, MOLLUSC) that no record names yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from webapp.diet_plans.rules.foods import Food


def carried(food: Food, avoid: frozenset[str]) -> list[str]:
    """Give the allergens to avoid that a food carries, by code (D3)."""
    return sorted(food.allergens & avoid)


def safe(foods: Iterable[Food], avoid: frozenset[str]) -> list[Food]:
    """Give the foods that carry none of the allergens to avoid."""
    return [food for food in foods if not food.allergens & avoid]
