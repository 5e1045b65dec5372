"""The six parts: what is shown, what is said when something is missing, what is never advised."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.assessments.people import EVERYTHING, risk
from webapp.assessments.cli import assess as assess_command
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.report import Report, assess
from webapp.assessments.rules.report.findings import TOPICS, Finding
from webapp.assessments.rules.report.summary import ladder, summary
from webapp.toolbox.packaged import data

CALM = {
    **EVERYTHING,
    "age": 45,
    "sbp_mmHg": 112,
    "dbp_mmHg": 72,
    "bp_treated": False,
    "tc_mmol": 4.5,
    "hdl_mmol": 1.4,
    "ldl_mmol": 2.4,
    "tg_mmol": 1.0,
    "fpg_mmol": 5.0,
    "weight_kg": 66,
    "waist_cm": 80,
    "smoker": False,
    "cigs_per_day": 0,
    "years_smoked": 0,
    "active_3x30_per_week": True,
    "physically_active": True,
}


def report_on(person: dict[str, Any], /, **changes: Any) -> Report:
    return assess(check({**person, **changes}))


def finding(findings: list[Finding], topic: str) -> Finding:
    return next(entry for entry in findings if entry.topic == topic)


class TestAssess:
    def test_the_command_prints_six_parts_alerts_and_what_is_missing(self) -> None:
        answer = CliRunner().invoke(assess_command, ["-"], input=json.dumps([EVERYTHING, {}]))
        full, empty = json.loads(answer.stdout)
        assert answer.exit_code == 1
        assert list(full) == ["parts", "alerts", "not_computed"]
        assert list(full["parts"]) == [
            "1_information",
            "2_risk_factors",
            "3_chronic",
            "4_improvement",
            "5_disease_risk",
            "6_advice",
        ]
        assert full["not_computed"] == []
        assert {entry["model"] for entry in empty["not_computed"]} >= set(DISEASES)
        assert all(set(row) == {"zh-Hans", "en", "source"} for row in full["parts"]["6_advice"])

    def test_all_computed_is_exit_code_0_and_a_wrong_key_2(self) -> None:
        assert CliRunner().invoke(assess_command, ["-"], input=json.dumps(EVERYTHING)).exit_code == 0
        assert CliRunner().invoke(assess_command, ["-"], input='{"shoe": 1}').exit_code == 2

    def test_a_figure_of_part_5_equals_risk_to_the_last_digit(self) -> None:
        for person in (EVERYTHING, CALM):
            for name, result in report_on(person).disease_risk.items():
                assert result.as_json() == risk(name, person).as_json()

    def test_the_lifetime_figure_is_shown_only_below_ten_percent(self) -> None:
        assert "china_par_lifetime" in report_on(CALM).disease_risk
        assert report_on(EVERYTHING).disease_risk["china_par_10y"].category == "high"
        assert "china_par_lifetime" not in report_on(EVERYTHING).disease_risk

    def test_either_name_of_one_fact_is_taken(self) -> None:
        other = {key: value for key, value in EVERYTHING.items() if key not in ("smoker", "bp_treated")}
        other |= {"current_smoker": True, "antihypertensive_medication": True}
        assert report_on(other).disease_risk == report_on(EVERYTHING).disease_risk

    @pytest.mark.parametrize("key", [key for key in EVERYTHING if key not in ("region", "years_quit")])
    def test_what_is_missing_is_named_and_nothing_else_suffers(self, key: str) -> None:
        younger = {**EVERYTHING, "age": 41}
        whole, less = report_on(younger), report_on({k: v for k, v in younger.items() if k != key})
        named = {"tc_mmol": "tc_mgdl", "hdl_mmol": "hdl_mgdl"}.get(key, key)
        for name, result in less.disease_risk.items():
            if result.not_computed:
                assert result.not_computed.fields == (named,)
            elif key not in ("ldl_mmol", "tg_mmol"):
                assert result == whole.disease_risk[name]


class TestParts:
    def test_a_boundary_belongs_to_the_upper_class(self) -> None:
        """Trap 13."""
        report = report_on(CALM, bmi=24.0, waist_cm=90, sbp_mmHg=140, tc_mmol=5.2, hdl_mmol=1.1)
        classes = {entry.topic: entry.category for entry in report.risk_factors}
        assert (classes["bmi"], classes["waist"], classes["bp"]) == ("overweight", "central", "grade1")
        assert (classes["tc"], classes["non_hdl"]) == ("borderline", "borderline")

    @pytest.mark.parametrize(
        ("key", "value", "topic", "words"),
        [
            ("fpg_mmol", 6.96, "glucose", "6.96 mmol/L, between 6.1 and 7.0"),
            ("fpg_mmol", 6.999998, "glucose", "6.999998 mmol/L, between 6.1 and 7.0"),
            ("fpg_mmol", 6.42, "glucose", "6.4 mmol/L"),
            ("waist_cm", 81.26, "waist", "81.3 cm"),
            ("waist_cm", 84.96, "waist", "84.96 cm"),
            ("tc_mmol", 5.456, "tc", "5.46 mmol/L"),
            ("hdl_mmol", 1.234, "hdl", "1.23 mmol/L"),
            ("bmi", 23.96, "bmi", "23.96"),
            ("sbp_mmHg", 139.6, "bp", "139.6/"),
        ],
    )
    def test_a_figure_is_not_rounded_into_another_class(
        self, key: str, value: float, topic: str, words: str
    ) -> None:
        assert words in finding(report_on(CALM, **{key: value}).risk_factors, topic).text.en

    @pytest.mark.parametrize(
        ("pressure", "category", "words"),
        [
            ((129, 92), "grade1", "the lower number has reached 90, the upper one is below 140"),
            ((150, 80), "grade1", "the upper number has reached 140, the lower one is below 90"),
            ((140, 90), "grade1", "the upper number has reached 140 and the lower one 90"),
            ((112, 84), "high_normal", "the lower number has reached 80, the upper one is below 120"),
            ((165, 95), "grade2", "the upper number has reached 160, the lower one is below 100"),
            ((150, 111), "grade3", "the lower number has reached 110, the upper one is below 180"),
        ],
    )
    def test_it_is_said_which_of_the_two_pressures_is_raised(
        self, pressure: tuple[int, int], category: str, words: str
    ) -> None:
        judged = finding(report_on(CALM, sbp_mmHg=pressure[0], dbp_mmHg=pressure[1]).risk_factors, "bp")
        assert judged.category == category
        assert words in judged.text.en

    def test_a_glucose_of_today_is_repeated_before_it_is_called_diabetes(self) -> None:
        measured = report_on(CALM, fpg_mmol=7.4, diabetes=True, history=[])
        assert measured.chronic[2].category == "diabetes_range"
        assert finding(measured.improvement, "bp_target").category == "general"

    @pytest.mark.parametrize(("bmi", "suits"), [(21.9, False), (22.0, True), (26.9, True), (27.0, False)])
    def test_the_figures_that_suit_over_80_hold_both_their_ends(self, bmi: float, suits: bool) -> None:
        said = finding(report_on(CALM, age=80, bmi=bmi).risk_factors, "bmi").text
        younger = finding(report_on(CALM, age=79, bmi=bmi).risk_factors, "bmi").text
        assert (said != younger) is suits

    def test_over_80_a_rounder_figure_suits(self) -> None:
        old = report_on(CALM, age=82, bmi=25)
        assert finding(old.risk_factors, "bmi").tone == "good"
        assert "weight_over" not in {row.code for row in old.advice}
        assert finding(report_on(CALM, age=82, bmi=27).risk_factors, "bmi").tone == "watch"

    def test_known_diseases_are_managed_and_not_predicted(self) -> None:
        """Trap 8."""
        report = report_on(EVERYTHING, history=["mi", "tia", "diabetes"], diabetes=True)
        assert [entry.category for entry in report.chronic] == ["known"] * 3
        for name in ("china_par_10y", "prevent", "cdrs", "findrisc"):
            assert report.disease_risk[name].value is None

    def test_a_glucose_of_7_weighs_more_than_a_low_score(self) -> None:
        assert report_on(CALM, fpg_mmol=7.0).chronic[2].category == "diabetes_range"
        assert report_on(CALM, hba1c_percent=6.5).chronic[2].category == "diabetes_range"
        unmeasured = report_on({key: value for key, value in CALM.items() if key != "fpg_mmol"})
        assert "no glucose result" in unmeasured.chronic[2].text.en

    def test_the_pressure_goal_follows_age_and_diabetes(self) -> None:
        goals = [
            finding(report_on(CALM, **changes).improvement, "bp_target").category
            for changes in ({}, {"diabetes": True}, {"age": 65}, {"age": 80, "diabetes": True})
        ]
        assert goals == ["general", "diabetes", "from_65", "from_80"]

    @pytest.mark.parametrize(
        ("answers", "topic", "category"),
        [
            ({"diet-salt": 5}, "salt", "within"),
            ({"diet-salt": 5.1}, "salt", "above"),
            ({"diet-oil": 31}, "oil", "above"),
            ({"diet-grains": 199}, "grains", "below"),
            ({"diet-grains": 300}, "grains", "within"),
            ({"diet-meat": 76}, "meat", "above"),
            ({"diet-cooking": ["steamed", "fried"]}, "cooking", "rough"),
            ({"diet-cooking": ["steamed"]}, "cooking", "gentle"),
            ({f"pss10-{no}": 4 for no in range(1, 11)}, "stress", "moderate"),
            ({f"gad7-{no}": 3 for no in range(1, 8)}, "worry", "severe"),
            ({"auditc-1": 0, "auditc-2": 0, "auditc-3": 0}, "alcohol", "none"),
            ({"auditc-1": 4, "auditc-2": 0, "auditc-3": 0}, "alcohol", "positive"),
            ({f"ipaq-{name}-days": 0 for name in ("vigorous", "moderate", "walking")}, "activity", "low"),
        ],
    )
    def test_lifestyle_answers_are_judged(self, answers: dict[str, Any], topic: str, category: str) -> None:
        assert finding(report_on(CALM, answers_hra=answers).improvement, topic).category == category

    @pytest.mark.parametrize("odd", ["a lot", -3, True, None, [], {}])
    def test_an_odd_lifestyle_answer_counts_as_not_told(self, odd: Any) -> None:
        answers = {
            "diet-salt": odd,
            "diet-cooking": odd,
            "phq9-1": odd,
            "ipaq-walking-days": odd,
            "phq9-9": odd,
        }
        report = report_on(CALM, answers_hra=answers)
        assert finding(report.improvement, "salt").tone == "unknown"
        assert report.alerts == []

    def test_a_half_filled_scale_has_no_score_and_names_the_gap(self) -> None:
        report = report_on(CALM, answers_hra={f"phq9-{no}": 0 for no in range(1, 9)})
        assert ("phq9", ("phq9-9",)) in [(name, why.fields) for name, why in report.not_computed()]


class TestAlerts:
    @pytest.mark.parametrize(
        ("changes", "codes"),
        [
            ({"sbp_mmHg": 179, "dbp_mmHg": 109}, []),
            ({"sbp_mmHg": 180}, ["bp_critical"]),
            ({"dbp_mmHg": 110}, ["bp_critical"]),
            ({"fpg_mmol": 16.6}, []),
            ({"fpg_mmol": 16.7}, ["glucose_very_high"]),
            ({"glucose_2h_mmol": 20}, ["glucose_very_high"]),
            ({"fpg_mmol": 3.9}, ["glucose_very_low"]),
            ({"fpg_mmol": 4.0}, []),
            ({"responses": [0] * 8 + [1]}, ["thoughts_of_self_harm"]),
            ({"responses": [3] * 8 + [0]}, []),
            ({"answers_hra": {"phq9-9": 1}}, ["thoughts_of_self_harm"]),
        ],
    )
    def test_critical_values_call_a_human_from_the_boundary_on(
        self, changes: dict[str, Any], codes: list[str]
    ) -> None:
        """Trap 11, and the values named in S2."""
        assert [alert.code for alert in report_on(CALM, **changes).alerts] == codes

    def test_the_summary_then_speaks_of_care_first(self) -> None:
        assert "needs care soon" in summary(report_on(CALM, sbp_mmHg=185))[2].en


class TestAdvice:
    def test_every_row_has_both_languages_a_source_and_a_place_for_the_reviewer(self) -> None:
        for row in data("assessments", "advice"):
            assert row["zh"]
            assert row["en"]
            assert row["first_zh"]
            assert row["first_en"]
            assert row["source"]
            assert "reviewed_by" in row
            for topic, categories in row["when"].items():
                known = set(TOPICS[topic]["classes"]) if topic in TOPICS else {"met", "one_year", "later"}
                assert set(categories) <= known

    def test_a_smaller_waist_is_never_an_advice(self) -> None:
        """Trap 5: and certainly none that rests on China-PAR."""
        for changes in ({"waist_cm": 110}, {"waist_cm": 110, "bmi": 34}, {"waist_cm": 88}):
            for row in report_on(EVERYTHING, **changes).advice:
                assert "waist" not in row.text.en
                assert "腰围" not in row.text.zh
                assert "China-PAR" not in row.source

    def test_who_does_not_smoke_is_not_told_to_stop(self) -> None:
        assert "smoking_stop" in {row.code for row in report_on(EVERYTHING).advice}
        assert "smoking_stop" not in {row.code for row in report_on(CALM).advice}

    def test_nobody_with_diabetes_is_sent_to_a_test_for_it(self) -> None:
        codes = {row.code for row in report_on(EVERYTHING, diabetes=True, fpg_mmol=6.5).advice}
        assert "glucose_ogtt" not in codes
        assert "diabetes_known" in codes

    @pytest.mark.parametrize("key", ["fpg_mmol", "glucose_2h_mmol", "hba1c_percent"])
    def test_whichever_glucose_reaches_the_line_is_repeated(self, key: str) -> None:
        codes = {row.code for row in report_on(CALM, **{key: 11.1}).advice}
        assert "glucose_repeat" in codes

    def test_blood_fats_have_one_retest_time_the_stricter(self) -> None:
        def lipids(**changes: Any) -> list[str]:
            rows = report_on(CALM, **changes).advice
            return [row.code for row in rows if row.code.startswith("lipids")]

        assert lipids(tc_mmol=6.3, ldl_mmol=3.5) == ["lipids_high"]
        assert lipids(ldl_mmol=3.5) == ["lipids_borderline"]

    def test_the_screening_scan_is_advised_only_when_the_criteria_are_met(self) -> None:
        assert "lung_screening" not in {row.code for row in report_on(CALM).advice}
        assert "lung_screening" in {row.code for row in report_on(CALM, age=55, copd=True).advice}

    def test_a_calm_person_keeps_going(self) -> None:
        assert [row.code for row in report_on(CALM).advice] == ["again_later"]


class TestSummary:
    def test_three_sentences_in_each_language(self) -> None:
        for person in (EVERYTHING, CALM, {"sex": "male"}):
            sentences = summary(report_on(person))
            assert len(sentences) == 3
            for sentence in sentences:
                assert sentence.zh.endswith("。")
                assert sentence.en.endswith(".")

    def test_abbreviations_keep_their_capitals(self) -> None:
        report = report_on(CALM, tc_mmol=6.3, hdl_mmol=1.2)
        assert "non-HDL cholesterol" in summary(report)[1].en

    def test_the_ladder_begins_where_help_is_needed(self) -> None:
        tones = [rung.tone for rung in ladder(report_on(EVERYTHING))]
        assert tones == sorted(tones, key=["act", "watch", "good"].index)
        assert len({rung.topic for rung in ladder(report_on(EVERYTHING))}) == len(tones)
