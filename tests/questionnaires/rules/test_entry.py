"""Q4: what people type, and the FHIR values it becomes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.questionnaires.rules.forms import coding, extension, item, when
from webapp.questionnaires.rules import typed
from webapp.questionnaires.rules.definition import read
from webapp.questionnaires.rules.entry import LONGEST, Entry, enter
from webapp.questionnaires.rules.filling import initial_answers, minutes, respond, unanswered


class TestFigure:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("12.5", "12.5"),
            ("1\uff12\uff0e5", "12.5"),
            ("12\u30025", "12.5"),
            ("12\uff0c5", "12.5"),
            ("1,000", "1000"),
            ("1\uff0c250.5", "1250.5"),
            ("0,125", "0.125"),
            (" 1 000 ", "1000"),
            ("\uff0d3", "-3"),
            (".5", "0.5"),
            ("5.", "5"),
        ],
    )
    def test_is_read_as_people_write_it(self, text: str, expected: str) -> None:
        assert typed.figure(text) == Decimal(expected)

    @pytest.mark.parametrize("text", ["", "x", "1e5", "1_000", "1,2,3", "1.5.2", "NaN", "1" * 16, "--1"])
    def test_that_can_be_misread_is_not_read(self, text: str) -> None:
        assert typed.figure(text) is None


class TestDaysAndTimes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2024-3-5", "2024-03-05"),
            ("2024/03/05", "2024-03-05"),
            ("2024\u5e743\u67085\u65e5", "2024-03-05"),
            ("2024\u5e743\u6708", "2024-03"),
            ("\uff12\uff10\uff12\uff14", "2024"),
            ("tomorrow", "tomorrow"),
        ],
    )
    def test_a_day_is_read_in_the_ways_it_is_written(self, text: str, expected: str) -> None:
        assert typed.day(text) == expected

    def test_a_time_gets_its_seconds_and_a_moment_its_zone(self) -> None:
        assert typed.clock("7\uff1a30") == "07:30:00"
        assert typed.moment("2024-03-05T10:00") == "2024-03-05T10:00:00+08:00"
        assert typed.moment("2024/3/5 7:30") == "2024-03-05T07:30:00+08:00"
        assert typed.moment("2024-03-05T10:00:00Z") == "2024-03-05T10:00:00Z"


class TestEnter:
    def enter(self, question: dict[str, Any], *raw: str) -> Entry:
        form = read({"item": [question]})
        return enter(form, form.items[0], raw)

    def test_nothing_typed_is_ever_cut_off(self) -> None:
        long = "a" * (LONGEST + 1)
        entry = self.enter(item("q", "text"), long)
        assert entry.raw == (long,)
        assert entry.issue
        assert entry.issue.code == "maxLength"

    def test_what_breaks_a_limit_is_kept_as_typed_and_is_no_answer(self) -> None:
        entry = self.enter(item("q", "integer", extension("maxValue", valueInteger=5)), "6")
        assert (entry.raw, entry.values) == (("6",), ())
        assert entry.issue
        assert entry.issue.code == "maxValue"


class TestInitialAnswers:
    def test_are_those_that_the_definition_gives_and_would_accept(self) -> None:
        form = read(
            {
                "item": [
                    item("good", "integer", initial=[{"valueInteger": 3}]),
                    item("bad", "integer", initial=[{"valueString": "3"}]),
                    item(
                        "ticked",
                        "choice",
                        answerOption=[{"valueCoding": coding("a"), "initialSelected": True}],
                    ),
                ]
            }
        )
        assert initial_answers(form) == {"good": [3], "ticked": [coding("a")]}


class TestRespond:
    def test_a_type_outside_the_profile_holds_no_answer(self) -> None:
        form = read({"item": [item("q", "reference")]})
        assert respond(form, {"q": ["x"]}, status="completed", authored="2024")["item"] == []


class TestTime:
    def test_what_is_answered_or_not_asked_takes_no_more_time(self) -> None:
        more = item("more", "text", enableWhen=[when("q", "=", answerBoolean=True)])
        form = read({"item": [item("q", "boolean"), *(item(f"n{n}", "integer") for n in range(20)), more]})
        assert minutes(unanswered(form, {})) == 4
        half = {f"n{n}": [1] for n in range(10)}
        assert minutes(unanswered(form, half)) == 2
        assert [one.link_id for one in unanswered(form, {**half, "q": [True]})][-1] == "more"
        assert minutes(unanswered(form, {"q": [False], **{f"n{n}": [1] for n in range(20)}})) == 1
