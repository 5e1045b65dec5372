"""The disease models: figures, boundaries, and the thirteen traps of the clinical page."""

from __future__ import annotations

import math

import pytest

from tests.assessments.people import EVERYTHING, GUIDELINE_MAN, SMOKER, in_report, risk
from webapp.assessments.rules.diseases import china_par_10y, china_par_lifetime, findrisc, prevent
from webapp.assessments.rules.models import logistic, to_tenth
from webapp.assessments.rules.registry import DISEASES, MODELS
from webapp.toolbox.bands import band

WOMAN = {**GUIDELINE_MAN, "sex": "female", "age": 60, "waist_cm": 82}


class TestChinaPar:
    def test_a_woman_is_not_one_third_too_low(self) -> None:
        """Trap 1: the printed coefficients with S0 0.99 give 3.2 % here."""
        printed = _printed_woman(WOMAN)
        assert risk("china_par_10y", WOMAN).value == pytest.approx(printed * 1.5, rel=0.06)

    def test_lipids_enter_as_ln_of_mgdl_by_the_official_factor(self) -> None:
        """Trap 2."""
        typed = risk("china_par_10y", GUIDELINE_MAN, tc_mmol=None, tc_mgdl=5.2 / 0.0259)
        assert typed.value == risk("china_par_10y", GUIDELINE_MAN).value == 4.7
        who = china_par_10y.read(_facts(GUIDELINE_MAN))
        assert (who.tc, who.hdl) == (pytest.approx(5.2 / 0.0259), pytest.approx(1.3 / 0.0259))

    def test_the_pressure_term_of_the_other_treatment_is_nothing(self) -> None:
        """Trap 3."""
        treated = risk("china_par_10y", GUIDELINE_MAN, bp_treated=True).value
        c, ln_age, ln_sbp = china_par_10y.COEFFICIENTS["male"], math.log(40), math.log(145)
        change = (
            (c["ln_sbp_treated"] - c["ln_sbp_untreated"])
            + (c["ln_age_x_ln_sbp_treated"] - c["ln_age_x_ln_sbp_untreated"]) * ln_age
        ) * ln_sbp
        untreated = china_par_10y.percent(china_par_10y.read(_facts(GUIDELINE_MAN))) / 100
        hazard = -math.log(1 - untreated) * math.exp(change)
        assert treated == to_tenth(100 * (1 - math.exp(-hazard)))

    def test_womens_cholesterol_counts_six_hundredths(self) -> None:
        """Trap 4."""
        assert china_par_10y.COEFFICIENTS["female"]["ln_tc"] == pytest.approx(0.06, abs=0.005)

    def test_a_mans_waist_counts_downwards(self) -> None:
        """Trap 5: that is why it is never an advice of this model."""
        assert (
            china_par_10y.COEFFICIENTS["male"]["ln_waist"]
            < 0
            < china_par_10y.COEFFICIENTS["female"]["ln_waist"]
        )

    @pytest.mark.parametrize(
        ("shown", "category"), [(4.9, "low"), (5.0, "moderate"), (9.9, "moderate"), (10.0, "high")]
    )
    def test_the_class_is_taken_from_the_displayed_value(
        self, monkeypatch: pytest.MonkeyPatch, shown: float, category: str
    ) -> None:
        """Trap 7: 4.96 is shown as 5.0 and is moderate."""
        monkeypatch.setattr(china_par_10y, "percent", lambda _who: shown - 0.04)
        answer = risk("china_par_10y", GUIDELINE_MAN)
        assert (answer.value, answer.category) == (shown, category)

    def test_half_a_tenth_is_rounded_up(self) -> None:
        assert (to_tenth(0.25), to_tenth(4.949999), to_tenth(4.96)) == (0.3, 4.9, 5.0)

    @pytest.mark.parametrize("disease", ["chd", "mi", "stroke"])
    def test_known_disease_gets_words_and_no_number(self, disease: str) -> None:
        """Trap 8: also when something else is missing."""
        for name in ("china_par_10y", "china_par_lifetime", "prevent", "score2_asia_pacific"):
            answer = risk(name, EVERYTHING, history=[disease], sbp_mmHg=None)
            assert answer.value is None
            assert answer.not_computed is not None
            assert answer.not_computed.fields == ("history",)
            assert "disease guideline" in answer.not_computed.reason.en
            assert "极高危" in answer.not_computed.reason.zh

    def test_town_and_family_are_asked_of_men_only(self) -> None:
        assert risk("china_par_10y", WOMAN, urban=None, family_history=None).value is not None
        answer = risk("china_par_10y", GUIDELINE_MAN, urban=None, family_history=None)
        assert answer.not_computed is not None
        assert answer.not_computed.fields == ("urban", "family_history")

    @pytest.mark.parametrize(("age", "cautious"), [(34.9, True), (35, False), (74.9, False), (75, True)])
    def test_outside_the_ages_of_the_study_a_caution_stands_beside_the_number(
        self, age: float, cautious: bool
    ) -> None:
        """Trap 10."""
        answer = risk("china_par_10y", GUIDELINE_MAN, age=age)
        assert answer.value is not None
        assert ("caution" in answer.parts) == cautious

    def test_age_counts_in_completed_years(self) -> None:
        assert risk("china_par_10y", GUIDELINE_MAN, age=40.99) == risk("china_par_10y", GUIDELINE_MAN)
        assert risk("china_par_10y", GUIDELINE_MAN, age=85.9).value is not None

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("age", 19.9),
            ("age", 86),
            ("sbp_mmHg", 69.9),
            ("sbp_mmHg", 200.1),
            ("waist_cm", 49),
            ("waist_cm", 131),
            ("tc_mmol", 1.99),
            ("tc_mmol", 11.01),
            ("hdl_mmol", 0.49),
            ("hdl_mmol", 4.01),
        ],
    )
    def test_outside_what_the_calculator_accepts_there_is_no_number(self, key: str, value: float) -> None:
        answer = risk("china_par_10y", GUIDELINE_MAN, **{key: value})
        assert answer.value is None
        assert answer.not_computed is not None
        assert answer.not_computed.fields == (key,)

    def test_mgdl_and_mmol_each_have_the_limits_of_their_own_unit(self) -> None:
        assert risk("china_par_10y", GUIDELINE_MAN, tc_mmol=11).value is not None
        assert risk("china_par_10y", GUIDELINE_MAN, tc_mmol=None, tc_mgdl=401).value is None

    def test_lifetime_is_high_from_32_8_percent_and_only_from_20_to_59(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert risk("china_par_lifetime", GUIDELINE_MAN, age=59.9).value is not None
        for age in (19, 60):
            assert risk("china_par_lifetime", GUIDELINE_MAN, age=age).value is None
        for shown, category in ((32.8, "high"), (32.7, "low")):
            monkeypatch.setattr(china_par_lifetime, "percent", lambda _who, shown=shown: shown)
            assert risk("china_par_lifetime", GUIDELINE_MAN).category == category

    def test_the_table_of_lifetimes_holds_every_age_of_both_sexes(self) -> None:
        for sex in ("male", "female"):
            values = [
                risk("china_par_lifetime", GUIDELINE_MAN, sex=sex, age=age).value for age in range(20, 60)
            ]
            assert None not in values


class TestPrevent:
    def test_thirty_years_end_at_59(self) -> None:
        assert risk("prevent", EVERYTHING, age=59).parts["risk_30yr"] is not None
        assert risk("prevent", EVERYTHING, age=60).parts["risk_30yr"] is None
        assert set(risk("prevent", EVERYTHING).parts["risk_10yr"]) == {
            "total_cvd",
            "ascvd",
            "heart_failure",
            "chd",
            "stroke",
        }

    @pytest.mark.parametrize(
        ("key", "inside", "outside"),
        [
            ("age", 79, 80),
            ("age", 30, 29),
            ("sbp_mmHg", 180, 181),
            ("sbp_mmHg", 90, 89),
            ("bmi", 39.9, 40),
            ("bmi", 18.5, 18.4),
            ("tc_mgdl", 320, 321),
            ("tc_mgdl", 130, 129),
            ("hdl_mgdl", 100, 101),
            ("hdl_mgdl", 20, 19),
        ],
    )
    def test_its_ranges_are_kept_to_the_boundary(self, key: str, inside: float, outside: float) -> None:
        free = {**EVERYTHING, "tc_mmol": None, "hdl_mmol": None, "tc_mgdl": 200, "hdl_mgdl": 50}
        assert risk("prevent", free, **{key: inside}).not_computed is None
        refused = risk("prevent", free, **{key: outside}).not_computed
        assert refused is not None
        assert refused.fields == (key,)

    @pytest.mark.parametrize(
        ("key", "inside", "outside", "limits"),
        [
            ("tc_mmol", 130 * 0.02586, 3.36, "3.36–8.28"),
            ("tc_mmol", 320 * 0.02586, 8.28, "3.36–8.28"),
            ("hdl_mmol", 20 * 0.02586, 0.51, "0.52–2.59"),
            ("hdl_mmol", 100 * 0.02586, 2.6, "0.52–2.59"),
        ],
    )
    def test_in_mmol_its_ranges_are_those_of_mg_dl(
        self, key: str, inside: float, outside: float, limits: str
    ) -> None:
        assert risk("prevent", EVERYTHING, **{key: inside}).not_computed is None
        refused = risk("prevent", EVERYTHING, **{key: outside}).not_computed
        assert refused is not None
        assert refused.fields == (key,)
        assert limits in refused.reason.en

    def test_filtration_follows_from_creatinine_and_body_mass_from_height_and_weight(self) -> None:
        computed = risk("prevent", EVERYTHING)
        egfr = risk("egfr_ckdepi2021", EVERYTHING).value
        told = risk("prevent", EVERYTHING, creatinine=None, creatinine_unit=None, egfr=egfr, bmi=78 / 1.72**2)
        assert computed.parts == told.parts

    def test_its_own_factor_turns_mgdl_into_mmol(self) -> None:
        mgdl = {"tc_mmol": None, "hdl_mmol": None, "tc_mgdl": 5.6 / 0.02586, "hdl_mgdl": 1.2 / 0.02586}
        assert risk("prevent", EVERYTHING, **mgdl).parts["risk_10yr"]["chd"] == pytest.approx(
            risk("prevent", EVERYTHING).parts["risk_10yr"]["chd"], rel=1e-12
        )

    def test_the_table_has_a_coefficient_for_every_term(self) -> None:
        table = prevent._TABLE
        for horizon, terms in table["terms"].items():
            for outcomes in table["coefficients"][horizon].values():
                assert {len(row) for row in outcomes.values()} == {len(terms)}


class TestCdrs:
    MAN = {"sex": "male", "age": 20, "sbp_mmHg": 100, "bmi": 20, "waist_cm": 70, "family_history": False}

    @pytest.mark.parametrize(
        ("key", "value", "points"),
        [
            ("age", 24.9, 0),
            ("age", 25, 4),
            ("age", 34, 4),
            ("age", 35, 8),
            ("age", 40, 11),
            ("age", 45, 12),
            ("age", 50, 13),
            ("age", 55, 15),
            ("age", 60, 16),
            ("age", 65, 18),
            ("age", 74.9, 18),
            ("sbp_mmHg", 109.9, 0),
            ("sbp_mmHg", 110, 1),
            ("sbp_mmHg", 119.5, 1),
            ("sbp_mmHg", 120, 3),
            ("sbp_mmHg", 130, 6),
            ("sbp_mmHg", 140, 7),
            ("sbp_mmHg", 150, 8),
            ("sbp_mmHg", 160, 10),
            ("bmi", 21.99, 0),
            ("bmi", 22, 1),
            ("bmi", 23.95, 1),
            ("bmi", 24, 3),
            ("bmi", 29.9, 3),
            ("bmi", 30, 5),
            ("waist_cm", 74.9, 0),
            ("waist_cm", 75, 3),
            ("waist_cm", 80, 5),
            ("waist_cm", 85, 7),
            ("waist_cm", 90, 8),
            ("waist_cm", 95, 10),
            ("family_history", True, 6),
        ],
    )
    def test_each_printed_band_begins_at_its_lower_figure(self, key: str, value: float, points: int) -> None:
        answer = risk("cdrs", self.MAN, **{key: value})
        assert answer.parts[key] == points
        assert answer.value == points + 2

    @pytest.mark.parametrize(("waist", "points"), [(69.9, 0), (70, 3), (75, 5), (80, 7), (85, 8), (90, 10)])
    def test_a_womans_waist_has_bands_of_its_own(self, waist: float, points: int) -> None:
        assert risk("cdrs", self.MAN, sex="female", waist_cm=waist).value == points

    def test_25_points_advise_a_sugar_test_and_24_do_not(self) -> None:
        high = {**self.MAN, "age": 55, "sbp_mmHg": 120, "waist_cm": 80}
        assert (risk("cdrs", high).value, risk("cdrs", high).category) == (25, "high")
        low = risk("cdrs", high, sex="female", waist_cm=75, bmi=22)
        assert (low.value, low.category) == (24, "low")

    @pytest.mark.parametrize(("weight", "points"), [(56.31, 0), (56.32, 1), (61.43, 1), (61.44, 3)])
    def test_a_body_mass_on_the_edge_counts_up_however_it_is_worked_out(
        self, weight: float, points: int
    ) -> None:
        """Trap 13: 61.44 kg at 160 cm is exactly 24.0."""
        answer = risk("cdrs", self.MAN, bmi=None, height_cm=160, weight_kg=weight)
        assert answer.parts["bmi"] == points

    def test_a_glucose_of_today_is_not_called_a_known_diabetes(self) -> None:
        measured = {**EVERYTHING, "diabetes": True, "fpg_mmol": 7.4}
        refused = in_report("cdrs", measured).not_computed
        assert refused is not None
        assert (refused.fields, "already reaches the line" in refused.reason.en) == (("diabetes",), True)
        known = in_report("cdrs", measured, history=["diabetes"]).not_computed
        assert known is not None
        assert "already known" in known.reason.en

    @pytest.mark.parametrize("age", [19.9, 75])
    def test_outside_20_to_74_there_is_no_number(self, age: float) -> None:
        assert risk("cdrs", self.MAN, age=age).value is None

    @pytest.mark.parametrize("known", [{"diabetes": True}, {"history": ["diabetes"]}])
    def test_known_diabetes_is_managed_and_not_predicted(self, known: dict[str, object]) -> None:
        for name in ("cdrs", "findrisc"):
            answer = risk(name, self.MAN, **known)
            assert answer.value is None
            assert answer.not_computed is not None
            assert answer.not_computed.fields == tuple(known)


class TestFindrisc:
    WOMAN = {
        "sex": "female",
        "age": 30,
        "bmi": 22,
        "waist_cm": 70,
        "physically_active": True,
        "daily_vegetables_fruit": True,
        "antihypertensive_medication": False,
        "high_blood_glucose_history": False,
        "family_history": "none",
    }

    @pytest.mark.parametrize(
        ("changes", "points"),
        [
            ({"age": 44.9}, 0),
            ({"age": 45}, 2),
            ({"age": 55}, 3),
            ({"age": 64}, 3),
            ({"age": 65}, 4),
            ({"bmi": 24.9}, 0),
            ({"bmi": 25}, 1),
            ({"bmi": 30}, 1),
            ({"bmi": 30.1}, 3),
            ({"waist_cm": 79.9}, 0),
            ({"waist_cm": 80}, 3),
            ({"waist_cm": 88}, 3),
            ({"waist_cm": 88.1}, 4),
            ({"sex": "male", "waist_cm": 93.9}, 0),
            ({"sex": "male", "waist_cm": 94}, 3),
            ({"sex": "male", "waist_cm": 102}, 3),
            ({"sex": "male", "waist_cm": 102.5}, 4),
            ({"physically_active": False}, 2),
            ({"daily_vegetables_fruit": False}, 1),
            ({"antihypertensive_medication": True}, 2),
            ({"high_blood_glucose_history": True}, 5),
            ({"family_history": "second_degree"}, 3),
            ({"family_history": "first_degree"}, 5),
        ],
    )
    def test_the_middle_bands_hold_both_their_ends(self, changes: dict[str, object], points: int) -> None:
        assert risk("findrisc", self.WOMAN, **changes).value == points

    @pytest.mark.parametrize(
        ("points", "category"),
        [
            (6, "low"),
            (7, "slightly_elevated"),
            (11, "slightly_elevated"),
            (12, "moderate"),
            (14, "moderate"),
            (15, "high"),
            (20, "high"),
            (21, "very_high"),
        ],
    )
    def test_its_bands_are_the_printed_ones(self, points: int, category: str) -> None:
        """Trap 12."""
        assert band(points, *findrisc.BANDS) == category

    def test_there_is_no_upper_age_but_one_must_be_grown_up(self) -> None:
        assert risk("findrisc", self.WOMAN, age=99).value == 4
        assert risk("findrisc", self.WOMAN, age=17).value is None


class TestLung:
    def test_who_still_smokes_has_quit_for_no_years(self) -> None:
        """Trap 6."""
        assert risk("plcom2012", SMOKER, years_quit=12).value == risk("plcom2012", SMOKER).value

    def test_no_cigarettes_a_day_is_no_division_by_zero(self) -> None:
        """Trap 6."""
        refused = risk("plcom2012", SMOKER, cigs_per_day=0).not_computed
        assert refused is not None
        assert refused.fields == ("cigs_per_day",)

    def test_a_never_smoker_gets_words(self) -> None:
        """Trap 6: whatever else is missing."""
        never = {"current_smoker": False, "cigs_per_day": 0, "years_smoked": 0, "bmi": None}
        refused = risk("plcom2012", SMOKER, **never).not_computed
        assert refused is not None
        assert refused.fields == ("cigs_per_day", "years_smoked")
        assert "从不吸烟" in refused.reason.zh

    @pytest.mark.parametrize("cigarettes", [0.02, 1e-300])
    def test_a_puff_now_and_then_is_a_tiny_risk_and_no_overflow(self, cigarettes: float) -> None:
        assert risk("plcom2012", SMOKER, cigs_per_day=cigarettes).value == pytest.approx(0, abs=1e-300)

    def test_a_logit_of_any_size_is_a_probability(self) -> None:
        assert [logistic(logit) for logit in (0, 1000, -1000)] == [0.5, 1, 0]
        assert logistic(2) == pytest.approx(0.880797, abs=1e-6)
        assert logistic(-2) == pytest.approx(0.119203, abs=1e-6)

    def test_a_former_smoker_is_asked_when_it_ended(self) -> None:
        for name in ("plcom2012", "lung_2021"):
            refused = risk(name, {**EVERYTHING, **SMOKER}, current_smoker=False, years_quit=None).not_computed
            assert refused is not None
            assert refused.fields == ("years_quit",)

    def test_without_a_race_the_person_counts_as_asian(self) -> None:
        assert risk("plcom2012", SMOKER) == risk("plcom2012", SMOKER, race="asian")
        assert risk("plcom2012", SMOKER, race="white").value > risk("plcom2012", SMOKER).value  # type: ignore[operator]

    @pytest.mark.parametrize(("age", "cautious"), [(54, True), (55, False), (74, False), (75, True)])
    def test_outside_55_to_74_a_caution_stands_beside_it(self, age: int, cautious: bool) -> None:
        answer = risk("plcom2012", SMOKER, age=age)
        assert answer.value is not None
        assert ("caution" in answer.parts) == cautious

    @pytest.mark.parametrize(
        ("changes", "criteria"),
        [
            ({"cigs_per_day": 20, "years_smoked": 30}, ["smoking"]),
            ({"cigs_per_day": 20, "years_smoked": 29}, []),
            (
                {"current_smoker": False, "cigs_per_day": 20, "years_smoked": 30, "years_quit": 14.9},
                ["smoking"],
            ),
            ({"current_smoker": False, "cigs_per_day": 20, "years_smoked": 30, "years_quit": 15}, []),
            ({"passive_smoking_years": 20}, []),
            ({"passive_smoking_years": 21}, ["passive_smoking"]),
            ({"occupational_exposure_years": 1}, ["occupational_exposure"]),
            ({"copd": True}, ["copd"]),
            ({"family_lung_cancer": True}, ["family_lung_cancer"]),
        ],
    )
    def test_the_chinese_criteria_say_which_one_is_met(
        self, changes: dict[str, object], criteria: list[str]
    ) -> None:
        light = {**EVERYTHING, "smoker": None, "current_smoker": True, "cigs_per_day": 1}
        answer = risk("lung_2021", light, **changes)
        assert answer.parts["criteria"] == criteria
        assert answer.parts["meets"] == bool(criteria)

    @pytest.mark.parametrize(("age", "meets"), [(49.9, False), (50, True), (74.9, True), (75, False)])
    def test_they_hold_from_50_to_74(self, age: float, meets: bool) -> None:
        assert risk("lung_2021", EVERYTHING, age=age, copd=True).parts["meets"] is meets

    def test_known_lung_cancer_gets_words(self) -> None:
        for name in ("plcom2012", "lung_2021"):
            refused = risk(name, EVERYTHING, history=["lung_cancer"]).not_computed
            assert refused is not None
            assert refused.fields == ("history",)


class TestReferenceModels:
    def test_framingham_is_unrounded_and_keeps_its_ages(self) -> None:
        person = {**EVERYTHING, "bmi": 30}
        for name in ("framingham_cvd_2008_lab", "framingham_cvd_2008_bmi"):
            assert risk(name, person).value != to_tenth(risk(name, person).value or 0)
            assert risk(name, person, age=29).value is None
            assert risk(name, person, age=74).value is not None
            assert risk(name, person, age=75).value is None

    def test_other_models_use_38_67(self) -> None:
        mgdl = {"tc_mmol": None, "hdl_mmol": None, "tc_mgdl": 5.6 * 38.67, "hdl_mgdl": 1.2 * 38.67}
        for name in ("framingham_cvd_2008_lab", "score2_asia_pacific"):
            assert risk(name, EVERYTHING, **mgdl).value == pytest.approx(
                risk(name, EVERYTHING).value, rel=1e-12
            )

    def test_score2_needs_its_region_and_keeps_its_ages(self) -> None:
        refused = risk("score2_asia_pacific", EVERYTHING, region=None).not_computed
        assert refused is not None
        assert refused.fields == ("region",)
        for age, there in ((39, False), (40, True), (69, True), (70, False)):
            assert (risk("score2_asia_pacific", EVERYTHING, age=age).value is not None) == there

    def test_score2_excludes_people_with_diabetes(self) -> None:
        refused = risk("score2_asia_pacific", EVERYTHING, diabetes=True, sbp_mmHg=None).not_computed
        assert refused is not None
        assert refused.fields == ("diabetes",)
        assert "没有糖尿病" in refused.reason.zh

    def test_filtration_takes_both_units_and_only_adults(self) -> None:
        umol = risk("egfr_ckdepi2021", EVERYTHING)
        assert risk("egfr_ckdepi2021", EVERYTHING, creatinine=78 / 88.4, creatinine_unit="mg/dL") == umol
        assert risk("egfr_ckdepi2021", EVERYTHING, age=17.9).value is None
        assert risk("egfr_ckdepi2021", EVERYTHING, age=18).value is not None


class TestMissing:
    @pytest.mark.parametrize("name", DISEASES)
    def test_a_missing_input_is_named_and_never_imputed(self, name: str) -> None:
        """Trap 9."""
        assert in_report(name, EVERYTHING).not_computed is None
        for key in EVERYTHING:
            refused = in_report(name, EVERYTHING, **{key: None}).not_computed
            if refused is None:
                continue
            lipid = {"tc_mmol": "tc_mgdl", "hdl_mmol": "hdl_mgdl"}.get(key, key)
            assert refused.fields == (lipid,)
            assert refused.reason.en.startswith("insufficient data: ")
            assert refused.reason.zh.startswith("资料不足：")

    def test_half_a_body_mass_names_the_other_half(self) -> None:
        for given, missing in ((("height_cm",), "weight_kg"), (("weight_kg",), "height_cm"), ((), "bmi")):
            free = {key: value for key, value in EVERYTHING.items() if key not in ("height_cm", "weight_kg")}
            refused = risk("cdrs", {**free, **{key: EVERYTHING[key] for key in given}}).not_computed
            assert refused is not None
            assert refused.fields[0] == missing

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("height_cm", 0),
            ("height_cm", 1e-320),
            ("height_cm", 1e299),
            ("age", -1e9),
            ("weight_kg", -1),
            ("sbp_mmHg", 0),
            ("age", -1),
            ("creatinine", 0),
        ],
    )
    def test_what_no_living_person_has_gives_no_number(self, key: str, value: float) -> None:
        for name, answer in ((n, MODELS[n](_facts({**EVERYTHING, key: value}))) for n in DISEASES):
            assert answer.not_computed is None or answer.not_computed.fields in (
                (key,),
                ("family_history",),
            ), name

    def test_a_list_of_known_diseases_answers_for_each_of_them(self) -> None:
        person = {**EVERYTHING, "diabetes": None, "copd": None, "personal_cancer": None}
        assert risk("plcom2012", person, history=["copd"]) == risk("plcom2012", EVERYTHING, copd=True)
        assert risk("plcom2012", person, history=None).not_computed is not None

    def test_diabetes_not_told_is_known_from_a_fasting_glucose_of_7(self) -> None:
        person = {**GUIDELINE_MAN, "diabetes": None}
        assert risk("china_par_10y", person, fpg_mmol=7.0) == risk(
            "china_par_10y", GUIDELINE_MAN, diabetes=True
        )
        assert risk("china_par_10y", person, fpg_mmol=6.9).not_computed is not None


def _facts(person: dict[str, object]) -> china_par_10y.Facts:
    return china_par_10y.Facts({key: value for key, value in person.items() if value is not None})


def _printed_woman(person: dict[str, object]) -> float:
    """The paper's two-decimal coefficients with its printed baseline survival: what not to do."""
    age, sbp, tc, hdl, waist = (
        math.log(float(str(x)))
        for x in (person["age"], person["sbp_mmHg"], 5.2 / 0.0259, 1.3 / 0.0259, person["waist_cm"])
    )
    total = 24.87 * age + 19.98 * sbp + 0.06 * tc - 0.22 * hdl + 1.48 * waist + 0.54 - 4.36 * age * sbp
    return 100 * (1 - 0.99 ** math.exp(total - 117.26))
