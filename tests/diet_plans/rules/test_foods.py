"""What a food is: its figures, its units, what it is called, what looks odd about it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from webapp.diet_plans.rules.foods import Food, Nutrient, Part, Unit, read_food
from webapp.diet_plans.rules.foods import shipped as table
from webapp.diet_plans.rules.foods.checks import Oddity, oddities, same_names
from webapp.diet_plans.rules.foods.rows import as_text, from_text, write_food


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


class TestRow:
    def test_every_food_reads_back_as_it_was_written(self) -> None:
        assert [food.code for food in table().values() if from_text(as_text(food)) != food] == []

    def test_an_older_snapshot_without_origins_still_reads(self) -> None:
        old = write_food(table()["EGG"]) | {"source": "USDA SR28 1123"}
        for later in ("sources", "sounds", "saturated_fat_g"):
            del old[later]
        food = read_food(old)
        assert (food.source, food.origin(Part.FIGURES).verified, food.saturated_fat) == (
            "USDA SR28 1123",
            False,
            None,
        )


def egg(**figures: str | None) -> Food:
    known = {Nutrient(name): None if value is None else Decimal(value) for name, value in figures.items()}
    food = table()["EGG"]
    return replace(food, per_100g={**food.per_100g, **known})


class TestOddities:
    @pytest.mark.parametrize(
        ("food", "found"),
        [
            (table()["EGG"], []),
            (table()["STEAMED_BUN"], []),
            (egg(protein_g="90.1", energy_kcal=None, carbohydrate_g="6", fibre_g=None), [Oddity.SUM]),
            (egg(energy_kcal="186"), [Oddity.ENERGY]),
            (egg(energy_kcal="90"), [Oddity.ENERGY]),
            (egg(fibre_g="0.73"), [Oddity.FIBRE]),
            (egg(sodium_mg="10001"), [Oddity.SODIUM]),
            (replace(egg(), saturated_fat=Decimal("9.52")), [Oddity.SATURATED]),
            (replace(egg(), edible_percent=Decimal(0)), [Oddity.EDIBLE]),
            (replace(egg(), edible_percent=Decimal(101)), [Oddity.EDIBLE]),
            (replace(egg(), units=(Unit("box", egg().name, Decimal(0)),)), [Oddity.UNIT]),
        ],
    )
    def test_a_figure_that_can_hardly_be_is_a_warning(self, food: Food, found: list[Oddity]) -> None:
        assert oddities(food) == found

    def test_the_edges_are_not_odd(self) -> None:
        computed = 4 * Decimal("12.56") + 9 * Decimal("9.51") + 4 * Decimal("0.72")
        assert oddities(egg(energy_kcal=str(computed * Decimal("1.3")))) == []
        assert oddities(egg(protein_g="94.77", energy_kcal=None)) == []

    def test_salt_is_salty_without_being_odd(self) -> None:
        assert oddities(table()["SALT"]) == []

    def test_two_foods_of_one_name_are_told(self) -> None:
        twin = replace(table()["EGG"], code="EGG_TWO")
        assert same_names([twin, *table().values()]) == {
            name: ["EGG_TWO", "EGG"] for name in (twin.name.zh, "hen's egg, shelled, raw")
        }
