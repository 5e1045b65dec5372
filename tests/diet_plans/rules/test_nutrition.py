"""Totals are exact, and unknown is never zero (D2)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.foods import shipped as table
from webapp.diet_plans.rules.nutrition import Band, Portion, Total, Verdict, far_off, totals, verdict
from webapp.diet_plans.rules.pagoda import compare, group_name
from webapp.diet_plans.rules.targets import Activity, bands, energy_band, energy_need
from webapp.toolbox.packaged import data

RICE, EGG, BUN = (table()[code] for code in ("RICE_WHITE_COOKED", "EGG", "STEAMED_BUN"))
BAND = Band(Decimal(100), Decimal(200))


class TestTotals:
    def test_a_meal_adds_up_to_the_last_digit(self) -> None:
        found = totals([Portion(RICE, Decimal(150)), Portion(EGG, Decimal(50))])
        assert found[Nutrient.ENERGY] == Total(Decimal("266.5"), 2, 0)
        assert found[Nutrient.PROTEIN].known == Decimal("9.85")

    def test_an_unknown_food_is_counted_and_not_taken_as_zero(self) -> None:
        found = totals([Portion(RICE, Decimal(100)), Portion(BUN, Decimal(80))])
        assert found[Nutrient.ENERGY] == Total(Decimal(130), 2, 1)
        assert not found[Nutrient.ENERGY].exact

    def test_nothing_eaten_is_an_empty_sum(self) -> None:
        assert totals([])[Nutrient.FAT] == Total()


class TestVerdict:
    @pytest.mark.parametrize(
        ("known", "unknown", "expected"),
        [
            ("99.9", 0, Verdict.BELOW),
            ("100", 0, Verdict.WITHIN),
            ("200", 0, Verdict.WITHIN),
            ("200.1", 0, Verdict.ABOVE),
            ("200.1", 1, Verdict.ABOVE),
            ("150", 1, Verdict.UNKNOWN),
            ("50", 1, Verdict.UNKNOWN),
        ],
    )
    def test_a_total_is_judged_by_what_is_certain(self, known: str, unknown: int, expected: Verdict) -> None:
        assert verdict(Total(Decimal(known), 3, unknown), BAND) is expected

    def test_an_empty_day_is_not_called_low(self) -> None:
        assert verdict(Total(), BAND) is Verdict.UNKNOWN

    def test_an_open_end_has_no_fault(self) -> None:
        assert verdict(Total(Decimal(1), 1, 0), Band(high=Decimal(2000))) is Verdict.WITHIN


class TestFarOff:
    @pytest.mark.parametrize(
        ("known", "unknown", "expected"),
        [
            ("74.9", 0, True),
            ("75", 0, False),
            ("250", 0, False),
            ("250.1", 0, True),
            ("250.1", 2, True),
            ("10", 1, False),
            ("0", 0, True),
        ],
    )
    def test_far_is_a_quarter_outside_and_certain(self, known: str, unknown: int, expected: bool) -> None:
        assert far_off(Total(Decimal(known), 3, unknown), BAND) is expected

    def test_without_a_target_nothing_is_far(self) -> None:
        assert not far_off(Total(Decimal(9000), 3, 0), Band())


class TestTargets:
    def test_need_follows_age_sex_and_activity(self) -> None:
        need = energy_need(age=58, sex="MALE", activity=Activity.LIGHT)
        assert need is not None
        assert (need.kcal, need.verified) == (Decimal(2100), True)
        assert "WS/T 578.1" in need.source

    @pytest.mark.parametrize(("age", "kcal"), [(18, 1800), (49, 1800), (50, 1750), (65, 1700), (80, 1500)])
    def test_ages_on_the_edge(self, age: int, kcal: int) -> None:
        need = energy_need(age=age, sex="FEMALE", activity=Activity.LIGHT)
        assert need is not None
        assert need.kcal == kcal

    def test_a_child_or_an_old_heavy_worker_has_no_suggestion(self) -> None:
        assert energy_need(age=17, sex="MALE", activity=Activity.LIGHT) is None
        assert energy_need(age=70, sex="MALE", activity=Activity.HEAVY) is None

    def test_the_band_is_five_percent_rounded_to_fifty(self) -> None:
        need = energy_need(age=52, sex="FEMALE", activity=Activity.LIGHT)
        assert need is not None
        assert energy_band(need) == Band(Decimal(1650), Decimal(1850))

    def test_other_targets_follow_from_energy(self) -> None:
        found = bands(Band(Decimal(1800), Decimal(2000)))
        assert found[Nutrient.PROTEIN] == Band(Decimal(45), Decimal(100))
        assert found[Nutrient.FAT].low == Decimal(40)
        assert found[Nutrient.SODIUM] == Band(None, Decimal(2000))

    def test_without_an_energy_target_there_are_no_shares(self) -> None:
        assert bands(Band())[Nutrient.CARBOHYDRATE] == Band()

    def test_every_figure_of_the_table_is_read(self) -> None:
        rows = data("diet_plans", "dri_energy")["editions"][0]["rows"]
        for row in rows:
            age = int(row["age"].rstrip("+").partition("-")[0])
            for sex in ("MALE", "FEMALE"):
                for column, activity in enumerate(Activity):
                    need = energy_need(age=age, sex=sex, activity=activity)
                    assert (need.kcal if need else None) == row[sex[0]][column]


class TestPagoda:
    def test_whole_grains_count_as_cereals_once(self) -> None:
        layers = {
            layer.key: layer
            for layer in compare(
                [Portion(table()["OATS_DRY"], Decimal(50)), Portion(table()["RICE_WHITE_RAW"], Decimal(170))]
            )
        }
        assert layers["cereals"].grams.known == 220
        assert layers["cereals"].verdict is Verdict.WITHIN

    def test_cooked_rice_counts_as_the_rice_in_it(self) -> None:
        layers = {layer.key: layer for layer in compare([Portion(RICE, Decimal(300))])}
        assert layers["cereals"].grams.known == Decimal(99)

    def test_a_food_nobody_can_convert_is_unknown(self) -> None:
        layers = {layer.key: layer for layer in compare([Portion(table()["DUMPLINGS"], Decimal(200))])}
        assert layers["cereals"].verdict is Verdict.UNKNOWN

    def test_a_missing_group_is_below(self) -> None:
        layers = {layer.key: layer for layer in compare([Portion(RICE, Decimal(300))])}
        assert layers["vegetables"].verdict is Verdict.BELOW

    def test_every_group_of_the_table_has_a_name(self) -> None:
        assert all(group_name(food.group).zh for food in table().values())
        assert group_name("whole_grain_pulses").en == "Whole grains and pulses"
