"""What was copied and waits to be put somewhere else: a food, a meal or a day (D5).

It travels in the address, so copying needs neither script nor clipboard and survives a reload.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.diet_plans.rules.content import DAYS, MOST_ITEMS, Content, Item, Meal

_PARTS = 3


@dataclass(frozen=True, slots=True)
class Held:
    """Where it stands: a weekday, one meal of it where `meal` is given, one food of that where `key` is."""

    day: int
    meal: Meal | None = None
    key: str = ""

    def __str__(self) -> str:
        return ".".join(filter(None, (str(self.day), self.meal.value if self.meal else "", self.key)))

    def item(self, content: Content) -> Item | None:
        """Give the food that is held; None for a meal or a day, or when it is gone."""
        if self.meal is None:
            return None
        return next((one for one in content.menu(self.day, self.meal).items if one.key == self.key), None)


def read_held(text: str) -> Held | None:
    """Read what an address carries; None for anything else."""
    day, meal, key, *more = [*text.split("."), "", "", ""][: _PARTS + 1]
    if not (day.isascii() and day.isdecimal()) or int(day) >= DAYS or any(more) or meal not in ("", *Meal):
        return None
    return Held(int(day), Meal(meal) if meal else None, key if meal else "")


def put(content: Content, held: Held, day: int, meal: Meal, *, key: str) -> Content:
    """Put what is held in place: a day over a day, a meal over a meal, a food beside the others.

    `key` is the new food's. What is gone, or finds the meal full, changes nothing.
    """
    if held.meal is None:
        return content.with_day_copied(held.day, day)
    if not held.key:
        return content.with_menu(day, meal, content.menu(held.day, held.meal))
    item = held.item(content)
    if item is None or len(content.menu(day, meal).items) >= MOST_ITEMS:
        return content
    return content.with_item(day, meal, replace(item, key=key))
