"""A day's targets: goal, conditions, what is typed, and what is left to people (D2)."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.pagoda import group_names
from webapp.diet_plans.rules.targets import Activity, Condition, Goal, Need, advice, bands, energy_need
from webapp.toolbox.packaged import data

ENERGY = Band(Decimal(1800), Decimal(2000))
CHOSEN = Content(
    goal=Goal.LOSE,
    conditions=frozenset({Condition.DIABETES, Condition.OBESITY}),
    ranges={Nutrient.SODIUM: Band(None, Decimal(1500))},
)


def need(age: int = 40, sex: str = "FEMALE", activity: Activity = Activity.LIGHT) -> Need | None:
    return energy_need(age=age, sex=sex, activity=activity)


class TestNeed:
    @pytest.mark.parametrize(("goal", "kcal"), [(Goal.LOSE, 1300), (Goal.KEEP, 1800), (Goal.GAIN, 2100)])
    def test_a_goal_is_a_stated_step_from_the_requirement(self, goal: Goal, kcal: int) -> None:
        found = need()
        assert found
        assert found.aiming(goal).kcal == kcal

    def test_nobody_is_starved_below_the_guides_least(self) -> None:
        for sex, least in (("FEMALE", 1000), ("MALE", 1200)):
            assert Need(Decimal(1350), "", True, sex).aiming(Goal.LOSE).kcal == least

    @pytest.mark.parametrize(
        "person", [{"age": 17}, {"sex": "OTHER"}, {"age": 70, "activity": Activity.HEAVY}]
    )
    def test_outside_the_table_nobody_guesses(self, person: dict[str, object]) -> None:
        assert need(**person) is None  # type: ignore[arg-type]
        assert Content(goal=Goal.LOSE).bands(None)[Nutrient.ENERGY] == Band()


class TestBands:
    def test_a_condition_takes_the_place_of_what_holds_for_everybody(self) -> None:
        found = bands(ENERGY, [Condition.DYSLIPIDAEMIA])
        assert found[Nutrient.FAT] == Band(Decimal(40), Decimal(500) / 9)
        assert found[Nutrient.FIBRE] == Band(Decimal(25), Decimal(40))
        assert found[Nutrient.PROTEIN] == bands(ENERGY)[Nutrient.PROTEIN]

    def test_of_two_guides_the_stricter_end_counts(self) -> None:
        both = bands(ENERGY, [Condition.DIABETES, Condition.OBESITY])
        assert both[Nutrient.CARBOHYDRATE] == Band(Decimal(225), Decimal(300))

    def test_no_two_guides_contradict_each_other(self) -> None:
        for chosen in combinations(Condition, 2):
            for band in bands(Band(Decimal(2000), Decimal(2000)), chosen).values():
                assert band.low is None or band.high is None or band.low <= band.high

    def test_gout_is_advice_by_food_group_beside_fibre_and_salt(self) -> None:
        found = bands(ENERGY, [Condition.GOUT])
        assert (found[Nutrient.FIBRE], found[Nutrient.SODIUM]) == (
            Band(Decimal(25)),
            Band(None, Decimal(2000)),
        )
        assert found[Nutrient.PROTEIN] == bands(ENERGY)[Nutrient.PROTEIN]
        lines = advice([Condition.GOUT, Condition.DIABETES])
        assert {condition for condition, _group, _words in lines} == {Condition.GOUT}
        assert {group for _condition, group, _words in lines} <= set(group_names())
        assert all(words.zh and words.en for _condition, _group, words in lines)

    def test_what_was_not_read_in_the_guide_itself_is_marked(self) -> None:
        preset = data("diet_plans", "targets")["presets"]["GOUT"]
        assert preset["verified"] is False
        assert "not read" in preset["source"]

    def test_every_preset_names_its_source(self) -> None:
        presets = data("diet_plans", "targets")["presets"]
        assert set(presets) == set(Condition)
        assert all(one["source"] and one["zh"] and one["en"] for one in presets.values())

    def test_what_the_nutritionist_types_rules(self) -> None:
        assert CHOSEN.bands(need())[Nutrient.SODIUM] == Band(None, Decimal(1500))


class TestDocument:
    def test_aims_are_kept_and_what_nobody_chose_is_not_written(self) -> None:
        assert document.read(document.write(CHOSEN)) == CHOSEN
        for name in ("goal", "conditions", "ranges"):
            assert name not in document.write(Content())
