"""The published accept/reject cases of the questionnaire profile."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.rules.published import FOLDER, cases
from webapp.questionnaires.rules import definition, validation
from webapp.questionnaires.rules.answers import by_link_id
from webapp.questionnaires.rules.enablement import enabled

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the published cases are not beside this checkout"
)


def needs_a_terminology_server(case: dict[str, Any]) -> bool:
    text = str(case["questionnaire"])
    return "unitValueSet" in text and "'contained'" not in text


def by_name(case: dict[str, Any]) -> str:
    return str(case["name"])


class TestValidate:
    @pytest.mark.parametrize("case", cases("cases_validation.json"), ids=by_name)
    def test_gives_the_published_verdict_and_codes(self, case: dict[str, Any]) -> None:
        if needs_a_terminology_server(case):
            pytest.skip("decided by a terminology server")
        form = case["questionnaire"]
        issues = validation.validate(definition.read(form) if form else None, case["response"])
        assert [(found.severity, found.code) for found in issues] == [
            (issue["severity"], issue["code"]) for issue in case["issues"]
        ]
        assert validation.is_valid(issues) is case["valid"]


class TestEnabled:
    @pytest.mark.parametrize("case", cases("cases_enablewhen.json"), ids=by_name)
    def test_follows_the_specification(self, case: dict[str, Any]) -> None:
        form = definition.read({"item": [case["item"]]})
        held = by_link_id(case["response"])
        assert enabled(form.items[0], lambda question: held.get(question, [])) is case["enabled_per_spec"]
