"""The food table says only what it can cite."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.clients.rules import Allergen
from webapp.diet_plans.rules import foods
from webapp.diet_plans.rules.foods import Nutrient, search, table
from webapp.toolbox.packaged import data

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "usda_sr28_abbrev.csv"
COLUMNS = {
    "energy_kcal": "Energ_Kcal",
    "protein_g": "Protein_(g)",
    "fat_g": "Lipid_Tot_(g)",
    "carbohydrate_g": "Carbohydrt_(g)",
    "fibre_g": "Fiber_TD_(g)",
    "sodium_mg": "Sodium_(mg)",
}
NEEDED = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g")
CITED = re.compile(r"USDA SR28 (\d+)$")
CHINESE = re.compile(r"[\u3400-\u9fff]")
ROWS = data("diet_plans", "foods")["foods"]
# Alcohol and organic acids carry energy, or are counted as carbohydrate without carrying it.
NOT_FROM_MACRONUTRIENTS = {"BEER", "LEMON", "VINEGAR_WHITE", "WINE_RED"}


def cited() -> list[tuple[dict[str, str | None], str]]:
    return [(row, found[1]) for row in ROWS if (found := CITED.match(row["source"]))]


def reference() -> dict[str, dict[str, str]]:
    for folder in (REFERENCE, REFERENCE.parents[3] / "shared" / "reference" / REFERENCE.name):
        if folder.exists():
            with folder.open(encoding="utf-8") as file:
                return {row["NDB_No"]: row for row in csv.DictReader(file)}
    pytest.skip("the USDA table is not beside the project")


def _energy_is_far(row: dict[str, str | None]) -> bool:
    """Tell whether the energy is more than 30 % (and 5 kcal) from 4/9/4 kcal a gram."""
    energy, protein, fat, carbohydrate = (Decimal(row[name] or 0) for name in NEEDED)
    computed = 4 * protein + 9 * fat + 4 * carbohydrate
    return abs(energy - computed) > max(computed * Decimal("0.3"), Decimal(5))


class TestTable:
    def test_there_are_enough_foods_and_enough_of_them_are_cited(self) -> None:
        assert len(ROWS) >= 170
        assert len([row for row, _ in cited() if all(row[name] is not None for name in NEEDED)]) >= 130

    def test_every_cited_figure_is_the_figure_of_the_source(self) -> None:
        source = reference()
        wrong = [
            (row["code"], name)
            for row, number in cited()
            for name, column in COLUMNS.items()
            if (row[name] or "") != source[number][column]
        ]
        assert wrong == []

    def test_a_food_without_a_match_has_no_figures(self) -> None:
        uncited = [row for row in ROWS if "unknown" in row["source"]]
        assert uncited
        assert [row["code"] for row in uncited if any(row[name] is not None for name in COLUMNS)] == []

    def test_macronutrients_fit_into_a_hundred_grams(self) -> None:
        grams = ("protein_g", "fat_g", "carbohydrate_g")
        sums = {row["code"]: sum(Decimal(row[name]) for name in grams) for row, _ in cited()}
        assert {code: total for code, total in sums.items() if total > 105} == {}

    def test_energy_agrees_roughly_with_the_macronutrients(self) -> None:
        far = {row["code"] for row, _ in cited() if _energy_is_far(row)}
        assert far == NOT_FROM_MACRONUTRIENTS

    def test_codes_and_names_are_unique(self) -> None:
        for column in ("code", "zh", "en"):
            assert [name for name, n in Counter(row[column] for row in ROWS).items() if n > 1] == []

    def test_english_names_hold_no_chinese_and_units_have_both(self) -> None:
        assert [row["code"] for row in ROWS if CHINESE.search(row["en"])] == []
        assert [
            row["code"]
            for row in ROWS
            for unit in row["units"]
            if CHINESE.search(unit["en"]) or not unit["zh"]
        ] == []

    def test_every_food_has_a_household_unit_and_known_allergens(self) -> None:
        assert [row["code"] for row in ROWS if not row["units"]] == []
        assert {name for row in ROWS for name in row["allergens"]} <= {*Allergen, "SESAME", "MOLLUSC"}

    def test_exchange_weights_are_those_of_the_list(self) -> None:
        known = {
            (group["key"], Decimal(food["grams"]))
            for group in data("diet_plans", "exchanges")["groups"]
            for food in group["foods"]
        }
        used = {
            (food.exchange_group, food.exchange_grams) for food in table().values() if food.exchange_group
        }
        assert used <= known

    def test_the_version_of_the_table_is_named(self) -> None:
        assert foods.table_version() == "kangyue-foods 1"

    def test_a_snapshot_holds_exactly_the_foods_asked_for(self) -> None:
        assert set(foods.snapshot({"EGG", "MILK_WHOLE"})) == {"EGG", "MILK_WHOLE"}


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("米饭", "RICE_WHITE_COOKED"),
            ("mf", "RICE_WHITE_COOKED"),
            ("西红柿", "TOMATO"),
            ("broccoli", "BROCCOLI"),
            ("Sea Bass", "SEA_BASS"),
            ("土豆", "POTATO"),
            ("xlh", "BROCCOLI"),
        ],
    )
    def test_a_food_is_found_by_chinese_initials_or_english(self, typed: str, first: str) -> None:
        assert search(typed)[0].code == first

    def test_nothing_typed_finds_nothing(self) -> None:
        assert search("  ") == []

    def test_an_odd_word_finds_nothing(self) -> None:
        assert search("\x00\ud800%_") == []

    def test_no_more_than_asked(self) -> None:
        assert len(search("r", limit=5)) <= 5


class TestFigures:
    def test_unknown_stays_unknown(self) -> None:
        assert table()["STEAMED_BUN"].per_100g[Nutrient.ENERGY] is None

    def test_figures_are_exact(self) -> None:
        assert table()["RICE_WHITE_COOKED"].per_100g[Nutrient.PROTEIN] == Decimal("2.38")

    def test_a_household_unit_weighs_what_the_table_says(self) -> None:
        bowl = table()["RICE_WHITE_COOKED"].unit("bowl")
        assert bowl is not None
        assert bowl.grams == 150
        assert table()["RICE_WHITE_COOKED"].unit("barrel") is None


class TestDish:
    @pytest.mark.parametrize(
        ("code", "en", "zh", "raw"),
        [
            ("EGG", "Egg", "鸡蛋", True),
            ("CHICKEN_GIZZARD", "Chicken gizzard", "鸡胗", True),
            ("RICE_WHITE_RAW", "White rice", "大米", True),
            ("RICE_WHITE_COOKED", "Cooked white rice", "米饭", False),
            ("PORK_LEAN", "Pork leg, lean", "猪瘦肉", True),
            ("MAIZE_SWEET_RAW", "Sweetcorn", "鲜甜玉米", True),
        ],
    )
    def test_a_food_is_called_as_at_table_and_raw_weight_is_a_note(
        self, code: str, en: str, zh: str, raw: bool
    ) -> None:
        food = table()[code]
        assert (food.dish.en, food.dish.zh, food.weighed_raw) == (en, zh, raw)

    def test_no_dish_speaks_of_raw_food(self) -> None:
        assert [food.code for food in table().values() if "raw" in food.dish.en.lower().split()] == []
