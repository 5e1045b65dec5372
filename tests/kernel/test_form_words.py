from __future__ import annotations

from pathlib import Path

import pytest
import wtforms
from babel.messages.extract import extract_from_file

from webapp.kernel import i18n
from webapp.kernel.form_words import Words


def _said_by_wtforms() -> set[str]:
    """Give every sentence that WTForms' fields and validators can say."""
    folder = Path(wtforms.__file__).parent
    files = [folder / "validators.py", *(folder / "fields").glob("*.py")]
    keywords = {"gettext": None, "ngettext": (1, 2)}
    found = [message for path in files for _, message, _, _ in extract_from_file("python", path, keywords)]
    return {part for message in found for part in ([message] if isinstance(message, str) else message)}


class TestWords:
    @pytest.mark.parametrize("sentence", sorted(_said_by_wtforms()))
    def test_a_sentence_of_the_library_is_said_in_our_words(self, sentence: str) -> None:
        with i18n.speaking("zh-Hans"):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in Words().gettext(sentence))
        with i18n.speaking("en"):
            assert Words().gettext(sentence).startswith("Please ")

    def test_the_limits_are_named(self) -> None:
        between = "Number must be between %(min)s and %(max)s."
        with i18n.speaking("zh-Hans"):
            assert "1 到 500" in Words().gettext(between) % {"min": 1, "max": 500}
