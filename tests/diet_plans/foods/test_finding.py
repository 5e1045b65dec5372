"""Foods in the database: found in many ways, retired ones never, another branch's never (D5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.factories.diet_plans import some_foods
from webapp.diet_plans import queries, services
from webapp.diet_plans.rules.foods import Food, shipped

BRANCH = "00000000000000000000"


@pytest.fixture(autouse=True)
def foods(inside: Flask) -> None:
    some_foods("DRAGON_FRUIT", "RICE_GLUTINOUS_COOKED", "WHEAT_FLOUR")


def found(typed: str) -> list[str]:
    return [food.code for food in queries.search_foods(typed, BRANCH)]


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("米饭", "RICE_WHITE_COOKED"),
            ("mf", "RICE_WHITE_COOKED"),
            ("ＭＦ", "RICE_WHITE_COOKED"),
            ("mifan", "RICE_WHITE_COOKED"),
            ("mi fan", "RICE_WHITE_COOKED"),
            ("西红柿", "TOMATO"),
            ("Broccoli", "BROCCOLI"),
            ("sea  bass", "SEA_BASS"),
            ("bass", "SEA_BASS"),
            ("xlh", "BROCCOLI"),
            ("兰花", "BROCCOLI"),
        ],
    )
    def test_a_food_is_found_by_chinese_initials_pinyin_english_or_another_name(
        self, typed: str, first: str
    ) -> None:
        assert found(typed)[0] == first

    def test_what_is_meant_by_the_whole_word_comes_first(self) -> None:
        assert found("米饭") == ["RICE_WHITE_COOKED", "RICE_GLUTINOUS_COOKED"]

    @pytest.mark.parametrize("typed", ["", "  ", "\x00\ud800%_", "%", "nothing of this name"])
    def test_nothing_is_found_by_nothing_and_by_odd_letters(self, typed: str) -> None:
        assert found(typed) == []

    def test_no_more_than_asked(self) -> None:
        assert len(queries.search_foods("s", BRANCH, limit=2)) == 2


class TestFoods:
    def test_foods_come_by_code_and_what_is_unknown_to_the_table_does_not(self) -> None:
        assert set(queries.foods(["EGG", "NOPE", "EGG"], BRANCH)) == {"EGG"}

    def test_a_row_of_the_database_says_what_the_shipped_row_says(self) -> None:
        assert queries.foods(["EGG"], BRANCH)["EGG"] == shipped()["EGG"]

    def test_foods_to_exchange_are_those_of_the_group(self) -> None:
        assert {food.exchange_group for food in queries.foods_to_exchange(["fruit"], BRANCH).values()} == {
            "fruit"
        }
        assert queries.foods_to_exchange([""], BRANCH) == {}


class TestImportFoods:
    def egg(self) -> Food:
        return replace(shipped()["EGG"], aliases=("鸡子儿",), sounds=(), initials=())

    def test_the_same_rows_twice_change_nothing(self) -> None:
        before = queries.food_table_version()
        filled = services.import_foods([shipped()["EGG"]])
        assert (filled.added, filled.changed, filled.same) == (0, 0, 1)
        assert queries.food_table_version() == before

    def test_a_changed_food_is_found_by_its_new_names_only_and_moves_the_version(self) -> None:
        before = queries.food_table_version()
        services.import_foods([self.egg()])
        assert found("jze") == ["EGG"]
        assert found("鸡子儿") == ["EGG"]
        assert queries.food_table_version() != before
