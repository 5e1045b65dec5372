"""How a food is found (D5): by Chinese, pinyin initials (`mf` → 米饭), pinyin, English and other names.

A food has search keys. What is typed is the beginning of a key, so one walk along an index answers; each key says
how close a food is that was found by it: 1 the closest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.diet_plans.rules.foods.food import Food

LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Key:
    """One way to a food: `whole` is its rank when all of it was typed, `begun` when its beginning was."""

    text: str
    whole: int
    begun: int


def keys(food: Food) -> dict[str, Key]:
    """Give every way to a food by its text, each with the best rank it has."""
    found: dict[str, Key] = {}
    for key in _keys(food):
        known = found.get(key.text)
        best = Key(key.text, min(key.whole, known.whole), min(key.begun, known.begun)) if known else key
        if key.text:
            found[key.text] = best
    return found


def _keys(food: Food) -> Iterator[Key]:
    chinese = plain(food.name.zh)
    yield Key(chinese, 1, 2)
    yield Key(chinese.partition("(")[0], 1, 2)
    yield from (Key(plain(alias), 1, 3) for alias in food.aliases)
    english = plain(food.name.en)
    yield Key(english, 1, 3)
    yield from (Key(rest, 4, 4) for rest in _rests(english))
    for first, told in (
        (food.initials[:1], 1),
        (food.initials[1:], 2),
        (food.sounds[:1], 1),
        (food.sounds[1:], 2),
    ):
        yield from (Key(plain(one), told, 4 if told == 1 else 5) for one in first)
    yield from (
        Key(name[at:], 5, 5) for name in (chinese, *map(plain, food.aliases)) for at in range(1, len(name))
    )


def _rests(english: str) -> Iterator[str]:
    """Give the name from its second word on, from its third word on …: any word may be typed first."""
    words = english.replace("(", " ").replace(",", " ").replace("-", " ").replace("'", " ").split()
    return (" ".join(words[at:]) for at in range(1, len(words)))


def plain(words: str) -> str:
    """Give what was typed as keys are written: full width and capitals do not matter."""
    text = unicodedata.normalize("NFKC", words).casefold().replace("\u2019", "'")
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:LONGEST_KEY]


def is_short(typed: str) -> bool:
    """Tell whether what was typed may mean nearly anything: two letters of pinyin or English, one of Chinese."""
    return len(typed) <= (2 if typed.isascii() else 1)
