"""Plans, allergies, publishing and following (D1, D3, D6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from webapp.diet_plans.rules import allergies, document
from webapp.diet_plans.rules.adherence import Adherence, Mark, adherence, may_mark
from webapp.diet_plans.rules.balance import doubts
from webapp.diet_plans.rules.content import (
    Content,
    Item,
    Meal,
    Menu,
    Phase,
    Section,
    day_portions,
    grams,
)
from webapp.diet_plans.rules.foods import shipped as table
from webapp.diet_plans.rules.publishing import Obstacle, allergen_hits, obstacles
from webapp.diet_plans.rules.versions import next_number
from webapp.toolbox.words import Bilingual

RICE = Item("a", "RICE_WHITE_COOKED", Decimal(1), "bowl")
PEANUT = Item("b", "PEANUT", Decimal(10))
FROZEN = document.Frozen("foods 1", "exchanges 1", {}, {})
NO_ALLERGY: frozenset[str] = frozenset()
NUTTY = frozenset({"PEANUT"})


def with_menu(*items: Item) -> Content:
    return Content().with_menu(1, Meal.LUNCH, Menu(items=items))


class TestContent:
    def test_a_household_amount_weighs_grams(self) -> None:
        assert grams(RICE, table()) == 150

    def test_an_unknown_unit_is_no_weight(self) -> None:
        with pytest.raises(KeyError):
            grams(replace(RICE, unit="barrel"), table())

    def test_a_food_is_added_and_taken_away(self) -> None:
        plan = Content().with_item(0, Meal.DINNER, RICE).with_item(0, Meal.DINNER, PEANUT)
        assert plan.menu(0, Meal.DINNER).items == (RICE, PEANUT)
        assert plan.without_item(0, Meal.DINNER, "a").menu(0, Meal.DINNER).items == (PEANUT,)

    def test_taking_away_twice_changes_nothing(self) -> None:
        plan = with_menu(RICE).without_item(1, Meal.LUNCH, "a")
        assert plan.without_item(1, Meal.LUNCH, "a") == plan

    def test_a_day_is_copied_whole_and_the_source_stays(self) -> None:
        plan = with_menu(RICE).with_item(4, Meal.SNACK, PEANUT).with_day_copied(1, 4)
        assert plan.days[4] == plan.days[1] == {Meal.LUNCH: Menu(items=(RICE,))}

    def test_the_foods_of_a_day_are_those_of_all_its_meals(self) -> None:
        plan = with_menu(RICE).with_item(1, Meal.SNACK, PEANUT)
        assert [portion.grams for portion in day_portions(plan, 1, table())] == [150, 10]


class TestDocument:
    PLAN = replace(
        with_menu(RICE, PEANUT),
        texts={Section.TIPS: Bilingual(zh="少放盐", en="Less salt")},
        energy_low=Decimal("1700"),
    )

    def test_a_plan_is_read_as_it_was_written(self) -> None:
        assert document.read(document.write(self.PLAN)) == self.PLAN
        assert document.read(document.write_version(self.PLAN, table(), FROZEN)) == self.PLAN

    def test_meals_come_back_in_the_order_of_the_day(self) -> None:
        plan = Content()
        for meal in reversed(Meal):
            plan = plan.with_item(0, meal, RICE)
        assert list(document.read(document.write(plan)).days[0]) == list(Meal)

    def test_a_version_carries_its_foods(self) -> None:
        foods = document.read_foods(document.write_version(self.PLAN, table(), FROZEN))
        assert set(foods) == {"RICE_WHITE_COOKED", "PEANUT"}
        assert foods["PEANUT"] == table()["PEANUT"]

    def test_the_same_plan_has_the_same_fingerprint_and_another_has_not(self) -> None:
        text = document.write_version(self.PLAN, table(), FROZEN)
        assert document.fingerprint(text) == document.fingerprint(
            document.write_version(self.PLAN, table(), FROZEN)
        )
        other = self.PLAN.with_item(1, Meal.LUNCH, replace(RICE, key="c"))
        assert document.fingerprint(document.write_version(other, table(), FROZEN)) != document.fingerprint(
            text
        )


class TestAllergies:
    def test_a_food_that_carries_an_allergen_is_named_with_it(self) -> None:
        assert allergies.carried(table()["SESAME_FLATBREAD"], frozenset({"WHEAT", "EGG"})) == ["WHEAT"]
        assert allergies.carried(table()["APPLE"], frozenset({"PEANUT"})) == []

    def test_only_foods_without_the_allergen_are_safe(self) -> None:
        foods = [table()["SHRIMP"], table()["SEA_BASS"]]
        assert allergies.safe(foods, frozenset({"SHRIMP"})) == [table()["SEA_BASS"]]

    def test_an_allergy_to_a_medicine_stops_no_food(self) -> None:
        assert allergies.safe(table().values(), frozenset({"PENICILLIN"})) == list(table().values())


class TestPublishing:
    def test_an_empty_plan_is_not_published(self) -> None:
        assert obstacles(Content(), table(), NO_ALLERGY) == [Obstacle.BLANK]

    def test_one_section_is_enough(self) -> None:
        plan = Content(texts={Section.ADVICE: Bilingual(zh="", en="Eat slowly")})
        assert obstacles(plan, table(), NO_ALLERGY) == []
        assert obstacles(with_menu(RICE), table(), NO_ALLERGY) == []

    def test_an_allergen_blocks(self) -> None:
        plan, careful = with_menu(RICE, PEANUT), NUTTY
        assert obstacles(plan, table(), careful) == [Obstacle.ALLERGEN]
        assert [(hit.day, hit.meal, hit.item) for hit in allergen_hits(plan, table(), careful)] == [
            (1, Meal.LUNCH, PEANUT)
        ]

    def test_a_written_reason_opens_the_gate(self) -> None:
        plan = replace(with_menu(PEANUT), allergy_reason=Bilingual(zh="已复查", en="Tested again"))
        assert obstacles(plan, table(), NUTTY) == []

    def test_a_day_far_from_its_energy_asks_for_a_second_look(self) -> None:
        plan = replace(with_menu(RICE), energy_low=Decimal(1950), energy_high=Decimal(2150))
        found = doubts(plan, table(), plan.bands(None))
        assert [(far.day, far.above) for far in found.days] == [(1, False)]
        assert "Cooking oil" in [name.en for name in found.lacks[0].groups]
        assert obstacles(plan, table(), NO_ALLERGY, doubts=found) == [Obstacle.FAR_OFF]

    def test_every_phase_is_looked_at_and_one_without_a_menu_too(self) -> None:
        later = (Phase(days=with_menu(RICE).days), Phase())
        plan = Content(energy_low=Decimal(1950), energy_high=Decimal(2150), later=later)
        found = doubts(plan, table(), plan.bands(None))
        assert [(far.phase, far.day) for far in found.days] == [(1, 1)]
        assert [lack.phase for lack in found.lacks] == [1]
        assert found.bare == (0, 2)

    def test_texts_alone_raise_no_doubts(self) -> None:
        plan = Content(texts={Section.ADVICE: Bilingual(zh="", en="Eat slowly")}, energy_low=Decimal(1950))
        assert not doubts(plan, table(), plan.bands(None))

    def test_versions_are_counted_from_one(self) -> None:
        assert next_number(0) == 1


class TestAdherence:
    def test_done_and_swapped_count_whole_and_partly_half(self) -> None:
        found = adherence([Mark.DONE, Mark.SWAPPED, Mark.PARTLY, Mark.SKIPPED, None])
        assert found == Adherence(due=5, followed=Decimal("2.5"), not_logged=1)
        assert found.share == Decimal("0.5")

    def test_before_any_meal_there_is_no_share(self) -> None:
        assert adherence([]).share is None

    @pytest.mark.parametrize(("day", "allowed"), [(18, True), (24, True), (17, False), (25, False)])
    def test_the_last_seven_days_may_be_marked(self, day: int, allowed: bool) -> None:
        assert may_mark(date(2026, 11, day), today=date(2026, 11, 24)) is allowed
