"""What if (S3): only levers that help, bounded, asked of the report's own models; and the page that shows it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.assessments.people import EVERYTHING
from tests.assessments.test_pages import Scene, scene
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.report import assess
from webapp.assessments.rules.what_if import COUNTS, Lever, Step, WhatIf, gives_the_same, what_if

__all__ = ["scene"]
PEOPLE = some.fixed_dictionaries(
    {
        "sex": some.sampled_from(["male", "female"]),
        "age": some.integers(20, 85),
        "sbp_mmHg": some.integers(85, 200),
        "dbp_mmHg": some.integers(50, 120),
        "bp_treated": some.booleans(),
        "tc_mmol": some.floats(2.5, 9).map(lambda one: round(one, 2)),
        "hdl_mmol": some.floats(0.6, 2.4).map(lambda one: round(one, 2)),
        "fpg_mmol": some.floats(3.5, 12).map(lambda one: round(one, 1)),
        "weight_kg": some.floats(38, 140).map(lambda one: round(one, 1)),
        "waist_cm": some.integers(55, 125),
        "smoker": some.booleans(),
        "active_3x30_per_week": some.booleans(),
        "history": some.sampled_from([[], ["hypertension"], ["diabetes"], ["stroke"], ["dyslipidaemia"]]),
    }
)


def person(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**EVERYTHING, **changes}.items() if value is not None}


def step(found: WhatIf, lever: Lever) -> Step | None:
    return next((one for one in found.steps if one.lever is lever), None)


def answers(found: WhatIf, chosen: dict[Lever, float]) -> dict[str, tuple[float, float]]:
    return {pair.model: (pair.now.value or 0, pair.then.value or 0) for pair in found.pairs(chosen)}


class TestWhatIf:
    @settings(max_examples=60, deadline=None)
    @given(PEOPLE, some.lists(some.floats(0, 1), min_size=7, max_size=7))
    def test_no_combination_of_offered_levers_ever_raises_a_shown_risk(
        self, changes: dict[str, Any], shares: list[float]
    ) -> None:
        found = what_if(person(**changes))
        chosen = {
            one.lever: one.goal if one.is_choice else one.now + (one.goal - one.now) * share
            for one, share in zip(found.steps, shares, strict=False)
        }
        for model, (now, then) in answers(found, chosen).items():
            assert then <= now, (model, chosen)

    @settings(max_examples=40, deadline=None)
    @given(PEOPLE)
    def test_equal_inputs_give_exactly_the_report_s_own_figures(self, changes: dict[str, Any]) -> None:
        values = person(**changes)
        printed = assess(values).as_json()["parts"]["5_disease_risk"]
        found = what_if(values)
        for pair in found.pairs({}):
            assert pair.now.as_json() == pair.then.as_json() == printed[pair.model]
        assert gives_the_same(found, printed)

    @settings(max_examples=40, deadline=None)
    @given(PEOPLE)
    def test_every_offered_lever_lowers_some_figure(self, changes: dict[str, Any]) -> None:
        found = what_if(person(**changes))
        for one in found.steps:
            assert any(then < now for now, then in answers(found, {one.lever: one.goal}).values()), one

    def test_a_waist_is_no_lever_for_anybody(self) -> None:
        assert not any("waist" in lever for lever in Lever)

    def test_pressure_is_offered_from_120_and_never_below_110(self) -> None:
        assert step(what_if(person(sbp_mmHg=119)), Lever.SBP) is None
        offered = step(what_if(person(sbp_mmHg=146)), Lever.SBP)
        assert offered is not None
        assert (offered.goal, offered.allows(109), offered.allows(147)) == (110, False, False)

    def test_weight_stops_at_a_healthy_one_and_never_asks_for_more_than_three_tenths(self) -> None:
        assert step(what_if(person(weight_kg=70)), Lever.WEIGHT) is None
        offered = step(what_if(person(weight_kg=120)), Lever.WEIGHT)
        assert offered is not None
        assert offered.goal == 84
        assert (step(what_if(person(weight_kg=72)), Lever.WEIGHT) or offered).goal / 1.72**2 >= 18.5

    def test_a_lipid_written_in_mg_dl_moves_in_mg_dl(self) -> None:
        offered = step(what_if(person(tc_mmol=None, tc_mgdl=216)), Lever.TC)
        assert offered is not None
        assert (offered.key, offered.goal, offered.step) == ("tc_mgdl", 155, 10)

    def test_one_high_glucose_can_fall_but_a_found_diabetes_stays(self) -> None:
        found = what_if(person(fpg_mmol=8.0, diabetes=True))
        now, then = answers(found, {Lever.GLUCOSE: 6.0})["china_par_10y"]
        assert then < now
        assert step(what_if(person(fpg_mmol=8.0, diabetes=True, history=["diabetes"])), Lever.GLUCOSE) is None

    def test_stopping_to_smoke_is_not_asked_of_china_par_where_it_would_answer_the_wrong_way(self) -> None:
        found = what_if(person(age=70))
        assert step(found, Lever.SMOKING) is not None
        assert Lever.SMOKING not in found.answers["china_par_10y"][1]
        assert Lever.SMOKING in found.answers["plcom2012"][1]
        assert Lever.SMOKING in what_if(person(age=60)).answers["china_par_10y"][1]

    def test_weight_is_not_asked_of_the_lung_model(self) -> None:
        found = what_if(person(weight_kg=100))
        now, then = answers(found, {Lever.WEIGHT: 85.0})["plcom2012"]
        assert now == then

    def test_a_known_disease_gives_words_and_no_number(self) -> None:
        found = what_if(person(history=["chd"]))
        assert "china_par_10y" not in found.answers
        assert found.silent["china_par_10y"].not_computed

    def test_nothing_is_imputed_for_what_was_not_told(self) -> None:
        found = what_if({"sex": "male", "age": 52})
        assert not found.steps
        assert not found.answers
        assert set(found.silent) <= set(COUNTS)

    def test_it_takes_less_than_fifty_milliseconds(self) -> None:
        values = person()
        what_if(values)
        started = time.process_time()
        what_if(values).pairs({Lever.SBP: 120.0})
        assert time.process_time() - started < 0.05

    def test_the_inputs_of_the_report_are_left_alone(self) -> None:
        values = person()
        before = dict(values)
        found = what_if(values)
        found.pairs({one.lever: one.goal for one in found.steps})
        assert values == before
        assert Facts(values).values is values


class TestTryChanges:
    def path(self, scene: Scene) -> str:
        scene.released()
        return f"/assessments/{scene.id}/what-if"

    def test_it_opens_with_the_report_s_own_figures(self, scene: Scene) -> None:
        path = self.path(scene)
        page = scene.client.get(path).get_data(as_text=True)
        assert "Nothing changes here." in page
        assert path in scene.client.get(f"/assessments/{scene.id}").get_data(as_text=True)

    def test_a_change_is_worked_out_without_a_script_and_as_a_fragment(self, scene: Scene) -> None:
        path = self.path(scene)
        whole = scene.client.post(path, data={"sbp": "１２６"}).get_data(as_text=True)
        part = scene.client.post(path, data={"sbp": "126"}, headers={"HX-Request": "true"})
        assert "<html" in whole
        assert 'value="１２６"' in whole
        assert "<html" not in part.get_data(as_text=True)
        assert 'id="assessments-bars"' in part.get_data(as_text=True)

    @pytest.mark.parametrize("text", ["90", "300", "low", "-5"])
    def test_what_lies_beyond_the_bounds_is_named(self, scene: Scene, text: str) -> None:
        answer = scene.client.post(self.path(scene), data={"sbp": text})
        assert answer.status_code == 422
        assert "Systolic blood pressure: Please choose between 110 and" in answer.get_data(as_text=True)

    def test_nobody_else_and_no_draft_is_tried(self, scene: Scene) -> None:
        path = f"/assessments/{scene.id}/what-if"
        assert scene.client.get(path).status_code == 404
        scene.released()
        assert scene.other.get(path).status_code == 404
        assert scene.other.post(path, data={"sbp": "120"}).status_code == 404
        assert scene.manager.get(path).status_code == 403
