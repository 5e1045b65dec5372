"""What one person told and what was measured become the inputs of the report, each with its source and day (S1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.assessments.rules.gathering import Gathered, Measured, Source, Told, gather
from webapp.assessments.rules.intake import Unusable

TODAY, ANSWERED, EXAMINED = date(2026, 11, 2), date(2026, 10, 1), date(2026, 10, 20)


def gathered(
    told: dict[str, Any] | None = None,
    measured: dict[str, Any] | None = None,
    lifestyle: dict[str, Any] | None = None,
) -> Gathered:
    return gather(
        sex="female",
        age=52,
        told=None if told is None else Told(told, lifestyle or {}, ANSWERED),
        measured=None if measured is None else Measured(measured, EXAMINED),
        day=TODAY,
    )


class TestGather:
    def test_of_whom_nothing_is_told_sex_age_and_region_come_from_the_record(self) -> None:
        found = gathered()
        assert found.values == {"sex": "female", "age": 52, "region": "High"}
        assert found.origins == dict.fromkeys(("sex", "age", "region"), (Source.RECORD, TODAY))

    def test_what_was_told_has_the_day_of_the_questionnaire(self) -> None:
        found = gathered({"smoker": True}, lifestyle={"diet-salt": 6})
        assert found.values["smoker"] is True
        assert found.values["answers_hra"] == {"diet-salt": 6}
        assert found.origins["smoker"] == found.origins["answers_hra"] == (Source.QUESTIONNAIRE, ANSWERED)
        assert found.origins["age"] == (Source.RECORD, TODAY)

    def test_what_was_measured_goes_before_what_was_told(self) -> None:
        found = gathered({"weight_kg": 60, "height_cm": 160}, {"weight_kg": 64.5})
        assert (found.values["weight_kg"], found.values["height_cm"]) == (64.5, 160)
        assert found.origins["weight_kg"] == (Source.EXAM, EXAMINED)
        assert found.origins["height_cm"] == (Source.QUESTIONNAIRE, ANSWERED)

    @pytest.mark.parametrize(("glucose", "counts"), [(6.99, False), (7.0, True), (9.1, True)])
    def test_a_measured_glucose_of_7_counts_as_diabetes_for_the_models(
        self, glucose: float, counts: bool
    ) -> None:
        for told in (None, {"diabetes": False}):
            found = gathered(told, {"fpg_mmol": glucose})
            assert (found.values.get("diabetes") is True) is counts
            assert (found.origins.get("diabetes") == (Source.EXAM, EXAMINED)) is counts

    def test_without_a_measured_glucose_nothing_is_concluded(self) -> None:
        assert "diabetes" not in gathered(None, {"sbp_mmHg": 120}).values

    def test_a_diabetes_that_was_told_stays_told(self) -> None:
        found = gathered({"diabetes": True}, {"fpg_mmol": 8})
        assert found.origins["diabetes"] == (Source.QUESTIONNAIRE, ANSWERED)

    def test_what_no_model_knows_is_refused(self) -> None:
        with pytest.raises(Unusable, match="shoe"):
            gathered({"shoe": 43})

    def test_it_is_kept_with_values_sources_and_days(self) -> None:
        assert gathered(None, {"sbp_mmHg": 120}).as_json() == {
            "values": {"sex": "female", "age": 52, "region": "High", "sbp_mmHg": 120},
            "origins": {
                "sex": ["RECORD", "2026-11-02"],
                "age": ["RECORD", "2026-11-02"],
                "region": ["RECORD", "2026-11-02"],
                "sbp_mmHg": ["EXAM", "2026-10-20"],
            },
        }
