"""A day beside the Chinese Food Guide Pagoda 2022 (D2), `data/pagoda.json`, with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.nutrition import Band, Portion, Total, Verdict, verdict
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

_COMPARED = (
    "cereals",
    "tubers",
    "vegetables",
    "fruit",
    "meat_poultry",
    "fish",
    "egg",
    "dairy",
    "soy_nuts",
    "oil",
)
_INSIDE = {"cereals": {"cereals", "whole_grain_pulses"}}


@dataclass(frozen=True, slots=True)
class Layer:
    """One food group of a day: grams as the pagoda counts them, against its range."""

    key: str
    name: Bilingual
    grams: Total
    band: Band
    verdict: Verdict


def compare(portions: Iterable[Portion]) -> list[Layer]:
    """Compare the food groups of one day with the pagoda; whole grains count as cereals, once."""
    listed = list(portions)
    groups = {group["key"]: group for group in data("diet_plans", "pagoda")["groups"]}
    return [_layer(groups[key], listed) for key in _COMPARED]


def _layer(raw: dict[str, str], portions: list[Portion]) -> Layer:
    inside = _INSIDE.get(raw["key"], {raw["key"]})
    grams = sum((_counted(portion) for portion in portions if portion.food.group in inside), Total())
    band = Band(Decimal(raw["min"]), Decimal(raw["max"]))
    found = Verdict.BELOW if not grams.foods else verdict(grams, band)
    return Layer(raw["key"], bilingual(raw), grams, band, found)


def _counted(portion: Portion) -> Total:
    share = portion.food.pagoda_share
    if share is None:
        return Total(foods=1, unknown=1)
    return Total(known=portion.grams * share, foods=1)


def group_name(key: str) -> Bilingual:
    """Give the name of a food group standing alone."""
    return group_names()[key]


def group_names() -> dict[str, Bilingual]:
    """Give the groups a food may be in; condiments, drinks and what the pagoda counts inside are ours."""
    named = {group["key"]: bilingual(group) for group in data("diet_plans", "pagoda")["groups"]}
    ours = {key: bilingual(words) for key, words in data("diet_plans", "words")["groups"].items()}
    return {key: words for key, words in {**named, **ours}.items() if key != "animal_total"}
