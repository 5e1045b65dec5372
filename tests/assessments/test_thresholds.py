"""The thresholds: a value on a boundary belongs to the upper class (trap 13)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.people import risk


class TestThresholds:
    @pytest.mark.parametrize(
        ("kind", "value", "category"),
        [
            ("bmi", 18.4, "underweight"),
            ("bmi", 18.5, "normal"),
            ("bmi", 23.99, "normal"),
            ("bmi", 24.0, "overweight"),
            ("bmi", 28.0, "obese"),
            ("fpg", 6.09, "normal"),
            ("fpg", 6.1, "ifg"),
            ("fpg", 6.99, "ifg"),
            ("fpg", 7.0, "diabetes_range"),
            ("TC", 5.19, "appropriate"),
            ("TC", 5.2, "borderline"),
            ("TC", 6.2, "high"),
            ("LDL", 2.5, "appropriate"),
            ("LDL", 3.4, "borderline"),
            ("LDL", 4.1, "high"),
            ("TG", 1.69, "appropriate"),
            ("TG", 1.7, "borderline"),
            ("TG", 2.3, "high"),
            ("nonHDL", 4.09, "appropriate"),
            ("nonHDL", 4.1, "borderline"),
            ("nonHDL", 4.9, "high"),
            ("bp", [119, 79], "normal"),
            ("bp", [120, 79], "high_normal"),
            ("bp", [119, 80], "high_normal"),
            ("bp", [139.5, 89], "high_normal"),
            ("bp", [140, 80], "grade1"),
            ("bp", [130, 90], "grade1"),
            ("bp", [160, 80], "grade2"),
            ("bp", [150, 100], "grade2"),
            ("bp", [180, 80], "grade3"),
            ("bp", [150, 110], "grade3"),
        ],
    )
    def test_a_boundary_belongs_to_the_upper_class(self, kind: str, value: Any, category: str) -> None:
        assert risk("thresholds", {"kind": kind, "value": value}).category == category

    @pytest.mark.parametrize(
        ("sex", "value", "category"),
        [
            ("male", 84.9, "normal"),
            ("male", 85, "pre_central"),
            ("male", 90, "central"),
            ("female", 79.9, "normal"),
            ("female", 80, "pre_central"),
            ("female", 85, "central"),
        ],
    )
    def test_a_waist_is_judged_by_sex(self, sex: str, value: float, category: str) -> None:
        assert risk("thresholds", {"kind": "waist", "value": value, "sex": sex}).category == category

    def test_a_waist_without_sex_is_not_judged(self) -> None:
        refused = risk("thresholds", {"kind": "waist", "value": 88}).not_computed
        assert refused is not None
        assert refused.fields == ("sex",)

    def test_a_high_upper_with_a_normal_lower_pressure_is_marked(self) -> None:
        assert risk("thresholds", {"kind": "bp", "value": [150, 85]}).parts["isolated_systolic"] is True
        assert risk("thresholds", {"kind": "bp", "value": [150, 90]}).parts["isolated_systolic"] is False

    @pytest.mark.parametrize("value", [0, -1, [120, 0]])
    def test_nothing_living_measures_nothing(self, value: Any) -> None:
        kind = "bp" if isinstance(value, list) else "bmi"
        assert risk("thresholds", {"kind": kind, "value": value}).not_computed is not None

    def test_a_pressure_is_given_back_as_it_was_told(self) -> None:
        parts = risk("thresholds", {"kind": "bp", "value": [140, 89.5]}).parts
        assert parts == {"sbp_mmHg": 140, "dbp_mmHg": 89.5, "isolated_systolic": True}
