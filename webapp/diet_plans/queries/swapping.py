"""What may be eaten in place of what (D4)."""

from __future__ import annotations

from datetime import date

from webapp.clients import queries as clients
from webapp.diet_plans.queries.versions import Published, swaps_of
from webapp.diet_plans.rules.content import Meal, Menu, grams
from webapp.diet_plans.rules.swaps import Swap, swappable, swaps


def swaps_for(plan: Published, day: date, meal: Meal) -> dict[str, list[Swap]]:
    """Give the key of each item that the nutritionist lets be swapped → what for.

    The foods are those the version froze; what carries an allergen that turned up since is left out.
    """
    client = clients.client(plan.version.client_id)
    if client is None:
        return {}
    menu = plan.menus_on(day).get(meal, Menu())
    items = [item for item in menu.items if item.swaps and swappable(plan.foods[item.food])]
    offered = [food for group in swaps_of(plan.version.id).values() for food in group.values()]
    avoid = frozenset(client.allergens)
    found = {
        item.key: swaps(plan.foods[item.food], grams(item, plan.foods), offered, avoid) for item in items
    }
    return {key: some for key, some in found.items() if some}
