"""Q6: an answer stays where its question, type, unit and choice are still there; the rest is given back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.questionnaires.rules.forms import extension, item
from tests.questionnaires.versions import ANSWERS, FIRST, SECOND, coding
from webapp.questionnaires.rules.definition import Definition, read
from webapp.questionnaires.rules.migrating import carry


def one(kind: str, *extensions: Any, **more: Any) -> Definition:
    return read({"item": [item("a", kind, *extensions, **more)]})


def stays(old: Definition, new: Definition, *values: Any) -> bool:
    found = carry(old, new, {"a": list(values)})
    assert bool(found.stays) is not bool(found.left)
    return bool(found.stays)


class TestCarry:
    def test_each_answer_stays_or_is_given_back_as_it_was(self) -> None:
        found = carry(read(json.loads(FIRST)), read(json.loads(SECOND)), ANSWERS)
        assert found.stays == {"drinks": [coding("tea", "Green or black tea")], "cups": [3]}
        assert found.left == {
            "drinks": [coding("coffee", "Coffee")],
            "weight": [70.5],
            "sport": ["Tai chi"],
            "happy": [True],
        }

    @pytest.mark.parametrize(
        ("old", "new", "value", "kept"),
        [
            ("integer", "decimal", 3, True),
            ("decimal", "integer", 3, False),
            ("string", "text", "x", True),
            ("boolean", "string", True, False),
            ("date", "string", "2024-01-01", False),
            ("integer", "group", 3, False),
            ("string", "display", "x", False),
        ],
    )
    def test_a_type_that_can_hold_it_keeps_it(self, old: str, new: str, value: Any, kept: bool) -> None:
        assert stays(one(old), one(new), value) is kept

    def test_a_limit_that_it_breaks_gives_it_back(self) -> None:
        narrower = one("integer", extension("maxValue", valueInteger=2))
        assert not stays(one("integer"), narrower, 3)
        assert stays(one("integer"), narrower, 2)

    def test_several_where_one_is_asked_are_given_back(self) -> None:
        assert not stays(one("string", repeats=True), one("string"), "x", "y")

    def test_what_the_form_says_itself_is_nobodys_answer(self) -> None:
        told = one("string", readOnly=True, initial=[{"valueString": "x"}])
        found = carry(told, one("string"), {"a": ["x"]})
        assert (found.stays, found.left) == ({}, {})

    def test_what_nobody_may_write_any_more_is_given_back(self) -> None:
        assert not stays(one("string"), one("string", readOnly=True), "x")
