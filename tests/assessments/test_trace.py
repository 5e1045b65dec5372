"""Every figure says from which inputs it was worked out (S1)."""

from __future__ import annotations

from tests.assessments.people import EVERYTHING
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.trace import traces


class TestTrace:
    def test_each_model_names_the_inputs_that_it_asked_for_and_no_others(self) -> None:
        found = traces(EVERYTHING)
        assert set(found) == set(DISEASES)
        assert {"age", "sbp_mmHg", "waist_cm", "height_cm", "weight_kg"} <= set(found["cdrs"])
        assert not {"ldl_mmol", "cigs_per_day"} & set(found["cdrs"])
        assert "cigs_per_day" in found["plcom2012"]

    def test_what_is_not_known_is_named_by_none(self) -> None:
        without = {key: value for key, value in EVERYTHING.items() if key != "waist_cm"}
        assert not any("waist_cm" in asked for asked in traces({**without, "waist_cm": None}).values())
