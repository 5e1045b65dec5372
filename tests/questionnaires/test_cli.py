"""`kangyue questionnaire validate` and `score`: exit codes and what stands on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.questionnaires.rules.forms import answered, item
from webapp.questionnaires.cli import questionnaire

FORM = {"resourceType": "Questionnaire", "status": "active", "item": [item("q", "integer", required=True)]}


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def command(form: object, response: object, *more: str) -> Result:
        arguments = ["validate"]
        for name, value in (("questionnaire", form), ("response", response)):
            if value is not ...:
                path = tmp_path / f"{name}.json"
                path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
                arguments += [f"--{name}", str(path)]
        return CliRunner().invoke(questionnaire, [*arguments, *more])

    return command


def codes(result: Result) -> list[str]:
    return [issue["code"] for issue in json.loads(result.stdout)["issues"]]


class TestValidate:
    def test_a_valid_response_exits_0(self, run: Any) -> None:
        result = run(FORM, {"item": [answered("q", 1)]})
        assert (result.exit_code, json.loads(result.stdout)) == (0, {"valid": True, "issues": []})

    def test_an_invalid_response_exits_1_and_names_the_item(self, run: Any) -> None:
        result = run(FORM, {"item": []})
        assert result.exit_code == 1
        assert json.loads(result.stdout)["issues"][0]["linkId"] == "q"

    def test_warnings_alone_exit_0(self, run: Any) -> None:
        result = run({**FORM, "status": "draft"}, {"item": [answered("q", 1)]})
        assert (result.exit_code, codes(result)) == (0, ["questionnaireDraft"])

    @pytest.mark.parametrize("form", [..., "null"])
    def test_no_questionnaire_is_not_found_and_exits_1(self, run: Any, form: object) -> None:
        result = run(form, {"item": []})
        assert (result.exit_code, codes(result)) == (1, ["questionnaireNotFound"])

    @pytest.mark.parametrize(
        "text", ["", "{", "[1]", '{"resourceType":"Patient"}', "[" * 50_000, '{"a":Infinity}']
    )
    def test_unusable_input_exits_2_with_a_reason_on_stderr(self, run: Any, text: str) -> None:
        for result in (run(FORM, text), run(text, {"item": []})):
            assert (result.exit_code, result.stdout) == (2, "")
            assert result.stderr

    def test_a_missing_file_exits_2(self, run: Any) -> None:
        assert CliRunner().invoke(questionnaire, ["validate", "--response", "/nowhere"]).exit_code == 2

    def test_a_lone_surrogate_is_printed_safely(self, run: Any) -> None:
        result = run(FORM, '{"item":[{"linkId":"\\ud800"}]}')
        assert result.exit_code == 1


class TestScore:
    def test_adds_up_the_points_of_a_scale(self, tmp_path: Path) -> None:
        items = [answered(f"gad7-{n}", {"code": "2"}) for n in range(1, 8)]
        assert score(tmp_path, "gad7", items) == (0, {"value": 14, "category": "moderate"})

    def test_names_the_item_that_is_missing_and_gives_no_number(self, tmp_path: Path) -> None:
        path = tmp_path / "r.json"
        path.write_text(json.dumps({"item": [answered("phq9-1", {"code": "1"})]}))
        done = CliRunner().invoke(questionnaire, ["score", "phq9", "--response", str(path)])
        assert done.exit_code == 1
        assert json.loads(done.stdout)["not_computed"]["fields"][0] == "phq9-2"

    def test_an_unknown_scale_exits_2(self, tmp_path: Path) -> None:
        path = tmp_path / "r.json"
        path.write_text("{}")
        done = CliRunner().invoke(questionnaire, ["score", "nonsense", "--response", str(path)])
        assert (done.exit_code, done.stdout) == (2, "")


def score(folder: Path, name: str, items: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    path = folder / "r.json"
    path.write_text(json.dumps({"item": items}))
    done = CliRunner().invoke(questionnaire, ["score", name, "--response", str(path)])
    printed = json.loads(done.stdout)
    return done.exit_code, {key: printed[key] for key in ("value", "category")}


class TestImports:
    def test_validate_needs_no_web_and_no_database(self) -> None:
        code = "import sys, webapp.commands.questionnaires; print(sorted({'flask', 'sqlalchemy'} & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
