"""The stroke screening card: eight factors, two earlier events."""

from __future__ import annotations

import pytest

from tests.assessments.people import EVERYTHING, risk


class TestStrokeCard:
    CALM = {
        **EVERYTHING,
        "sbp_mmHg": 120,
        "dbp_mmHg": 70,
        "bp_treated": False,
        "smoker": False,
        "active_3x30_per_week": True,
        "bmi": 23,
        "tc_mmol": 5.0,
        "tg_mmol": 1.0,
        "ldl_mmol": 3.0,
    }

    @pytest.mark.parametrize(
        ("changes", "item"),
        [
            ({"sbp_mmHg": 140}, "hypertension"),
            ({"dbp_mmHg": 90}, "hypertension"),
            ({"bp_treated": True}, "hypertension"),
            ({"history": ["hypertension"]}, "hypertension"),
            ({"history": ["af"]}, "atrial_fibrillation"),
            ({"smoker": True}, "smoking"),
            ({"tc_mmol": 6.2}, "dyslipidaemia"),
            ({"hdl_mmol": 0.99}, "dyslipidaemia"),
            ({"tc_mmol": None, "hdl_mmol": None, "ldl_mmol": None, "tg_mmol": None}, "dyslipidaemia"),
            ({"diabetes": True}, "diabetes"),
            ({"active_3x30_per_week": False}, "little_exercise"),
            ({"bmi": 26}, "obesity"),
            ({"family_history_stroke": True}, "family_history"),
        ],
    )
    def test_each_of_the_eight_counts(self, changes: dict[str, object], item: str) -> None:
        answer = risk("stroke_8plus2", self.CALM, **changes)
        assert (answer.value, answer.parts["items"]) == (1, [item])
        grave = item in {"hypertension", "diabetes", "atrial_fibrillation"}
        assert answer.parts["level"] == ("moderate" if grave else "low")

    @pytest.mark.parametrize(
        ("told", "counts"),
        [
            ({}, True),
            ({"tc_mgdl": 200}, False),
            ({"tc_mgdl": 245}, True),
            ({"tc_mmol": 6.19}, False),
            ({"tc_mmol": 6.2}, True),
            ({"hdl_mgdl": 50}, False),
            ({"hdl_mgdl": 38}, True),
            ({"hdl_mmol": 1.0}, False),
            ({"hdl_mmol": 0.99}, True),
            ({"ldl_mmol": 4.09}, False),
            ({"ldl_mmol": 4.1}, True),
            ({"tg_mmol": 2.29}, False),
            ({"tg_mmol": 2.3}, True),
            ({"tg_mmol": 1.0, "history": ["dyslipidaemia"]}, True),
        ],
    )
    def test_blood_fats_count_from_any_one_boundary_or_when_none_is_known(
        self, told: dict[str, object], counts: bool
    ) -> None:
        fats = dict.fromkeys(("tc_mmol", "hdl_mmol", "ldl_mmol", "tg_mmol"))
        answer = risk("stroke_8plus2", self.CALM, **{**fats, **told})
        assert answer.parts["items"] == (["dyslipidaemia"] if counts else [])

    def test_nothing_is_low_and_three_are_high(self) -> None:
        assert risk("stroke_8plus2", self.CALM).parts["level"] == "low"
        three = {"smoker": True, "bmi": 26, "family_history_stroke": True}
        assert risk("stroke_8plus2", self.CALM, **three).parts["level"] == "high"

    @pytest.mark.parametrize("event", ["stroke", "tia"])
    def test_an_earlier_event_is_high_at_once(self, event: str) -> None:
        assert risk("stroke_8plus2", {"age": 50, "history": [event]}).parts["level"] == "high"

    def test_the_card_begins_at_40(self) -> None:
        assert risk("stroke_8plus2", self.CALM, age=39).not_computed is not None
        assert risk("stroke_8plus2", self.CALM, age=40).not_computed is None
