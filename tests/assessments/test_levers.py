"""The levers of “what if” (S3), each by itself: to whom it is offered, how far it goes, what moving it changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.people import EVERYTHING
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.report import assess
from webapp.assessments.rules.what_if import COUNTS, Lever, Step, WhatIf, changed, gives_the_same, what_if

WORSE = {"sbp_mmHg": 146, "fpg_mmol": 8.0, "diabetes": True, "age": 45}
CALM = {
    "sbp_mmHg": 118,
    "dbp_mmHg": 70,
    "bp_treated": False,
    "tc_mmol": 4.5,
    "hdl_mmol": 1.6,
    "ldl_mmol": 2.4,
    "tg_mmol": 1.0,
    "fpg_mmol": 5.0,
    "weight_kg": 66,
    "smoker": False,
    "active_3x30_per_week": True,
}


def person(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**EVERYTHING, **changes}.items() if value is not None}


def offered(lever: Lever, **changes: Any) -> Step | None:
    steps = [one for one in what_if(person(**changes)).steps if one.lever is lever]
    assert len(steps) <= 1
    return steps[0] if steps else None


def figures(found: WhatIf, chosen: dict[Lever, float]) -> dict[str, tuple[Any, Any]]:
    return {pair.model: (pair.now.value, pair.then.value) for pair in found.pairs(chosen)}


class TestOffer:
    def test_everything_that_helps_is_offered_in_one_order_from_today_to_its_goal(self) -> None:
        assert what_if(person(**WORSE)).steps == (
            Step(Lever.SMOKING, "smoker", 1, 0, 1),
            Step(Lever.SBP, "sbp_mmHg", 146, 110, 5),
            Step(Lever.WEIGHT, "weight_kg", 78, 55, 1),
            Step(Lever.TC, "tc_mmol", 5.6, 4.0, 0.2),
            Step(Lever.HDL, "hdl_mmol", 1.2, 1.5, 0.1),
            Step(Lever.GLUCOSE, "fpg_mmol", 8.0, 5.0, 0.5),
            Step(Lever.ACTIVITY, "active_3x30_per_week", 1, 0, 1),
        )

    @pytest.mark.parametrize(("told", "is_offered"), [(True, True), (False, False), (None, False)])
    def test_to_stop_smoking_is_offered_to_smokers(self, told: bool | None, is_offered: bool) -> None:
        assert (offered(Lever.SMOKING, smoker=told) is not None) is is_offered

    @pytest.mark.parametrize(("told", "is_offered"), [(False, True), (True, False), (None, False)])
    def test_to_move_is_offered_to_who_says_that_he_does_not(
        self, told: bool | None, is_offered: bool
    ) -> None:
        step = offered(Lever.ACTIVITY, active_3x30_per_week=told, physically_active=None)
        assert (step is not None) is is_offered

    @pytest.mark.parametrize(
        ("sbp", "dbp", "goal"),
        [
            (120, 80, 110),
            (119, 70, None),
            (138, 95, 115),
            (138, 94.5, 115),
            (138, None, 110),
            (124, 104, 124),
            (123, 104, None),
            (None, 80, None),
        ],
    )
    def test_a_pressure_keeps_twenty_above_the_lower_one(
        self, sbp: float | None, dbp: float | None, goal: float | None
    ) -> None:
        """At its goal already it helps nobody, so nothing is offered there either."""
        step = offered(Lever.SBP, sbp_mmHg=sbp, dbp_mmHg=dbp)
        assert (step.goal if step else None) == (None if goal == sbp else goal)

    @pytest.mark.parametrize(
        ("age", "weight", "height", "goal"),
        [
            (52, 71.1, 172, 55),
            (52, 70.9, 172, None),
            (52, 100, 172, 70),
            (52, 96, 200, 74),
            (79, 104, 200, 74),
            (52, None, 172, None),
            (52, 100, None, None),
        ],
    )
    def test_weight_is_offered_from_24_down_to_18_5_and_no_more_than_three_tenths(
        self, age: int, weight: float | None, height: float | None, goal: float | None
    ) -> None:
        step = offered(Lever.WEIGHT, age=age, weight_kg=weight, height_cm=height)
        assert (step.goal if step else None) == goal

    @pytest.mark.parametrize(("weight", "goal"), [(107.9, None), (108, 88), (120, 88), (130, 91)])
    def test_from_80_on_weight_is_offered_from_27_down_to_22(self, weight: float, goal: float | None) -> None:
        step = offered(Lever.WEIGHT, age=80, weight_kg=weight, height_cm=200)
        assert (step.goal if step else None) == goal

    def test_a_told_body_mass_index_leaves_no_weight_to_move(self) -> None:
        assert offered(Lever.WEIGHT, bmi=33) is None

    @pytest.mark.parametrize(
        ("lever", "changes", "expected"),
        [
            (Lever.TC, {"tc_mmol": 5.2}, ("tc_mmol", 5.2, 4.0, 0.2)),
            (Lever.TC, {"tc_mmol": 5.19}, None),
            (Lever.TC, {"tc_mmol": None, "tc_mgdl": 200}, ("tc_mgdl", 200, 155, 10)),
            (Lever.TC, {"tc_mmol": None, "tc_mgdl": 199}, None),
            (Lever.HDL, {"hdl_mmol": 1.29}, ("hdl_mmol", 1.29, 1.5, 0.1)),
            (Lever.HDL, {"hdl_mmol": 1.3}, None),
            (Lever.HDL, {"hdl_mmol": None, "hdl_mgdl": 38}, ("hdl_mgdl", 38, 58, 5)),
            (Lever.HDL, {"hdl_mmol": None, "hdl_mgdl": 50}, None),
        ],
    )
    def test_a_blood_fat_is_offered_from_its_boundary_in_its_own_unit(
        self, lever: Lever, changes: dict[str, Any], expected: tuple[Any, ...] | None
    ) -> None:
        step = offered(lever, **changes)
        assert ((step.key, step.now, step.goal, step.step) if step else None) == expected

    @pytest.mark.parametrize(
        ("glucose", "history", "goal"),
        [(7.0, [], 5.0), (6.9, [], None), (8.0, ["diabetes"], None), (None, [], None)],
    )
    def test_a_high_glucose_is_offered_until_diabetes_is_found(
        self, glucose: float | None, history: list[str], goal: float | None
    ) -> None:
        step = offered(Lever.GLUCOSE, fpg_mmol=glucose, history=history, diabetes=(glucose or 0) >= 7)
        assert ((step.goal, step.step) if step else None) == ((goal, 0.5) if goal else None)

    def test_what_no_model_of_this_person_counts_is_not_offered(self) -> None:
        known = what_if(person(history=["chd", "stroke", "diabetes"], diabetes=True))
        assert [step.lever for step in known.steps] == [Lever.SMOKING]
        assert {name: counts for name, (_, counts) in known.answers.items()} == {
            "plcom2012": (Lever.SMOKING,)
        }
        assert list(known.silent) == ["china_par_10y", "china_par_lifetime", "cdrs"]

    def test_what_already_counts_for_nothing_is_no_help(self) -> None:
        """A card at 0 points cannot fall, whatever is moved; one at a single point can fall to none."""
        assert offered(Lever.WEIGHT, **{**CALM, "age": 78, "height_cm": 200, "weight_kg": 100}) is None
        assert offered(Lever.ACTIVITY, **{**CALM, "active_3x30_per_week": False}) is not None

    def test_a_lever_that_leaves_a_figure_as_it_is_is_asked_all_the_same(self) -> None:
        answers = what_if(person(**{**CALM, "sbp_mmHg": 128})).answers
        assert answers["stroke_8plus2"][0].value == 0
        assert Lever.SBP in answers["stroke_8plus2"][1]

    def test_a_model_that_answers_the_wrong_way_round_is_not_asked(self) -> None:
        old = what_if(person(age=70)).answers
        assert Lever.SMOKING not in old["china_par_10y"][1]
        assert Lever.SMOKING in old["plcom2012"][1]
        assert Lever.SMOKING in what_if(person(age=60)).answers["china_par_10y"][1]


class TestStep:
    def test_only_smoking_and_activity_are_a_yes_or_no(self) -> None:
        choices = {lever for lever in Lever if Step(lever, "key", 1, 0).is_choice}
        assert choices == {Lever.SMOKING, Lever.ACTIVITY}

    @pytest.mark.parametrize(
        ("value", "allowed"), [(110, True), (146, True), (130, True), (109.9, False), (146.1, False)]
    )
    def test_a_step_goes_no_further_than_today_and_its_goal(self, value: float, allowed: bool) -> None:
        assert Step(Lever.SBP, "sbp_mmHg", 146, 110, 5).allows(value) is allowed
        assert Step(Lever.HDL, "hdl_mmol", 110, 146, 5).allows(value) is allowed

    def test_a_step_is_one_unless_it_says_otherwise(self) -> None:
        assert Step(Lever.WEIGHT, "weight_kg", 80, 60).step == 1


class TestMove:
    def test_who_stops_smoking_has_stopped_today_under_every_name_of_it(self) -> None:
        step = Step(Lever.SMOKING, "smoker", 1, 0)
        assert changed({"smoker": True}, [(step, 0)]) == {"smoker": False, "years_quit": 0}
        told = {"current_smoker": True, "years_quit": 3, "age": 50}
        assert changed(told, [(step, 0)]) == {"current_smoker": False, "years_quit": 0, "age": 50}

    def test_who_moves_is_active_from_now_on(self) -> None:
        step = Step(Lever.ACTIVITY, "active_3x30_per_week", 1, 0)
        assert changed({"active_3x30_per_week": False}, [(step, 0)]) == {"active_3x30_per_week": True}

    @pytest.mark.parametrize(("value", "kept"), [(6.9, False), (7.0, True), (7.5, True)])
    def test_a_diabetes_of_one_figure_goes_with_the_figure(self, value: float, kept: bool) -> None:
        step = Step(Lever.GLUCOSE, "fpg_mmol", 8.0, 5.0, 0.5)
        then = changed({"fpg_mmol": 8.0, "diabetes": True}, [(step, value)])
        assert then == {"fpg_mmol": value, **({"diabetes": True} if kept else {})}
        assert changed({"fpg_mmol": 8.0}, [(step, value)]) == {"fpg_mmol": value}

    def test_other_levers_set_their_figure_and_nothing_moved_changes_nothing(self) -> None:
        pressure = Step(Lever.SBP, "sbp_mmHg", 146, 110, 5)
        smoking = Step(Lever.SMOKING, "smoker", 1, 0)
        told = {"sbp_mmHg": 146, "smoker": True}
        assert changed(told, [(smoking, 1), (pressure, 126)]) == {"sbp_mmHg": 126, "smoker": True}
        assert changed(told, []) == told
        assert told == {"sbp_mmHg": 146, "smoker": True}


class TestAnswer:
    def test_each_model_answers_what_it_counts(self) -> None:
        found = what_if(person(**WORSE))
        vessels = (Lever.SMOKING, Lever.SBP, Lever.TC, Lever.HDL, Lever.GLUCOSE)
        assert {name: levers for name, (_, levers) in found.answers.items()} == {
            "china_par_10y": vessels,
            "stroke_8plus2": (*vessels[:2], Lever.WEIGHT, *vessels[2:], Lever.ACTIVITY),
            "plcom2012": (Lever.SMOKING,),
        }
        assert [(pair.model, pair.counts) for pair in found.pairs({})] == [
            (name, levers) for name, (_, levers) in found.answers.items()
        ]

    def test_a_figure_moves_with_the_levers_that_its_model_counts_and_no_other(self) -> None:
        found = what_if(person(**WORSE))
        assert found.values == person(**WORSE)
        moved = figures(found, {Lever.SBP: 130, Lever.WEIGHT: 70})
        assert moved["china_par_10y"] == (16.9, 10.4)
        assert moved["stroke_8plus2"] == (5, 4)
        assert moved["plcom2012"][0] == moved["plcom2012"][1]
        best = figures(found, {step.lever: step.goal for step in found.steps})
        assert best["china_par_10y"] == (16.9, 1.7)
        assert best["plcom2012"][1] < best["plcom2012"][0]

    def test_the_family_histories_are_those_of_the_report(self) -> None:
        """`family_history` is the key of one model by itself; the report has one key for each disease."""
        told = person(family_history=False, family_history_cvd=True)
        found = what_if(told)
        now, then = figures(found, {})["china_par_10y"]
        assert now == then == assess(told).disease_risk["china_par_10y"].value
        assert now != assess(person(family_history_cvd=False)).disease_risk["china_par_10y"].value

    def test_figures_of_another_version_are_not_the_same(self) -> None:
        found = what_if(person(**WORSE))
        kept: dict[str, Any] = {name: {"value": now.value} for name, (now, _) in found.answers.items()}
        assert gives_the_same(found, kept)
        assert not gives_the_same(found, {**kept, "china_par_10y": {"value": 17.0}})
        assert not gives_the_same(found, {name: kept[name] for name in list(kept)[1:]})
        assert not gives_the_same(found, {})

    def test_every_model_that_can_be_tried_is_a_model_of_the_report(self) -> None:
        assert set(COUNTS) <= set(DISEASES)
