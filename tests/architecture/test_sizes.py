"""Small pieces: functions, files and templates that fit on a screen."""

from __future__ import annotations

import statistics

from tests.architecture import tree

LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEST_FILE = 40, 400, 600
LONGEST_PAGE, LONGEST_FRAGMENT = 80, 40
CODE = (tree.WEBAPP, tree.TESTS)


def lengths() -> dict[str, int]:
    """Give `file:function` → lines, docstring and decorators not counted."""
    return {
        f"{tree.shown(path)}:{node.name}:{node.lineno}": _lines(node)
        for path in tree.python_files(tree.WEBAPP)
        for node in tree.functions(path)
    }


def _lines(node: object) -> int:
    import ast

    assert isinstance(node, ast.FunctionDef)
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is None:
        return lines
    doc = node.body[0]
    return lines - ((doc.end_lineno or doc.lineno) - doc.lineno + 1)


class TestSize:
    def test_no_function_is_longer_than_a_screen(self) -> None:
        assert {name: n for name, n in lengths().items() if n > LONGEST_FUNCTION} == {}

    def test_most_functions_are_short(self) -> None:
        sizes = sorted(lengths().values())
        assert statistics.median(sizes) <= 8
        assert sizes[int(len(sizes) * 0.9)] <= 20

    def test_no_file_is_too_long_to_read(self) -> None:
        wrong = {}
        for path in tree.python_files(*CODE):
            lines = len(path.read_text().splitlines())
            if lines > (LONGEST_FILE if path.is_relative_to(tree.WEBAPP) else LONGEST_TEST_FILE):
                wrong[tree.shown(path)] = lines
        assert wrong == {}

    def test_pages_and_fragments_are_short(self) -> None:
        wrong = {}
        for path in tree.templates():
            lines = len(path.read_text().splitlines())
            if lines > (LONGEST_FRAGMENT if path.name.startswith("_") else LONGEST_PAGE):
                wrong[tree.shown(path)] = lines
        assert wrong == {}

    def test_no_file_has_a_name_that_says_nothing(self) -> None:
        empty = {"utils", "helpers", "common", "manager", "misc", "util", "helper"}
        assert [tree.shown(path) for path in tree.python_files(*CODE) if path.stem in empty] == []

    def test_nothing_is_left_to_do(self) -> None:
        marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:")
        files = [*tree.python_files(*CODE), *tree.templates()]
        assert [tree.shown(path) for path in files if any(mark in path.read_text() for mark in marks)] == []
