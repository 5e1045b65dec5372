"""What is handed in (X1): read strictly, each key of its type; what cannot be meant is named and nothing is read."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.assessments.rules.intake import Unusable, check, parse

FLAG, WORD = "china_par_10y", "findrisc"


def refusal(text: str | bytes) -> str:
    with pytest.raises(Unusable) as refused:
        parse(text)
    return str(refused.value)


class TestParse:
    def test_one_person_is_a_list_of_one(self) -> None:
        assert parse('{"age": 50}') == parse(b'[{"age": 50}]') == [{"age": 50}]
        assert parse('{"sex": "male", "age": 50.5}') == [{"sex": "male", "age": 50.5}]
        assert parse("[]") == []

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('{"age": NaN}', "NaN is not JSON"),
            ('{"age": -Infinity}', "-Infinity is not JSON"),
            ('{"age": 1e400}', "1e400 is too large a number"),
            ('{"age": ' + "9" * 4001 + "}", "a number has too many digits"),
            ('{"sex": "male", "age": 1, "age": 2}', "'age' is given twice"),
            ('{"年": 1, "年": 2}', r"'\u5e74' is given twice"),
            (b'{"sex": "\xff"}', "not UTF-8 text"),
            ("[" * 100_000, "nested too deeply"),
            ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ],
        ids=["nan", "infinity", "large", "long", "twice", "twice in Chinese", "bytes", "deep", "broken"],
    )
    def test_what_is_wrong_is_said(self, text: str | bytes, said: str) -> None:
        assert refusal(text) == said

    def test_four_thousand_digits_are_still_a_number(self) -> None:
        assert parse("9" * 4000) == [int("9" * 4000)]


class TestCheck:
    @pytest.mark.parametrize(
        ("told", "model", "said"),
        [
            ([], None, "each input must be an object"),
            ({"shoe": 43}, None, "unknown key: 'shoe'"),
            ({"年": 43}, None, r"unknown key: '\u5e74'"),
            ({"age": "old"}, None, "wrong type: age"),
            ({"tc_mmol": 5, "tc_mgdl": 190}, None, "tc_mgdl and tc_mmol are both given"),
            ({"hdl_mmol": 1, "hdl_mgdl": 50}, None, "hdl_mgdl and hdl_mmol are both given"),
            ({"family_history": "none"}, FLAG, "wrong type: family_history for china_par_10y"),
            ({"family_history": "none"}, "china_par_lifetime", "wrong type: family_history for china_par_lifetime"),
            ({"family_history": True}, WORD, "wrong type: family_history for findrisc"),
            ({"kind": "bp", "value": 120}, "thresholds", "wrong type: value for bp"),
            ({"kind": "bmi", "value": [120, 80]}, "thresholds", "wrong type: value for bmi"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_meant_is_named(self, told: Any, model: str | None, said: str) -> None:
        with pytest.raises(Unusable) as refused:
            check(told, model)
        assert str(refused.value) == said

    @pytest.mark.parametrize(
        ("key", "good", "wrong"),
        [
            ("age", [50, 50.5, 10**299], ["50", True, [50], 10**300, -(10**300)]),
            ("education_level", [4, -4, 10**299], [4.0, True, "4", 10**300, -(10**300)]),
            ("smoker", [True, False], [1, "yes"]),
            ("sex", ["male", "female"], ["m", 1, True, ["male"]]),
            ("family_history", [True, False, "none", "first_degree"], ["cousin", 1]),
            ("history", [[], ["chd"], ["chd", "stroke"]], ["chd", ["flu"], ["chd", "flu"], [None]]),
            ("responses", [[], [1, None, 3]], [1, ["2"], [1, True], [0.5]]),
            ("answers", [[], ["a", 1]], ["a", {}]),
            ("value", [5, 5.5, [120, 80]], ["5", [120], [120, 80, 70], [120, "80"], ["120", 80], [True, 80]]),
            ("answers_hra", [{}, {"diet-salt": 5}], [[], "salt"]),
        ],
    )
    def test_each_key_has_its_type(self, key: str, good: list[Any], wrong: list[Any]) -> None:
        for value in good:
            assert check({key: value}) == {key: value}
        for value in wrong:
            with pytest.raises(Unusable, match=f"wrong type: {key}"):
                check({key: value})

    def test_null_is_not_told_and_spoils_nothing(self) -> None:
        told = {"age": None, "tc_mmol": 5.1, "tc_mgdl": None, "sex": "male"}
        assert check(told) == {"tc_mmol": 5.1, "sex": "male"}

    def test_each_model_takes_the_family_history_that_it_means(self) -> None:
        for model, history in (
            (FLAG, True),
            (WORD, "none"),
            (None, True),
            (None, "none"),
            ("prevent", "none"),
        ):
            assert check({"family_history": history}, model) == {"family_history": history}

    def test_a_pair_belongs_to_a_pressure_and_one_figure_to_the_rest(self) -> None:
        for told in (
            {"kind": "bp", "value": [120, 80]},
            {"kind": "bmi", "value": 24},
            {"kind": "bp"},
            {"value": 5},
        ):
            assert check(told, "thresholds") == told
        assert check({"kind": "bp", "value": 120}, "prevent")
