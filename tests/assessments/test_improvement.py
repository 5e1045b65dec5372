"""Part 4 of the report: what the person eats and smokes, judged from the boundary on and said with the figure."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.people import EVERYTHING
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.report import assess
from webapp.assessments.rules.report.findings import Finding


def improvement(topic: str, told: dict[str, Any] | None = None, **changes: Any) -> Finding:
    report = assess(check({**EVERYTHING, **changes, "answers_hra": told or {}}))
    return next(finding for finding in report.improvement if finding.topic == topic)


class TestFood:
    @pytest.mark.parametrize(
        ("topic", "least", "most"),
        [("grains", 200, 300), ("fruit", 200, 350), ("vegetables", 300, 500), ("meat", 40, 75)],
    )
    def test_an_amount_is_advised_between_two_figures_both_included(
        self, topic: str, least: int, most: int
    ) -> None:
        amounts = {least - 1: "below", least: "within", most: "within", most + 1: "above", 0: "below"}
        for grams, category in amounts.items():
            judged = improvement(topic, {f"diet-{topic}": grams})
            assert (judged.category, judged.value) == (category, grams)
            assert f" {grams} g of" in judged.text.en
            assert f"{grams}克" in judged.text.zh.replace(" ", "")

    def test_an_amount_is_said_in_whole_grams_and_kept_as_told(self) -> None:
        judged = improvement("meat", {"diet-meat": 60.4})
        assert judged.value == 60.4
        assert " 60 g of" in judged.text.en

    @pytest.mark.parametrize(("topic", "most"), [("oil", 30), ("salt", 5)])
    def test_oil_and_salt_have_a_limit_that_is_still_allowed(self, topic: str, most: int) -> None:
        for grams, category in ((most, "within"), (most + 0.1, "above"), (0, "within")):
            judged = improvement(topic, {f"diet-{topic}": grams})
            assert (judged.category, judged.value) == (category, grams)
            assert f" {grams} g of" in judged.text.en

    def test_salt_is_said_to_the_tenth_of_a_gram(self) -> None:
        assert " 5.1 g of" in improvement("salt", {"diet-salt": 5.14}).text.en

    @pytest.mark.parametrize("topic", ["grains", "fruit", "vegetables", "meat", "oil", "salt", "cooking"])
    def test_what_was_not_told_is_named_by_its_question(self, topic: str) -> None:
        judged = improvement(topic)
        assert (judged.tone, judged.category, judged.value) == ("unknown", None, None)
        assert judged.not_computed is not None
        assert judged.not_computed.fields == (f"diet-{topic}",)

    @pytest.mark.parametrize("way", ["fried", "grilled", "salted"])
    def test_one_rough_way_of_cooking_is_enough(self, way: str) -> None:
        assert improvement("cooking", {"diet-cooking": ["steamed", way]}).category == "rough"


class TestSmoking:
    @pytest.mark.parametrize(
        ("told", "category"),
        [
            ({"smoker": True}, "current"),
            ({"smoker": False, "years_smoked": 1, "cigs_per_day": 1}, "former"),
            ({"smoker": False, "years_smoked": 0, "cigs_per_day": 5}, "never"),
            ({"smoker": False, "years_smoked": 5, "cigs_per_day": 0}, "never"),
            ({"smoker": False, "years_smoked": None, "cigs_per_day": None}, "never"),
        ],
    )
    def test_who_smoked_some_cigarettes_for_some_time_has_stopped(
        self, told: dict[str, Any], category: str
    ) -> None:
        assert improvement("smoking", **told).category == category

    def test_nobody_is_called_a_non_smoker_unasked(self) -> None:
        judged = improvement("smoking", smoker=None)
        assert judged.not_computed is not None
        assert judged.not_computed.fields == ("smoker",)
