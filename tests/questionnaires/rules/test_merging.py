"""What becomes of answers when two devices hold the same draft (Q1)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.rules.forms import item, when
from webapp.questionnaires.rules import merging
from webapp.questionnaires.rules.definition import read
from webapp.questionnaires.rules.enablement import asks_others


class TestWrittenElsewhere:
    @pytest.mark.parametrize(
        ("seen", "token", "elsewhere"),
        [(4, "tablet", False), (3, "phone", False), (3, "tablet", True), (3, "", True)],
    )
    def test_a_draft_that_moved_on_by_another_hand_was_written_elsewhere(
        self, seen: int, token: str, elsewhere: bool
    ) -> None:
        found = merging.written_elsewhere(seen=seen, revision=4, token=token, written_by="phone")
        assert found is elsewhere

    def test_two_hands_without_a_name_are_not_the_same(self) -> None:
        assert merging.written_elsewhere(seen=3, revision=4, token="", written_by="")


class TestLaidOver:
    def test_a_change_takes_the_place_of_the_answer_and_an_empty_one_clears_it(self) -> None:
        held = {"sleep": [7], "salt": [6], "oil": [25]}
        assert merging.laid_over(held, {"sleep": [8], "salt": []}) == {"sleep": [8], "oil": [25]}

    def test_a_text_that_cannot_be_read_stays_until_its_question_is_changed(self) -> None:
        typed = {"sleep": ["seven"], "salt": ["a little"]}
        found = merging.typed_over(typed, {"sleep": [7], "oil": []}, {"oil": ["much"], "salt": ["unasked"]})
        assert found == {"salt": ["a little"], "oil": ["much"]}


class TestDisagreeing:
    @pytest.mark.parametrize(
        ("values", "brought", "found"),
        [
            ([7], [], []),
            ([8], [], ["sleep"]),
            ([], [], ["sleep"]),
            ([], ["seven"], ["sleep"]),
        ],
    )
    def test_what_says_something_else_disagrees_cleared_and_illegible_answers_too(
        self, values: list[Any], brought: list[str], found: list[str]
    ) -> None:
        told = merging.disagreeing({"sleep": [7]}, {}, {"sleep": values}, {"sleep": brought})
        assert list(told) == found

    def test_the_same_illegible_text_agrees(self) -> None:
        assert merging.disagreeing({}, {"sleep": ["seven"]}, {"sleep": []}, {"sleep": ["seven"]}) == {}

    def test_blank_fields_of_a_whole_page_say_nothing(self) -> None:
        found = merging.without_blanks({"sleep": [], "salt": [], "oil": [25]}, {"salt": ["a little"]})
        assert list(found) == ["salt", "oil"]


class TestCovers:
    FORM = read({"item": [item("sleep", "decimal"), item("salt", "decimal")]})

    def test_a_response_covers_a_draft_when_it_says_all_that_the_draft_was_told(self) -> None:
        assert merging.covers(self.FORM, {"sleep": [7], "salt": [6]}, {"sleep": [7]})
        assert not merging.covers(self.FORM, {"sleep": [7]}, {"sleep": [7], "salt": [6]})
        assert not merging.covers(self.FORM, {"sleep": [8]}, {"sleep": [7]})


class TestAsksOthers:
    FORM = read(
        {
            "item": [
                item("smokes", "boolean"),
                item("amount", "integer", enableWhen=[when("smokes", "=", answerBoolean=True)]),
            ]
        }
    )

    def test_an_answer_that_opens_a_question_asks_others_and_no_other_answer_does(self) -> None:
        assert asks_others(self.FORM, {}, {"smokes": [True]}, ["smokes"])
        assert not asks_others(self.FORM, {}, {"smokes": [False]}, ["smokes"])
        assert not asks_others(self.FORM, {"smokes": [True]}, {"smokes": [True], "amount": [3]}, ["amount"])
