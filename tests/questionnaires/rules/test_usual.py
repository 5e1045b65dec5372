"""Unusual figures are asked about softly; a name under the answers is one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from webapp.questionnaires.rules import definition, extensions
from webapp.questionnaires.rules.reading import load
from webapp.questionnaires.rules.safety import thinks_of_death
from webapp.questionnaires.rules.signing import is_own_name
from webapp.questionnaires.rules.usual import Doubt, doubt, doubts, example
from webapp.toolbox.words import Bilingual

ROOT = Path(__file__).parents[3]
HRA = definition.read(load((ROOT / "webapp/questionnaires/data/hra.json").read_text("utf-8")))
SHEN = Bilingual("沈致和", "Shen Zhihe")


class TestDoubt:
    @pytest.mark.parametrize(
        ("link_id", "figure", "expected"),
        [
            ("diet-salt", 30, Doubt(30, low=False)),
            ("diet-salt", 20, None),
            ("diet-salt", 1, None),
            ("diet-salt", 0.5, Doubt(0.5, low=True)),
            ("ipaq-sitting-minutes", 6, Doubt(6, low=True, as_hours=360)),
            ("ipaq-sitting-minutes", 25, Doubt(25, low=True)),
            ("ipaq-sitting-minutes", 0, Doubt(0, low=True)),
            ("ipaq-sitting-minutes", 360, None),
            ("ipaq-fish-days", 3, None),
        ],
    )
    def test_a_figure_outside_the_usual_range_is_asked_about_and_its_edges_are_not(
        self, link_id: str, figure: float, expected: Doubt | None
    ) -> None:
        assert doubts(HRA, {link_id: [figure]}).get(link_id) == expected

    def test_the_edges_of_a_range_are_read_as_they_are_written(self) -> None:
        edge = '{"value": 0.30000000000000000001}'
        item = f"""{{"linkId": "a", "type": "decimal", "extension": [{{
            "url": "{extensions.USUAL_RANGE}", "valueRange": {{"low": {edge}, "high": {{"value": 5}}}}}}]}}"""
        form = definition.read(load(f'{{"item": [{item}]}}'))
        assert doubts(form, {"a": [0.3]})["a"].low
        assert doubts(form, {"a": [0.31]}) == {}

    def test_no_answer_and_no_figure_raise_no_doubt(self) -> None:
        salt = HRA.index["diet-salt"]
        assert doubt(salt, []) is doubt(salt, ["salt"]) is doubt(salt, [True]) is None

    @pytest.mark.parametrize(
        ("link_id", "figure"),
        [("diet-salt", 4.5), ("ipaq-sitting-minutes", 180), ("diabetes-year", 2013), ("sleep-hours", 6.5)],
    )
    def test_the_example_fits_the_question(self, link_id: str, figure: float) -> None:
        assert example(HRA.index[link_id]) == figure


class TestName:
    @pytest.mark.parametrize(
        "written", ["沈致和", " 沈 致 和 ", "shen zhihe", "SHENZHIHE", "Zhihe Shen", "Ｓｈｅｎ Zhi-he"]
    )
    def test_ones_own_name_in_either_script_signs(self, written: str) -> None:
        assert is_own_name(written, SHEN)

    @pytest.mark.parametrize("written", ["", " ", ".", "Shen", "沈致", "Wang Li", "Shen Zhihe Wang"])
    def test_another_name_or_half_of_it_does_not(self, written: str) -> None:
        assert not is_own_name(written, SHEN)
        assert not is_own_name(written, Bilingual("沈致和", ""))


class TestThoughtsOfDeath:
    @pytest.mark.parametrize(("points", "expected"), [(0, False), (1, True), (3, True), (None, False)])
    def test_anything_but_not_at_all_counts(self, points: int | None, expected: bool) -> None:
        given: list[Any] = [] if points is None else [{"valueCoding": {"code": str(points)}}]
        assert thinks_of_death({"item": [{"linkId": "phq9-9", "answer": given}]}) is expected
