"""Copying a food, a meal or a day to another place of the week (D5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from webapp.diet_plans.rules.content import EMPTY_WEEK, MOST_ITEMS, Content, Item, Meal, Menu, meal_after
from webapp.diet_plans.rules.holding import Held, put, read_held

RICE, EGG = Item("a", "RICE_WHITE_COOKED", Decimal(1), "bowl"), Item("b", "EGG", Decimal(1), "piece")
PLAN = Content().with_menu(0, Meal.LUNCH, Menu(items=(RICE, EGG)))


class TestReadHeld:
    @pytest.mark.parametrize(
        "held",
        [
            Held(6),
            Held(0, Meal.LUNCH),
            Held(0, Meal.LUNCH, "a"),
            Held(),
            Held(phase=3),
            Held(0, Meal.SNACK, "a", 1),
        ],
    )
    def test_what_an_address_carries_is_read_as_it_was_written(self, held: Held) -> None:
        assert read_held(str(held)) == held

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "7",
            "x",
            "-1",
            "0.TEA",
            "0.LUNCH.a.b",
            "²",
            "p.0",
            "p1",
            "week.LUNCH",
            "p10.0",
            "v0.week",
            "v1",
            "p1.v1.0",
        ],
    )
    def test_anything_else_is_nothing(self, text: str) -> None:
        assert read_held(text) is None


class TestPut:
    def test_a_food_stands_beside_the_others_under_a_key_of_its_own(self) -> None:
        found = put(PLAN, Held(0, Meal.LUNCH, "b"), 0, Meal.LUNCH, key="new", source=PLAN)
        assert [item.key for item in found.menu(0, Meal.LUNCH).items] == ["a", "b", "new"]

    def test_a_meal_takes_the_place_of_a_meal(self) -> None:
        found = put(
            PLAN.with_item(3, Meal.DINNER, EGG), Held(0, Meal.LUNCH), 3, Meal.DINNER, key="new", source=PLAN
        )
        assert found.menu(3, Meal.DINNER) == PLAN.menu(0, Meal.LUNCH)

    def test_a_day_takes_the_place_of_a_day(self) -> None:
        assert put(PLAN, Held(0), 5, Meal.SNACK, key="new", source=PLAN).days[5] == PLAN.days[0]

    def test_a_week_takes_the_place_of_a_week_and_of_nothing_else(self) -> None:
        found = put(
            replace(PLAN, days=EMPTY_WEEK, first_weeks=3), Held(), 5, Meal.SNACK, key="new", source=PLAN
        )
        assert found == replace(PLAN, first_weeks=3)

    def test_a_food_that_is_gone_changes_nothing(self) -> None:
        assert put(PLAN, Held(0, Meal.LUNCH, "gone"), 0, Meal.DINNER, key="new", source=PLAN) == PLAN

    def test_a_full_meal_stays_readable(self) -> None:
        full = Content().with_menu(0, Meal.LUNCH, Menu(items=(EGG,) * MOST_ITEMS))
        assert put(full, Held(0, Meal.LUNCH, "b"), 0, Meal.LUNCH, key="new", source=full) == full


class TestMealAfter:
    def test_after_the_last_meal_comes_the_next_day_and_after_sunday_monday(self) -> None:
        assert meal_after(0, Meal.BREAKFAST) == (0, Meal.MORNING_SNACK)
        assert meal_after(0, Meal.SNACK) == (1, Meal.BREAKFAST)
        assert meal_after(6, Meal.SNACK) == (0, Meal.BREAKFAST)
