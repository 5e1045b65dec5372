"""One name all the way: endpoint = function = template."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from tests.architecture import tree

PAGES = {"answer", "render_template"}


def views(app: Flask) -> dict[str, Callable[..., Any]]:
    """Give the rooms' own views by endpoint."""
    return {name: view for name, view in app.view_functions.items() if "." in name and name != "static"}


class TestName:
    def test_an_endpoint_is_its_room_and_its_function(self, house: Flask) -> None:
        wrong = []
        for endpoint, view in views(house).items():
            blueprint, _, function = endpoint.partition(".")
            room = view.__module__.split(".")[1]
            owner = view.__module__.split(".")[2] if room == "kernel" else room
            if function != view.__name__ or blueprint not in {owner, f"{owner}_desk"}:
                wrong.append(f"{endpoint} is {view.__module__}.{view.__name__}")
        assert wrong == []

    def test_a_page_has_the_name_of_the_function_that_shows_it(self, house: Flask) -> None:
        reading = {rule.endpoint for rule in house.url_map.iter_rules() if "POST" not in (rule.methods or ())}
        wrong = []
        for endpoint, view in views(house).items():
            if endpoint not in reading:
                continue
            for template in _templates_named_in(view):
                if template.rpartition("/")[2] != f"{view.__name__}.html":
                    wrong.append(f"{endpoint} shows {template}")
        assert wrong == []

    def test_what_a_package_takes_from_one_file_has_not_the_name_of_another(self) -> None:
        # Importing that other file would put a module in the place of the function.
        wrong = []
        for package in tree.WEBAPP.rglob("__init__.py"):
            here = _dotted(package)
            files = {f"{here}.{path.stem}" for path in package.parent.glob("*.py")}
            for node in ast.walk(tree.parsed(package)):
                if isinstance(node, ast.ImportFrom) and node.module != here:
                    names = {f"{here}.{alias.asname or alias.name}" for alias in node.names}
                    wrong += sorted(names & files - {node.module})
        assert wrong == []

    def test_templates_lie_in_the_folder_of_their_room(self) -> None:
        known = {*tree.rooms(), "components", "layouts", "kernel", "seed"}
        assert sorted({path.relative_to(tree.TEMPLATES).parts[0] for path in tree.templates()} - known) == []


def _dotted(package: Path) -> str:
    return ".".join(package.parent.relative_to(tree.ROOT).parts)


def _templates_named_in(view: Callable[..., Any]) -> list[str]:
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(view)))
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _called(node) in PAGES:
            first = node.args[0]
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and first.value.endswith(".html")
            ):
                found.append(first.value)
    return found


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
