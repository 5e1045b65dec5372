"""A food as a row of JSON: of the shipped table, of the database, and of a published plan's snapshot (D1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from webapp.diet_plans.rules.foods.food import Food, Nutrient, Origin, Part, Table, Unit
from webapp.toolbox.packaged import bilingual
from webapp.toolbox.words import Bilingual

Row = Mapping[str, Any]


def read_food(raw: Row) -> Food:
    """Read one row; rows of older snapshots say less and are read as well."""
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
        edible_percent=_figure(raw.get("edible_percent")),
        saturated_fat=_figure(raw.get("saturated_fat_g")),
        sounds=tuple(raw.get("sounds", ())),
        origins=_origins(raw),
        former=tuple(_unit(unit) for unit in raw.get("former_units", ())),
    )


def write_food(food: Food) -> dict[str, Any]:
    """Write the row that `read_food` reads."""
    grams = food.exchange_grams
    exchange = {"group": food.exchange_group, "grams": _text(grams)} if food.exchange_group else None
    return {
        "code": food.code,
        "zh": food.name.zh,
        "en": food.name.en,
        "aliases": list(food.aliases),
        "initials": list(food.initials),
        "sounds": list(food.sounds),
        "group": food.group,
        "exchange": exchange,
        "edible_percent": _text(food.edible_percent),
        **{nutrient.value: _text(food.per_100g[nutrient]) for nutrient in Nutrient},
        "saturated_fat_g": _text(food.saturated_fat),
        "pagoda_grams_per_gram": _text(food.pagoda_share),
        "allergens": sorted(food.allergens),
        "units": [_unit_row(unit) for unit in food.units],
        **({"former_units": [_unit_row(unit) for unit in food.former]} if food.former else {}),
        "sources": {
            part.value: {"source": at.source, "verified": at.verified} for part, at in food.origins.items()
        },
    }


def _unit_row(unit: Unit) -> dict[str, Any]:
    return {"zh": unit.name.zh, "en": unit.name.en, "grams": _text(unit.grams)}


def snapshot(codes: Iterable[str], table: Table) -> dict[str, Any]:
    """Give the rows of the foods a plan uses, to be kept in the published version (D1)."""
    return {code: write_food(table[code]) for code in sorted(set(codes))}


def as_text(food: Food) -> str:
    """Write a row as the database keeps it: always the same text for the same food."""
    return json.dumps(write_food(food), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=1024)
def from_text(text: str) -> Food:
    """Read a row of the database. The text itself is the key: a changed food is never read from memory."""
    return read_food(json.loads(text))


def _origins(raw: Row) -> dict[Part, Origin]:
    told = raw.get("sources", {})
    found = {part: Origin(**told[part.value]) for part in Part if part.value in told}
    if "source" in raw and Part.FIGURES not in found:
        found[Part.FIGURES] = Origin(raw["source"], raw.get("verified", False))
    return found


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def _unit(raw: Mapping[str, str]) -> Unit:
    return Unit(code=raw["en"].replace(" ", "_"), name=bilingual(dict(raw)), grams=Decimal(raw["grams"]))
