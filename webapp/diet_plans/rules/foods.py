"""The food table: what a plan is made of (D2, D5).

Read from `data/foods.json`. Figures are per 100 g of the edible part; those that cite `USDA SR28 n`
equal that table's figures, the others are unknown. Unknown is None and never zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


class Nutrient(StrEnum):
    """What is added up. Energy in kcal, sodium in mg, the others in g."""

    ENERGY = "energy_kcal"
    PROTEIN = "protein_g"
    FAT = "fat_g"
    CARBOHYDRATE = "carbohydrate_g"
    FIBRE = "fibre_g"
    SODIUM = "sodium_mg"


@dataclass(frozen=True, slots=True)
class Unit:
    """A household amount and what one of it weighs in grams."""

    code: str
    name: Bilingual
    grams: Decimal


GRAM = Unit("g", bilingual(data("diet_plans", "words")["units"]["GRAM"]), Decimal(1))


@dataclass(frozen=True, slots=True)
class Food:
    """One food. `exchange_grams` is one exchange of about 90 kcal; `pagoda_share` turns a gram
    of it into grams as the pagoda counts them (raw cereal, dry soybean), None where nobody knows."""

    code: str
    name: Bilingual
    aliases: tuple[str, ...]
    initials: tuple[str, ...]
    group: str
    exchange_group: str
    exchange_grams: Decimal | None
    per_100g: Mapping[Nutrient, Decimal | None]
    pagoda_share: Decimal | None
    allergens: frozenset[str]
    units: tuple[Unit, ...]
    source: str

    @property
    def dish(self) -> Bilingual:
        """Give the name as it is said at table: the table's name without how it was weighed."""
        return Bilingual(zh=_WEIGHED_ZH.sub("", self.name.zh), en=_at_table(self.name.en))

    @property
    def weighed_raw(self) -> bool:
        """Tell whether its grams are those before cooking."""
        return not _RAW.isdisjoint(self.name.en.split(", "))

    def unit(self, code: str) -> Unit | None:
        """Give the unit with this code: grams or one of the food’s own."""
        return next((unit for unit in (GRAM, *self.units) if unit.code == code), None)


Table = Mapping[str, Food]


_RAW = frozenset({"raw", "uncooked"})
_WEIGHED = _RAW | {"shelled", "farmed", "meat only weight", "boiled", "peeled"}
_WEIGHED_ZH = re.compile(data("diet_plans", "words")["weighed_zh"])
_SAID: Mapping[str, str] = data("diet_plans", "words")["said_en"]


def _at_table(name: str) -> str:
    """`Hen's egg, shelled, raw` is an egg; what tells foods apart (lean, with skin) stays."""
    said = ", ".join(part for part in name.split(", ") if part not in _WEIGHED)
    return _SAID.get(said, said)


def read_food(raw: Mapping[str, Any]) -> Food:
    """Read one row of the table, or of the snapshot that a published plan carries."""
    exchange = raw["exchange"] or {}
    return Food(
        code=raw["code"],
        name=Bilingual(zh=raw["zh"], en=raw["en"]),
        aliases=tuple(raw["aliases"]),
        initials=tuple(raw["initials"]),
        group=raw["group"],
        exchange_group=exchange.get("group", ""),
        exchange_grams=_figure(exchange.get("grams")),
        per_100g={nutrient: _figure(raw[nutrient.value]) for nutrient in Nutrient},
        pagoda_share=_figure(raw["pagoda_grams_per_gram"]),
        allergens=frozenset(raw["allergens"]),
        units=tuple(_unit(unit) for unit in raw["units"]),
        source=raw["source"],
    )


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _unit(raw: Mapping[str, str]) -> Unit:
    return Unit(code=raw["en"].replace(" ", "_"), name=bilingual(dict(raw)), grams=Decimal(raw["grams"]))


@cache
def table() -> Table:
    """Give the whole food table by code."""
    return {raw["code"]: read_food(raw) for raw in data("diet_plans", "foods")["foods"]}


def table_version() -> str:
    """Give the name and version of the table, frozen into each published plan (D4)."""
    raw = data("diet_plans", "foods")
    return f"{raw['table']} {raw['version']}"


def snapshot(codes: set[str]) -> dict[str, Any]:
    """Give the raw rows of the foods a plan uses, to be kept in the published version (D1)."""
    return {raw["code"]: raw for raw in data("diet_plans", "foods")["foods"] if raw["code"] in codes}


def search(words: str, *, limit: int = 8) -> list[Food]:
    """Find foods by Chinese, pinyin initials (`mf` → 米饭) or English, the closest first (D5)."""
    wanted = " ".join(words.lower().split())
    if not wanted:
        return []
    ranked = [
        (rank, len(food.name.zh), food.code) for food in table().values() if (rank := _rank(food, wanted))
    ]
    return [table()[code] for _, _, code in sorted(ranked)[:limit]]


def _rank(food: Food, wanted: str) -> int:
    """Give how close a food is to what was typed: 1 the closest, 0 not at all."""
    english = food.name.en.lower()
    names = (food.name.zh, *food.aliases)
    chinese = any(name == wanted for name in names) or food.name.zh.split("（")[0] == wanted
    steps = (
        chinese or english == wanted or food.initials[0] == wanted,
        food.name.zh.startswith(wanted) or wanted in food.initials,
        english.startswith(wanted) or any(name.startswith(wanted) for name in names),
        food.initials[0].startswith(wanted) or any(word.startswith(wanted) for word in english.split()),
        any(wanted in name for name in names) or any(short.startswith(wanted) for short in food.initials),
        len(wanted) > 2 and wanted in english,
    )
    return next((place for place, met in enumerate(steps, start=1) if met), 0)
