"""Q3: one truth table for skip logic."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.rules.forms import answered, codes, coding, item, when
from webapp.questionnaires.rules.definition import Condition, read
from webapp.questionnaires.rules.enablement import asked, holds


def condition(operator: str, value: Any) -> Condition:
    return Condition("q", operator, "", value)


class TestHolds:
    @pytest.mark.parametrize("operator", ["=", "!=", ">", "<", ">=", "<="])
    def test_a_missing_operand_is_false(self, operator: str) -> None:
        assert not holds(condition(operator, 1), [])

    def test_only_exists_can_be_true_without_an_answer(self) -> None:
        assert holds(condition("exists", False), [])
        assert not holds(condition("exists", True), [])

    def test_equals_holds_for_any_of_several_answers(self) -> None:
        assert holds(condition("=", 2), [1, 2])

    def test_not_equals_holds_only_when_none_is_equal(self) -> None:
        assert not holds(condition("!=", 2), [1, 2])
        assert holds(condition("!=", 3), [1, 2])

    def test_codings_compare_by_system_and_code_not_by_display(self) -> None:
        assert holds(condition("=", coding("a", display="A")), [coding("a", display="B")])
        assert not holds(condition("=", coding("a")), [coding("a", system="other")])

    def test_true_is_not_one(self) -> None:
        assert not holds(condition("=", 1), [True])
        assert holds(condition("=", True), [True])

    def test_quantities_compare_across_units(self) -> None:
        kilo = {"value": 1, "system": "http://unitsofmeasure.org", "code": "kg"}
        gram = {"value": 900, "system": "http://unitsofmeasure.org", "code": "g"}
        assert holds(condition("<", kilo), [gram])

    def test_a_day_inside_a_month_is_neither_before_nor_after_it(self) -> None:
        assert not holds(condition(">", "2022-06"), ["2022-06-30"])
        assert holds(condition(">=", "2022-06"), ["2022-06-30"])

    def test_what_has_no_order_is_never_greater(self) -> None:
        assert not holds(condition(">", 1), ["text"])
        assert not holds(condition("~", 1), [1])


class TestAsked:
    FORM = read(
        {
            "item": [
                item("smokes", "boolean"),
                item("amount", "integer", enableWhen=[when("smokes", "=", answerBoolean=True)]),
                item(
                    "heavy",
                    "group",
                    enableWhen=[when("amount", ">", answerInteger=20)],
                    item=[item("why", "string")],
                ),
                item(
                    "either",
                    "string",
                    enableWhen=[
                        when("smokes", "exists", answerBoolean=False),
                        when("why", "=", answerString="x"),
                    ],
                    enableBehavior="any",
                ),
            ]
        }
    )

    def test_an_answer_opens_what_depends_on_it(self) -> None:
        assert asked(self.FORM, {"smokes": [True], "amount": [30]}) == {"smokes", "amount", "heavy", "why"}

    def test_a_closed_ancestor_closes_its_descendants(self) -> None:
        assert asked(self.FORM, {"smokes": [True], "amount": [5], "why": ["x"]}) == {"smokes", "amount"}

    def test_what_a_hidden_question_once_held_does_not_count(self) -> None:
        assert asked(self.FORM, {"smokes": [False], "amount": [30], "why": ["x"]}) == {"smokes"}

    def test_any_needs_one_condition_only(self) -> None:
        assert "either" in asked(self.FORM, {})

    def test_a_circle_of_conditions_comes_to_an_end(self) -> None:
        form = read(
            {
                "item": [
                    item("a", "boolean", enableWhen=[when("b", "=", answerBoolean=True)]),
                    item("b", "boolean", enableWhen=[when("a", "=", answerBoolean=True)]),
                ]
            }
        )
        assert asked(form, {}) == set()

    def test_a_question_below_a_question_waits_for_its_answer_and_its_help_does_not(self) -> None:
        below = [item("how-much", "integer"), item("help", "display")]
        form = read({"item": [item("smokes", "boolean", item=below)]})
        assert asked(form, {}) == {"smokes", "help"}
        assert asked(form, {"smokes": [True]}) == {"smokes", "help", "how-much"}


class TestInRepeatedGroups:
    ITEMS = [
        item(
            "child",
            "group",
            repeats=True,
            item=[
                item("sick", "boolean"),
                item("illness", "string", required=True, enableWhen=[when("sick", "=", answerBoolean=True)]),
            ],
        )
    ]

    def test_each_repetition_looks_at_its_own_answers(self) -> None:
        given = [
            {"linkId": "child", "item": [answered("sick", True), answered("illness", "cold")]},
            {"linkId": "child", "item": [answered("sick", False)]},
        ]
        assert codes(self.ITEMS, given) == []

    def test_an_answer_under_a_closed_condition_is_named(self) -> None:
        given = [{"linkId": "child", "item": [answered("sick", False), answered("illness", "cold")]}]
        assert codes(self.ITEMS, given) == ["disabledAnswer"]


class TestSteering:
    def test_an_answer_steers_where_a_condition_looks_at_it_or_a_question_hangs_on_it(self) -> None:
        below = item("below", "string")
        items = [
            item("looked-at", "boolean"),
            item("waits", "string", enableWhen=[when("looked-at", "=", answerBoolean=True)]),
            item("above", "string", item=[below]),
            item("alone", "string"),
        ]
        assert read({"item": items}).steering == {"looked-at", "above"}
