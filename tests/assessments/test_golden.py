"""Nothing the report says changes unseen: figures, classes, sentences, sources of some five hundred people."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests.assessments import golden
from webapp.assessments.cli import assess as assess_command
from webapp.assessments.rules.registry import DISEASES

KEPT = golden.FILE.read_text().splitlines()
PEOPLE = list(golden.people().items())
AT_ONCE = 20


class TestGolden:
    @pytest.mark.parametrize("start", range(0, len(KEPT), AT_ONCE))
    def test_the_report_says_what_it_said(self, start: int) -> None:
        """`python -m tests.assessments.golden NAME` shows what stands behind a line."""
        some = slice(start, start + AT_ONCE)
        assert [golden.line(*one) for one in PEOPLE[some]] == KEPT[some]

    def test_nobody_joined_or_left(self) -> None:
        assert [name for name, _ in PEOPLE] == [kept.rpartition(": ")[0] for kept in KEPT]

    def test_among_them_every_model_has_a_number_for_some_and_a_reason_for_others(self) -> None:
        everybody = [golden.answers(person) for _, person in PEOPLE[::3]]
        for model in DISEASES:
            assert any(one[model]["not_computed"] for one in everybody), model
            assert any(not one[model]["not_computed"] for one in everybody), model


WRONG = [
    {"age": "old"},
    {"age": True},
    {"sex": "m"},
    {"tc_mmol": 5, "tc_mgdl": 190},
    {"smoker": 1},
    {"education_level": 2.5},
    {"history": "stroke"},
    {"history": ["flu"]},
    {"responses": [1, "2"]},
    {"answers": 3},
    {"answers_hra": []},
    {"family_history": 2},
    {"value": "high"},
    {"shoe": 43},
]


class TestRefuse:
    @pytest.mark.parametrize("wrong", WRONG, ids=json.dumps)
    def test_what_cannot_be_meant_ends_the_whole_file_and_is_named(self, wrong: dict[str, object]) -> None:
        answer = CliRunner().invoke(assess_command, ["-"], input=json.dumps([{}, wrong]))
        assert answer.exit_code == 2
        assert answer.stdout == ""
        assert any(key in answer.stderr for key in wrong)
