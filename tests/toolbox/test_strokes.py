"""A drawn name is points on a board, or it is refused."""

from __future__ import annotations

import json

import pytest

from webapp.toolbox import strokes


class TestRead:
    def test_points_on_the_board_are_read_and_drawn_as_one_path(self) -> None:
        drawn = strokes.read("[[[0, 0], [600, 200]], [[5, 6]]]")
        assert drawn == (((0, 0), (600, 200)), ((5, 6),))
        assert strokes.path(drawn) == "M0 0L600 200M5 6L5 6"

    def test_an_empty_board_is_no_drawing(self) -> None:
        assert strokes.read("") == strokes.read("[]") == ()

    @pytest.mark.parametrize(
        "text",
        [
            "<svg onload=alert(1)>",
            '"M0 0"',
            "[[]]",
            "[[[1]]]",
            "[[[1, 2, 3]]]",
            "[[[601, 1]]]",
            "[[[1, 201]]]",
            "[[[-1, 1]]]",
            "[[[1.5, 1]]]",
            "[[[true, 1]]]",
            '[[["1", 1]]]',
            '[{"0": [1, 1]}]',
            "[[[NaN, 1]]]",
            "[" * 5_000,
            json.dumps([[[1, 1]]] * 101),
            json.dumps([[[1, 1]] * 3_001]),
            "[[[1, 1]]" + " " * 40_000 + "]",
        ],
    )
    def test_everything_else_is_refused(self, text: str) -> None:
        with pytest.raises(strokes.NoStrokes):
            strokes.read(text)


class TestInk:
    def test_is_the_length_of_all_lines(self) -> None:
        assert strokes.ink((((0, 0), (3, 4), (3, 10)), ((9, 9),))) == 11
