"""The shipped food table says only what it can cite; the rest is unknown, or computed and said so."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from webapp.clients.rules import Allergen
from webapp.diet_plans.rules import foods
from webapp.diet_plans.rules.foods import Part, shipped
from webapp.diet_plans.rules.foods.checks import oddities, same_names
from webapp.toolbox.packaged import data

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "usda_sr28_abbrev.csv"
COLUMNS = {
    "energy_kcal": "Energ_Kcal",
    "protein_g": "Protein_(g)",
    "fat_g": "Lipid_Tot_(g)",
    "carbohydrate_g": "Carbohydrt_(g)",
    "fibre_g": "Fiber_TD_(g)",
    "sodium_mg": "Sodium_(mg)",
    "saturated_fat_g": "FA_Sat_(g)",
}
NEEDED = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g")
CITED = re.compile(r"USDA SR28 (\d+)$")
CHINESE = re.compile(r"[\u3400-\u9fff]")
ROWS: list[dict[str, Any]] = data("diet_plans", "foods")["foods"]
BY_CODE = {row["code"]: row for row in ROWS}
COMPARED = "f91726e5bbce715db069786811362b130f075bbb0618f4a18058168fcdac5caf"
"""The digest of every cited figure on the day when all of them were compared with the source."""
# Alcohol, organic acids and bran carry another energy than 4, 9 and 4 kcal a gram.
NOT_FROM_MACRONUTRIENTS = {
    *("BEER", "WINE_RED", "SPIRIT_50", "LEMON", "LIME", "VINEGAR_WHITE", "VINEGAR_CIDER"),
    *("OAT_BRAN", "WHEAT_BRAN"),
}


def cited(part: Part) -> list[tuple[dict[str, Any], str]]:
    return [
        (row, found[1])
        for row in ROWS
        if part in row["sources"] and (found := CITED.match(row["sources"][part]["source"]))
    ]


def reference() -> dict[str, dict[str, str]]:
    for folder in (REFERENCE, REFERENCE.parents[3] / "shared" / "reference" / REFERENCE.name):
        if folder.exists():
            with folder.open(encoding="utf-8") as file:
                return {row["NDB_No"]: row for row in csv.DictReader(file)}
    pytest.skip("the USDA table is not beside the project: the digest of what was compared is checked")


class TestShipped:
    def test_there_are_enough_foods_and_enough_of_them_are_cited(self) -> None:
        whole = [row for row, _ in cited(Part.FIGURES) if all(row[name] is not None for name in NEEDED)]
        assert len(ROWS) >= 400
        assert len(whole) >= 400

    def test_every_cited_figure_is_the_figure_of_the_source(self) -> None:
        source = reference()
        wrong = [
            (row["code"], name)
            for row, number in cited(Part.FIGURES)
            for name, column in COLUMNS.items()
            if (row[name] or "") != source[number][column]
        ]
        assert wrong == []

    def test_a_cited_edible_part_is_what_the_source_leaves_after_its_refuse(self) -> None:
        source = reference()
        wrong = [
            row["code"]
            for row, number in cited(Part.EDIBLE)
            if Decimal(row["edible_percent"]) != 100 - Decimal(source[number]["Refuse_Pct"])
        ]
        assert wrong == []

    def test_the_cited_figures_are_those_that_were_compared(self) -> None:
        told = [[number, *(row[name] for name in COLUMNS)] for row, number in cited(Part.FIGURES)]
        told += [[number, row["edible_percent"]] for row, number in cited(Part.EDIBLE)]
        assert hashlib.sha256(json.dumps(told).encode()).hexdigest() == COMPARED

    def test_what_is_cited_is_verified_and_nothing_else_but_water(self) -> None:
        verified = {row["code"] for row in ROWS if row["sources"]["figures"]["verified"]}
        assert verified == {row["code"] for row, _ in cited(Part.FIGURES)} | {"WATER"}

    def test_a_food_without_a_match_has_no_figures(self) -> None:
        uncited = [row for row in ROWS if "unknown" in row["sources"]["figures"]["source"]]
        assert uncited
        assert [row["code"] for row in uncited if any(row[name] is not None for name in COLUMNS)] == []

    def test_only_what_a_person_looked_at_is_odd(self) -> None:
        assert {food.code for food in shipped().values() if oddities(food)} == NOT_FROM_MACRONUTRIENTS

    def test_codes_and_names_are_unique(self) -> None:
        assert [code for code, n in Counter(row["code"] for row in ROWS).items() if n > 1] == []
        assert same_names(shipped().values()) == {}

    def test_english_names_hold_no_chinese_and_units_have_both(self) -> None:
        assert [row["code"] for row in ROWS if CHINESE.search(row["en"])] == []
        units = [(row["code"], unit) for row in ROWS for unit in row["units"]]
        assert [code for code, unit in units if CHINESE.search(unit["en"]) or not unit["zh"]] == []

    def test_every_food_has_a_unit_initials_sounds_and_known_allergens(self) -> None:
        assert [row["code"] for row in ROWS if not (row["units"] and row["initials"] and row["sounds"])] == []
        assert {name for row in ROWS for name in row["allergens"]} <= set(Allergen)

    def test_exchange_weights_are_those_of_the_list(self) -> None:
        known = {
            (group["key"], Decimal(food["grams"]))
            for group in data("diet_plans", "exchanges")["groups"]
            for food in group["foods"]
        }
        used = {(food.exchange_group, food.exchange_grams) for food in shipped().values()}
        assert {pair for pair in used if pair[0]} <= known

    def test_the_edition_is_named(self) -> None:
        assert foods.edition() == "kangyue-foods 2"

    def test_a_snapshot_holds_exactly_the_foods_asked_for(self) -> None:
        assert set(foods.snapshot({"EGG", "MILK_WHOLE"}, shipped())) == {"EGG", "MILK_WHOLE"}


DISHES = [row for row in ROWS if "recipe" in row]


class TestDish:
    def test_there_are_common_dishes(self) -> None:
        assert len(DISHES) >= 50

    def test_its_figures_are_those_of_its_recipe_and_unknown_where_one_is_unknown(self) -> None:
        wrong = [
            (row["code"], name) for row in DISHES for name in COLUMNS if row[name] != computed(row, name)
        ]
        assert wrong == []

    def test_it_says_that_it_is_computed_and_not_verified(self) -> None:
        assert {
            (row["sources"]["figures"]["source"], row["sources"]["figures"]["verified"]) for row in DISHES
        } == {("Computed from its recipe", False)}

    def test_it_carries_every_allergen_of_its_recipe(self) -> None:
        missing = [
            row["code"]
            for row in DISHES
            if {name for code in row["recipe"] for name in BY_CODE[code]["allergens"]}
            != set(row["allergens"])
        ]
        assert missing == []


def computed(row: dict[str, Any], name: str) -> str | None:
    """Give a figure of 100 g of all ingredients, two decimals; unknown where one of theirs is."""
    parts = [(BY_CODE[code][name], Decimal(grams)) for code, grams in row["recipe"].items()]
    if any(figure is None for figure, _ in parts):
        return None
    total = sum(Decimal(figure) * grams for figure, grams in parts) / sum(grams for _, grams in parts)
    return format(total.quantize(Decimal("0.01"), ROUND_HALF_UP), "f")
