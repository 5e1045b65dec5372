"""Who is invited to an assessment, and the health level (§7, P2)."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.questionnaires.rules.scores.screening import screening

WELL: dict[str, str | float | bool | list[str]] = {
    "rating": "good",
    "conditions": ["none"],
    "raised": "no",
    "height": 170,
    "weight": 65,
    "waist": 80,
    "family": ["none"],
    "smoking": "never",
    "drinking": "rarely",
    "active": "yes",
    "strain": "rarely",
    "wish": False,
}


def answers(**changed: Any) -> dict[str, list[Any]]:
    facts = {name: fact for name, fact in {**WELL, **changed}.items() if fact is not None}
    return {name: [_value(one) for one in _listed(fact)] for name, fact in facts.items()}


def _listed(fact: Any) -> list[Any]:
    return fact if isinstance(fact, list) else [fact]


def _value(fact: Any) -> Any:
    return {"code": fact} if isinstance(fact, str) else fact


def decided(*, age: int | None = 30, **changed: Any) -> tuple[str | None, int, list[str]]:
    found = screening(answers(**changed), sex="male", age=age)
    return found.category, found.parts["health_level"], found.parts["reasons"]


class TestInvitation:
    def test_somebody_well_needs_none(self) -> None:
        assert decided() == ("not_needed", 1, [])

    def test_one_risk_factor_is_not_enough_and_two_are(self) -> None:
        assert decided(smoking="current") == ("not_needed", 1, ["smoking"])
        assert decided(smoking="current", active="no") == ("invited", 2, ["smoking", "inactive"])

    def test_a_known_disease_is_enough(self) -> None:
        assert decided(conditions=["hypertension"]) == ("invited", 3, ["disease"])

    def test_the_wish_is_enough_and_changes_no_level(self) -> None:
        assert decided(wish=True) == ("invited", 1, ["wish"])

    def test_five_risk_factors_are_the_third_level(self) -> None:
        worn = {"rating": "poor", "raised": "yes", "smoking": "current", "drinking": "daily"}
        assert decided(**worn)[1] == 2
        assert decided(**worn, strain="often")[:2] == ("invited", 3)

    @pytest.mark.parametrize(
        ("changed", "age", "reason"),
        [
            ({"weight": 69.36}, 30, ["overweight"]),
            ({"weight": 69.3}, 30, []),
            ({"waist": 90}, 30, ["waist"]),
            ({"waist": 89.9}, 30, []),
            ({}, 40, ["age"]),
            ({}, 39, []),
        ],
    )
    def test_edges_belong_to_the_risk(self, changed: dict[str, Any], age: int, reason: list[str]) -> None:
        assert decided(age=age, **changed)[2] == reason

    def test_a_womans_waist_counts_from_85(self) -> None:
        assert "waist" in screening(answers(waist=85), sex="female", age=30).parts["reasons"]
        assert "waist" not in screening(answers(waist=85), sex="male", age=30).parts["reasons"]


class TestUnknown:
    def test_what_is_not_known_is_neither_no_nor_zero_a_person_decides(self) -> None:
        found = screening(answers(raised="unsure", family=["unsure"], height=None), sex="male", age=30)
        assert found.category == "undecided"
        assert found.parts["unknown"] == ["raised_values", "family", "overweight"]
        assert found.value == 0

    def test_one_unknown_cannot_make_two(self) -> None:
        assert decided(waist=None)[0] == "not_needed"
        assert decided(waist=None, smoking="current")[0] == "undecided"

    def test_without_a_required_answer_nothing_is_decided_and_it_is_named(self) -> None:
        found = screening(answers(smoking=None), sex="male", age=30)
        assert found.category is None
        assert found.not_computed
        assert found.not_computed.fields == ("smoking",)
