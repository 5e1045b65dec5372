"""What is known about one person: what follows from what, and what is missing is named, never imputed (S1)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.people import EVERYTHING, risk
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.lifestyle import Lifestyle
from webapp.assessments.rules.reasons import name_of, possible
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.trace import traces
from webapp.toolbox.words import Bilingual


def follows(key: str, **told: Any) -> Any:
    return Facts(told).get(key)


class TestFollow:
    @pytest.mark.parametrize(
        ("told", "known"),
        [
            ({}, None),
            ({"history": []}, False),
            ({"history": ["chd"]}, False),
            ({"history": ["diabetes"]}, True),
            ({"history": ["diabetes"], "fpg_mmol": 5.0}, True),
            ({"fpg_mmol": 6.99}, None),
            ({"fpg_mmol": 7.0}, True),
            ({"fpg_mmol": 9.0, "history": []}, True),
            ({"fpg_mmol": 9.0, "diabetes": False}, False),
        ],
    )
    def test_diabetes_follows_from_the_history_or_a_glucose_of_7(
        self, told: dict[str, Any], known: bool | None
    ) -> None:
        assert follows("diabetes", **told) is known

    @pytest.mark.parametrize(
        ("told", "known"),
        [
            ({}, None),
            ({"history": ["chd"]}, None),
            ({"history": ["diabetes"]}, True),
            ({"history": ["gestational_diabetes"]}, True),
        ],
    )
    def test_an_earlier_high_blood_sugar_follows_from_a_diabetes_and_never_its_absence(
        self, told: dict[str, Any], known: bool | None
    ) -> None:
        assert follows("high_blood_glucose_history", **told) is known

    @pytest.mark.parametrize(
        ("key", "disease"),
        [("copd", "copd"), ("personal_cancer", "cancer"), ("personal_cancer", "lung_cancer")],
    )
    def test_a_list_of_diseases_answers_for_each_of_its_words(self, key: str, disease: str) -> None:
        assert follows(key, history=["chd", disease]) is True
        assert follows(key, history=["chd"]) is False
        assert follows(key) is None

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("smoker", "current_smoker"),
            ("current_smoker", "smoker"),
            ("bp_treated", "antihypertensive_medication"),
            ("antihypertensive_medication", "bp_treated"),
            ("physically_active", "active_3x30_per_week"),
        ],
    )
    def test_one_fact_has_two_names_and_what_was_told_goes_first(self, one: str, other: str) -> None:
        assert follows(one, **{other: True}) is True
        assert follows(one, **{other: True, one: False}) is False
        assert follows(one) is None

    def test_creatinine_is_asked_for_in_mg_dl(self) -> None:
        assert follows("creatinine_mgdl", creatinine=88.4, creatinine_unit="umol/L") == 1
        assert follows("creatinine_mgdl", creatinine=1.2, creatinine_unit="mg/dL") == 1.2
        assert follows("creatinine_mgdl", creatinine=1.2) is None
        assert follows("creatinine_mgdl", creatinine_unit="mg/dL") is None

    def test_a_body_mass_index_needs_both_figures_and_both_possible(self) -> None:
        assert follows("bmi", height_cm=160, weight_kg=64) == pytest.approx(25)
        assert follows("bmi", height_cm=160) is None
        assert follows("bmi", weight_kg=64) is None
        for told in ({"height_cm": 20, "weight_kg": 64}, {"height_cm": 160, "weight_kg": 1001}):
            assert follows("bmi", **told) != follows("bmi", **told)

    def test_what_is_missing_of_a_pair_is_named_by_its_part(self) -> None:
        for told, named in (
            ({"weight_kg": 64}, ("height_cm",)),
            ({"height_cm": 160}, ("weight_kg",)),
            ({}, ("bmi",)),
        ):
            person = {key: EVERYTHING[key] for key in ("sex", "age", "waist_cm")} | told
            refused = risk("cdrs", person, sbp_mmHg=120, family_history=False).not_computed
            assert refused is not None
            assert refused.fields == named


class TestName:
    def test_what_has_no_name_of_its_own_is_called_by_its_key_and_has_no_limits(self) -> None:
        assert name_of("phq9-9") == Bilingual("phq9-9", "phq9-9")
        assert name_of("sex") == Bilingual("性别", "sex")
        assert possible("phq9-9", 1e9)
        assert not possible("age", 131)


class TestScales:
    def test_the_drinking_questions_need_the_sex(self) -> None:
        for told, named in (
            ({}, ("responses", "sex")),
            ({"responses": [0, 1, 2]}, ("sex",)),
            ({"sex": "male"}, ("responses",)),
        ):
            refused = risk("auditc", told).not_computed
            assert refused is not None
            assert refused.fields == named

    @pytest.mark.parametrize(
        ("scale", "key", "model"),
        [
            ("phq9", "responses", "phq9"),
            ("gad7", "responses", "gad7"),
            ("tcm33", "answers", "tcm33"),
            ("self_care", "scores", "self_care"),
        ],
    )
    def test_a_scale_without_answers_names_them(self, scale: str, key: str, model: str) -> None:
        result = risk(scale, {})
        assert result.model.code == model
        assert result.not_computed is not None
        assert result.not_computed.fields == (key,)


class TestWeek:
    @pytest.mark.parametrize(
        ("days", "minutes", "met_minutes"),
        [(0, None, 0), (0, 60, 0), (5, 60, 990), (5, None, None), (None, 60, None)],
    )
    def test_no_day_is_no_minute_and_a_gap_is_no_score(
        self, days: int | None, minutes: int | None, met_minutes: float | None
    ) -> None:
        still = {"ipaq-vigorous-days": 0, "ipaq-moderate-days": 0}
        walking = {"ipaq-walking-days": days, "ipaq-walking-minutes": minutes}
        told = {key: value for key, value in walking.items() if value is not None}
        result = Lifestyle(still | told, None, None).activity()
        assert result is not None
        assert result.value == met_minutes


class TestTrace:
    def test_the_report_s_family_histories_are_traced_by_their_own_names(self) -> None:
        found = traces({**EVERYTHING, "family_history": False})
        assert not any("family_history" in keys for keys in found.values())
        assert "family_history_cvd" in found["china_par_10y"]
        assert list(found) == list(DISEASES)
        for keys in found.values():
            assert keys == [key for key in EVERYTHING if key in keys]
