"""`kangyue risk`: shapes, exit codes, and what makes a file unusable."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.assessments.people import GUIDELINE_MAN, SMOKER
from webapp.assessments.cli import risk
from webapp.assessments.rules.registry import MODELS


def ask(model: str, content: Any, *, raw: bool = False) -> Result:
    text = content if raw else json.dumps(content)
    return CliRunner().invoke(risk, [model, "-"], input=text)


class TestRisk:
    def test_one_object_gives_a_list_of_one_with_all_six_keys(self) -> None:
        answer = ask("china_par_10y", GUIDELINE_MAN)
        assert answer.exit_code == 0
        (result,) = json.loads(answer.stdout)
        assert list(result) == ["value", "unit", "category", "parts", "not_computed", "model"]
        assert (result["value"], result["unit"], result["category"]) == (4.7, "percent", "low")
        assert set(result["model"]) == {"name", "version", "citation"}

    def test_a_bad_value_never_spoils_its_neighbours(self) -> None:
        answer = ask(
            "china_par_10y", [GUIDELINE_MAN, {**GUIDELINE_MAN, "age": 99}, {"sex": "male"}, GUIDELINE_MAN]
        )
        assert answer.exit_code == 1
        assert [result["value"] for result in json.loads(answer.stdout)] == [4.7, None, None, 4.7]
        refused = json.loads(answer.stdout)[1]["not_computed"]
        assert refused["fields"] == ["age"]
        assert set(refused["reason"]) == {"zh-Hans", "en"}

    def test_an_empty_list_is_answered_by_one(self) -> None:
        answer = ask("cdrs", [])
        assert (answer.exit_code, json.loads(answer.stdout)) == (0, [])

    def test_a_file_is_read_like_standard_input(self, tmp_path: Path) -> None:
        file = tmp_path / "man.json"
        file.write_text(json.dumps(GUIDELINE_MAN), encoding="utf-8-sig")
        assert CliRunner().invoke(risk, ["china_par_10y", str(file)]).exit_code == 0

    @pytest.mark.parametrize("name", MODELS)
    def test_every_model_names_what_an_empty_object_lacks(self, name: str) -> None:
        answer = ask(name, {})
        assert answer.exit_code == 1
        assert json.loads(answer.stdout)[0]["not_computed"]["fields"]

    def test_null_is_not_told(self) -> None:
        (result,) = json.loads(ask("china_par_10y", {**GUIDELINE_MAN, "smoker": None}).stdout)
        assert result["not_computed"]["fields"] == ["smoker"]

    def test_a_known_key_the_model_does_not_use_is_ignored(self) -> None:
        assert (
            ask("china_par_10y", {**GUIDELINE_MAN, "cigs_per_day": 3, "answers_hra": {"x": 1}}).exit_code == 0
        )

    @pytest.mark.parametrize(
        ("changes", "named"),
        [
            ({"shoe_size": 43}, "shoe_size"),
            ({"age": "40"}, "age"),
            ({"age": True}, "age"),
            ({"smoker": 1}, "smoker"),
            ({"smoker": "no"}, "smoker"),
            ({"sex": "man"}, "sex"),
            ({"history": "chd"}, "history"),
            ({"history": ["cold"]}, "history"),
            ({"responses": [1, "2"]}, "responses"),
            ({"responses": [1, True]}, "responses"),
            ({"responses": [1, 1.5]}, "responses"),
            ({"value": [1, 2, 3]}, "value"),
            ({"answers_hra": []}, "answers_hra"),
            ({"education_level": 2.5}, "education_level"),
            ({"tc_mgdl": 200}, "tc_mgdl"),
            ({"hdl_mgdl": 50}, "hdl_mgdl"),
            ({"family_history": "first_degree"}, "family_history"),
            ({"age": 10**400}, "age"),
        ],
    )
    def test_a_wrong_key_or_type_spoils_the_file_and_is_named(
        self, changes: dict[str, Any], named: str
    ) -> None:
        answer = ask("china_par_10y", [GUIDELINE_MAN, {**GUIDELINE_MAN, **changes}])
        assert answer.exit_code == 2
        assert answer.stdout == ""
        assert named in answer.stderr

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "NaN",
            '{"age": NaN}',
            '{"age": Infinity}',
            '{"age": -Infinity}',
            '{"age": 1e999}',
            "[1]",
            '"x"',
            "[" * 100000,
            '{"age": 40, "age": 50}',
            '{"\\ud800": 1}',
            "{'age': 40}",
            "[[]]",
            "null",
        ],
    )
    def test_what_is_not_json_of_objects_is_unusable(self, text: str) -> None:
        answer = ask("china_par_10y", text, raw=True)
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert answer.stderr

    def test_bytes_that_are_not_text_are_unusable(self) -> None:
        assert CliRunner().invoke(risk, ["cdrs", "-"], input=b"\xff\xfe\x00").exit_code == 2

    def test_an_unknown_model_or_a_file_that_is_not_there_is_unusable(self, tmp_path: Path) -> None:
        assert ask("astrology", {}).exit_code == 2
        assert CliRunner().invoke(risk, ["cdrs", str(tmp_path / "none.json")]).exit_code == 2
        assert CliRunner().invoke(risk, ["cdrs"]).exit_code == 2

    def test_findrisc_wants_the_three_words(self) -> None:
        assert ask("findrisc", {"family_history": True}).exit_code == 2

    def test_a_blood_pressure_is_a_pair_and_nothing_else_is(self) -> None:
        assert ask("thresholds", {"kind": "bp", "value": 120}).exit_code == 2
        assert ask("thresholds", {"kind": "bmi", "value": [1, 2]}).exit_code == 2

    @pytest.mark.parametrize(
        ("model", "content", "field"),
        [
            ("tcm33", {"answers": [1] * 32 + [0]}, "answers[32]"),
            ("tcm33", {"answers": [1] * 32 + [None]}, "answers[32]"),
            ("tcm33", {"answers": [1] * 32 + ["1"]}, "answers[32]"),
            ("tcm33", {"answers": [True] + [1] * 32}, "answers[0]"),
            ("tcm33", {"answers": [1] * 32}, "answers[32]"),
            ("tcm33", {"answers": [1] * 34}, "answers[33]"),
            ("phq9", {"responses": [0] * 8 + [4]}, "responses[8]"),
            ("self_care", {"scores": [1, 0, 0, 0, 0]}, "scores[0]"),
            ("auditc", {"responses": [0, 0, 0]}, "sex"),
        ],
    )
    def test_an_answer_that_cannot_be_counted_is_named_by_its_place(
        self, model: str, content: dict[str, Any], field: str
    ) -> None:
        answer = ask(model, content)
        assert answer.exit_code == 1
        assert json.loads(answer.stdout)[0]["not_computed"]["fields"] == [field]

    def test_it_runs_without_settings_and_loads_no_web_framework(self) -> None:
        program = (
            "import sys, json; from webapp.assessments.cli import risk_results;"
            f"risk_results('plcom2012', json.dumps({SMOKER!r}).encode());"
            "print([m for m in ('flask', 'sqlalchemy', 'wtforms') if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env={}, check=True
        )
        assert done.stdout.strip() == "[]"
