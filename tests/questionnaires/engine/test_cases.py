"""One set of cases, two engines: what the server decides, the page decides too (Q3, Q4)."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from tests.questionnaires.engine.conftest import Engine
from tests.questionnaires.engine.outcomes import Case, outcome, plain, said, shared_cases
from tests.questionnaires.rules.published import FOLDER, cases
from webapp.questionnaires.rules.validation.issues import sentences

CASES = list(shared_cases())


def published() -> list[Case]:
    """Give the published cases in our form; `enabled` is what one of theirs expects."""
    checked = [{"ask": "validate", **case} for case in cases("cases_validation.json")]
    asked = [
        {
            "ask": "validate",
            "name": case["name"],
            "questionnaire": {"item": [*_questions(case), {**case["item"], "required": True}]},
            "response": case["response"],
            "enabled": case["enabled_per_spec"],
        }
        for case in cases("cases_enablewhen.json")
    ]
    return checked + asked


def _questions(case: Case) -> list[Any]:
    """The published skip-logic cases bring no questions; these take any number of answers of any kind."""
    return [
        {"linkId": one["linkId"], "type": "open-choice", "repeats": True} for one in case["response"]["item"]
    ]


class TestPython:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    def test_says_what_the_case_expects(self, case: Case) -> None:
        assert plain(said(case, outcome(case))) == plain(case["expected"])

    def test_every_issue_code_has_a_case(self) -> None:
        told = {one.split()[1] for case in CASES if case["ask"] == "validate" for one in case["expected"]}
        assert told == set(sentences())


@pytest.mark.browser
class TestPage:
    def test_says_the_same_word_for_word(self, engine: Engine) -> None:
        for case, found in zip(CASES, engine.outcomes(CASES), strict=True):
            assert plain(found) == plain(outcome(case)), case["name"]
            assert plain(said(case, found)) == plain(case["expected"]), case["name"]
        assert engine.violations == []

    def test_says_the_same_about_the_published_cases(self, engine: Engine) -> None:
        if not FOLDER.exists():
            warnings.warn("not tried: the published cases are not beside this checkout", stacklevel=1)
        theirs = published()
        for case, found in zip(theirs, engine.outcomes(theirs), strict=True):
            assert plain(found) == plain(outcome(case)), case["name"]
            if "enabled" in case:
                required = any(one["code"] == "required" for one in found)
                assert required is case["enabled"], case["name"]
