"""What was copied and waits to be put somewhere else: a food, a meal, a day or a whole week (D5).

It travels in the address, so copying needs neither script nor clipboard and survives a reload.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from webapp.diet_plans.rules.content import DAYS, MOST_ITEMS, Content, Item, Meal

_WEEK = "week"
_SHAPE = re.compile(
    rf"(?:v(?P<version>[1-9][0-9]{{0,4}})\.)?(?:p(?P<phase>[0-9])\.)?(?:{_WEEK}|(?P<day>[0-{DAYS - 1}])"
    rf"(?:\.(?P<meal>{'|'.join(Meal)})(?:\.(?P<key>[^.]+))?)?)"
)


@dataclass(frozen=True, slots=True)
class Held:
    """Where it stands: a weekday, one meal of it where `meal` is given, one food of that where `key` is.

    No `day` is the whole week. `phase` is the step of the plan, counted from 0; `version` the number of
    a published version, 0 for the draft.
    """

    day: int | None = None
    meal: Meal | None = None
    key: str = ""
    phase: int = 0
    version: int = 0

    def __str__(self) -> str:
        where = _WEEK if self.day is None else str(self.day)
        version = f"v{self.version}" if self.version else ""
        phase = f"p{self.phase}" if self.phase else ""
        return ".".join(filter(None, (version, phase, where, self.meal.value if self.meal else "", self.key)))

    def item(self, content: Content) -> Item | None:
        """Give the food that is held of its phase; None for anything more, or when it is gone."""
        if self.day is None or self.meal is None:
            return None
        return content.item(self.day, self.meal, self.key)


def read_held(text: str) -> Held | None:
    """Read what an address carries; None for anything else."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    day, meal, key = found.group("day", "meal", "key")
    phase, version = (int(found.group(name) or 0) for name in ("phase", "version"))
    return Held(int(day) if day else None, Meal(meal) if meal else None, key or "", phase, version)


def put(content: Content, held: Held, day: int, meal: Meal, *, key: str, source: Content) -> Content:
    """Put what is held of `source` in place: a week over a week, a day over a day, a meal over a meal,
    a food beside the others.

    Both are one phase of a plan. `key` is the new food's. What is gone, or finds the meal full, changes nothing.
    """
    if held.day is None:
        return replace(content, days=source.days)
    if held.meal is None:
        return content.with_day(day, source.days[held.day])
    if not held.key:
        return content.with_menu(day, meal, source.menu(held.day, held.meal))
    item = held.item(source)
    if item is None or len(content.menu(day, meal).items) >= MOST_ITEMS:
        return content
    return content.with_item(day, meal, replace(item, key=key))
