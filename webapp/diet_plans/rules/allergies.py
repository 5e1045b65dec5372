"""The allergy gate (D3): from the words in a client's record to the foods of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from webapp.diet_plans.rules.foods import Food, table
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

_BETWEEN = re.compile(r"[,;/，；、。\n]+")
_NONE = {"", "无", "没有", "none", "no", "nil", "no known allergies", "无过敏"}


@dataclass(frozen=True, slots=True)
class Allergies:
    """What a client must not eat: allergen groups, single foods, and words nobody could place.

    `unplaced` words cannot be checked by the gate: they are shown, and a person looks.
    """

    groups: frozenset[str] = frozenset()
    foods: frozenset[str] = frozenset()
    unplaced: tuple[str, ...] = ()

    def hits(self, food: Food) -> bool:
        """Tell whether a food carries an allergen of the client (D3)."""
        return food.code in self.foods or bool(food.allergens & self.groups)


@cache
def groups() -> dict[str, tuple[Bilingual, tuple[str, ...]]]:
    """Give the allergen groups: code → name and the words people write for it."""
    raw = data("diet_plans", "allergens")["allergens"]
    return {one["code"]: (bilingual(one), tuple(one["words"])) for one in raw}


def read(text: str) -> Allergies:
    """Read the allergies of a record, in either language.

    A word that names a group stands for the group; else it is looked for in the names of foods.
    """
    found_groups: set[str] = set()
    found_foods: set[str] = set()
    unplaced = []
    for word in _words(text):
        named = _groups_named(word)
        single = set() if named else _foods_named(word)
        found_groups |= named
        found_foods |= single
        if not named and not single:
            unplaced.append(word)
    return Allergies(frozenset(found_groups), frozenset(found_foods), tuple(unplaced))


def _words(text: str) -> list[str]:
    words = [word.strip().lower() for word in _BETWEEN.split(text)]
    return [word for word in words if word not in _NONE]


def _groups_named(word: str) -> set[str]:
    return {code for code, (_, words) in groups().items() if any(_stands_in(known, word) for known in words)}


def _stands_in(known: str, word: str) -> bool:
    """Chinese has no spaces; an English word must stand alone, so that peanuts are not nuts."""
    if not known.isascii():
        return known in word
    return re.search(rf"\b{known}(s|es)?\b", word) is not None


def _foods_named(word: str) -> set[str]:
    return {food.code for food in table().values() if _names(food, word)}


def _names(food: Food, word: str) -> bool:
    chinese = (food.name.zh, *food.aliases)
    return any(word in name for name in chinese) or (len(word) > 2 and word in food.name.en.lower())


def carried(food: Food, allergies: Allergies) -> list[Bilingual]:
    """Give the names of the allergens a food brings to this client, the food itself if it is named."""
    named = [groups()[code][0] for code in sorted(food.allergens & allergies.groups)]
    return named or ([food.name] if food.code in allergies.foods else [])


def hit_foods(foods: Iterable[Food], allergies: Allergies) -> list[Food]:
    """Give the foods of a plan that the gate stops, each once."""
    return list({food.code: food for food in foods if allergies.hits(food)}.values())
