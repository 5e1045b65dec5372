"""Every sentence exists in both languages; no sentence is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import jinja2
import wtforms
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from tests.architecture import tree

KEYWORDS = {"_": None, "lazy": None, "both": None, "LazyText": None, "ngettext": (1, 2)}
_PLACE = re.compile(r"%\((\w+)\)[sd]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?]|[\u3400-\u9fff]\.(\s|$)")


@lru_cache(maxsize=1)
def said() -> dict[str, str]:
    """Give every English sentence of code and templates → where it stands."""
    return dict(_in_code()) | dict(_in_templates())


def _in_code() -> Iterator[tuple[str, str]]:
    for path in tree.python_files(tree.WEBAPP):
        for line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            yield _first(message), f"{tree.shown(path)}:{line}"


def _in_templates() -> Iterator[tuple[str, str]]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for path in tree.templates():
        with path.open("rb") as file:
            for line, _name, message, _comments in babel_extract(file, ("_", "ngettext"), (), options):
                yield _first(message), f"{tree.shown(path)}:{line}"


def _first(message: object) -> str:
    return message if isinstance(message, str) else next(part for part in message if isinstance(part, str))  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def catalogue() -> list[tuple[str, str, str]]:
    """Give (file, English, Chinese) of every entry of every .po."""
    found = []
    for path in sorted(tree.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans"):
                if message.id:
                    chinese = (
                        message.string if isinstance(message.string, str) else "".join(message.string[:1])
                    )
                    found.append((path.name, _first(message.id), chinese))
    return found


@lru_cache(maxsize=1)
def _words_of_wtforms() -> str:
    folder = Path(wtforms.__file__).parent
    return "".join(path.read_text() for path in folder.rglob("*.py"))


class TestWords:
    def test_every_sentence_has_a_chinese_one(self) -> None:
        chinese = {english for _, english, words in catalogue() if words}
        assert {english: place for english, place in said().items() if english not in chinese} == {}

    def test_no_sentence_is_left_over(self) -> None:
        used = said()
        assert [
            f"{file}: {english}"
            for file, english, _ in catalogue()
            if english not in used and english not in _words_of_wtforms()
        ] == []

    def test_a_sentence_is_translated_in_one_way(self) -> None:
        ways: dict[str, set[str]] = {}
        for _, english, chinese in catalogue():
            ways.setdefault(english, set()).add(chinese)
        assert {english: found for english, found in ways.items() if len(found) > 1} == {}

    def test_both_languages_take_the_same_values(self) -> None:
        assert [
            english
            for _, english, chinese in catalogue()
            if chinese and set(_PLACE.findall(english)) - {"n"} != set(_PLACE.findall(chinese)) - {"n"}
        ] == []

    def test_english_holds_no_chinese_but_the_name_and_the_switch(self) -> None:
        assert [
            english
            for _, english, _ in catalogue()
            if _CHINESE.search(english.replace("康约", "").replace("中", ""))
        ] == []

    def test_chinese_is_punctuated_in_chinese(self) -> None:
        assert [
            chinese for _, _, chinese in catalogue() if _HALF_WIDTH.search(chinese) or "！" in chinese
        ] == []

    def test_code_holds_no_chinese_words_live_in_catalogues_and_data_files(self) -> None:
        wrong = [tree.shown(path) for path in tree.python_files(tree.WEBAPP) if _speaks_chinese(path)]
        assert wrong == []

    def test_templates_compile(self) -> None:
        environment = jinja2.Environment(autoescape=True)
        assert [tree.shown(path) for path in tree.templates() if not _parses(environment, path)] == []


def _parses(environment: jinja2.Environment, path: Path) -> bool:
    try:
        environment.parse(path.read_text(), filename=str(path))
    except jinja2.TemplateSyntaxError:
        return False
    return True


def _speaks_chinese(path: Path) -> bool:
    documents = {
        node.body[0].value
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
        if isinstance(node.body[0], ast.Expr)
    }
    texts = (node for node in ast.walk(tree.parsed(path)) if isinstance(node, ast.Constant))
    return any(
        isinstance(node.value, str)
        and node not in documents
        and _CHINESE.search(node.value.replace("康约", ""))
        for node in texts
    )
