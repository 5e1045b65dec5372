"""Templates hold no style, script or handler: the content security policy allows none."""

from __future__ import annotations

import re

from tests.architecture import tree

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>{]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without a file": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "hx-on": re.compile(r"\shx-on[:\s=]", re.I),
    "hx-vals with js:": re.compile(r"hx-(vals|headers)[^=]*=\s*[\"']js:", re.I),
    "a filter in hx-trigger": re.compile(r"hx-trigger[^=]*=\s*[\"'][^\"']*\[", re.I),
    "a javascript: link": re.compile(r"javascript:", re.I),
    "an address of another host": re.compile(r"(src|href|action)=[\"']https?://", re.I),
}
_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_ROOT_ELEMENT = re.compile(r"^\s*<[a-z]+[^>]*\sid=\"([a-z0-9-]+)", re.S)
_CODE = re.compile(r"\{%-?\s*(import|from|set|macro|endmacro)\b.*?%\}", re.S)
_FIXED = re.compile(r"\bfixed\(\"([^\"]+)\"\)")
_EXPRESSION = re.compile(r"\{[{%](.*?)[}%]\}", re.S)
_OF_ONE_READER = re.compile(
    r"\b(visitor|person_tag|csrf|one_use_key|request|session|lang|mode|theme|places)\b"
)


class TestTemplates:
    def test_nothing_the_policy_would_refuse(self) -> None:
        wrong = [
            f"{tree.shown(path)} has {what}"
            for path in tree.templates()
            for what, pattern in FORBIDDEN.items()
            if pattern.search(_COMMENT.sub("", path.read_text()))
        ]
        assert wrong == []

    def test_every_form_says_where_it_goes(self) -> None:
        forms = re.compile(r"<form\b(?:[^>\"]|\"[^\"]*\"|\{\{.*?\}\}|\{%.*?%\})*>", re.S)
        wrong = [
            tree.shown(path)
            for path in tree.templates()
            for form in forms.findall(_COMMENT.sub("", path.read_text()))
            if "action=" not in form
        ]
        assert wrong == []

    def test_every_unsafe_form_carries_the_token(self) -> None:
        wrong = []
        for path in tree.templates():
            text = _COMMENT.sub("", path.read_text())
            forms = len(re.findall(r"<form\b[^>]*method=\"post\"", text, re.I))
            if forms and text.count("csrf()") < forms:
                wrong.append(tree.shown(path))
        assert wrong == []

    def test_a_part_that_is_drawn_once_for_all_readers_knows_none_of_them(self) -> None:
        drawn_once = {name for path in tree.templates() for name in _FIXED.findall(path.read_text())}
        assert drawn_once
        knowing = {name: _names_of_one_reader(name) for name in drawn_once}
        assert {name: found for name, found in knowing.items() if found} == {}

    def test_fragments_that_htmx_swaps_have_one_root_with_their_name(self) -> None:
        wrong = []
        for room, name in _fragments():
            text = _CODE.sub("", _COMMENT.sub("", (tree.TEMPLATES / room / name).read_text()))
            root = _ROOT_ELEMENT.match(text)
            expected = f"{room}-{name.removeprefix('_').removesuffix('.html')}".replace("_", "-")
            if not root or root[1] != expected:
                wrong.append(f"{room}/{name}: the root needs id={expected}")
        assert wrong == []


def _names_of_one_reader(name: str) -> set[str]:
    """Give what a part asks of the page's reader; what stands in quotation marks is words."""
    code = " ".join(_EXPRESSION.findall(_COMMENT.sub("", (tree.TEMPLATES / name).read_text())))
    return set(_OF_ONE_READER.findall(re.sub(r"\"[^\"]*\"", "", code)))


def _fragments() -> list[tuple[str, str]]:
    """Give the fragments that views name as the second template of an answer."""
    found: set[tuple[str, str]] = set()
    for path in tree.python_files(tree.WEBAPP):
        for room, name in re.findall(
            r"htmx\.answer\(\s*\"[^\"]+\",\s*\"([a-z_]+)/(_[^\"]+\.html)\"", path.read_text()
        ):
            found.add((room, name))
    return sorted(found)
