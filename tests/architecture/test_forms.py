"""Whatever is typed into any form, what is said about it is in the reader's language (A8)."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict

import webapp
from webapp.kernel import i18n
from webapp.kernel.forms import Form
from webapp.toolbox.words import Language

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ODD = (
    "",
    " ",
    "x",
    "-5",
    "0",
    "1.5",
    "99999999999",
    "\x07",
    "123",
    "2026-13-45",
    "1800-01-01",
    "25:99",
    "a" * 20_001,
)
"""What no form takes in all of its fields; none of it Chinese, for a message may quote it."""


def _forms() -> list[type[Form]]:
    for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if "forms" in module.name.split("."):
            importlib.import_module(module.name)
    return sorted(set(_below(Form)), key=lambda one: (one.__module__, one.__name__))


def _below(form: type[Form]) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        if one.__module__.startswith("webapp."):
            yield one
        yield from _below(one)


def _read(form: type[Form], typed: str) -> Form:
    """Fill `typed` into every field; a list made by the view holds one entry here."""
    names = [field.name for field in form()]
    read = form(MultiDict((name, typed) for name in names))
    for field in read:
        if hasattr(field, "choices") and field.choices is None:
            field.choices = [("ONE", "ONE")]
    return read


def _messages(form: type[Form], tongue: Language) -> set[str]:
    with i18n.speaking(tongue):
        filled = [_read(form, typed) for typed in _ODD]
        for one in filled:
            one.validate()
        return {problem.message for one in filled for problem in one.problems()}


@pytest.mark.parametrize("form", _forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
class TestSayWhatIsWrong:
    def test_in_chinese_on_a_chinese_page(self, form: type[Form]) -> None:
        assert {words for words in _messages(form, "zh-Hans") if not _CHINESE.search(words)} == set()

    def test_in_english_on_an_english_page(self, form: type[Form]) -> None:
        assert {words for words in _messages(form, "en") if _CHINESE.search(words)} == set()


def test_the_sweep_finds_the_forms_and_their_errors() -> None:
    forms = _forms()
    assert len(forms) >= 50
    assert sum(len(_messages(form, "en")) for form in forms) >= len(forms)
