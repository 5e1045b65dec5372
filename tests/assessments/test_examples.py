"""The published worked examples, where the shared folder is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.reasons import INPUTS
from webapp.assessments.rules.registry import MODELS

CLINICAL = Path(__file__).resolve().parents[3] / "shared" / "clinical"
pytestmark = pytest.mark.skipif(not CLINICAL.is_dir(), reason="../shared/clinical is not here")


def _cases() -> list[Any]:
    if not CLINICAL.is_dir():
        return []
    examples = json.loads((CLINICAL / "examples.json").read_text(encoding="utf-8"))
    return [
        pytest.param(model, case, id=f"{model}-{no}")
        for model, cases in examples.items()
        for no, case in enumerate(cases)
    ]


def _expected_figure(case: dict[str, Any]) -> Any:
    names = ("expected_percent", "expected_probability", "expected_total", "expected_score", "expected")
    return next(case[name] for name in names if name in case)


def _expected_category(case: dict[str, Any]) -> str | None:
    if "expected_high_risk" in case:
        return "high" if case["expected_high_risk"] else "low"
    if "expected_band" in case:
        return str(case["expected_band"]).lower().replace(" ", "_")
    return case.get("expected_category", case.get("expected_severity"))


@pytest.mark.parametrize(("model", "case"), _cases())
def test_a_published_example_comes_out_as_printed(model: str, case: dict[str, Any]) -> None:
    answer = MODELS[model](Facts(check(case["inputs"], model))).as_json()
    wide = case.get("tolerance", 0.5 if model == "egfr_ckdepi2021" else 0)
    figure = _expected_figure(case)
    assert answer["not_computed"] is None
    if isinstance(figure, dict):
        for horizon, outcomes in figure.items():
            shown = {name: answer["parts"][horizon][name] for name in outcomes}
            assert shown == pytest.approx(outcomes, abs=wide)
    else:
        assert answer["value"] == pytest.approx(figure, abs=wide)
    if "expected_ideal_percent" in case:
        assert answer["parts"]["ideal_percent"] == pytest.approx(case["expected_ideal_percent"], abs=wide)
    assert answer["category"] == (_expected_category(case) or answer["category"])


def test_every_input_key_of_the_clinical_page_is_known_and_no_other() -> None:
    keys = json.loads((CLINICAL / "inputs.json").read_text(encoding="utf-8"))["keys"]
    assert set(INPUTS) == set(keys)
