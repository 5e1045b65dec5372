"""The texts of a plan."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from webapp.diet_plans.rules.content import LONGEST_TEXT, Section
from webapp.kernel.forms import Form, at_most, stripped
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual


def _area(words: str) -> TextAreaField:
    return TextAreaField(words, filters=[stripped], validators=[at_most(LONGEST_TEXT)])


class TextsForm(Form):
    """The texts of a plan, each in both languages; one of the two is enough."""

    base = HiddenField(validators=[at_most(64)])
    phase_zh = _area(lazy("Phase, in Chinese"))
    phase_en = _area(lazy("Phase, in English"))
    advice_zh = _area(lazy("What to improve, in Chinese"))
    advice_en = _area(lazy("What to improve, in English"))
    foods_zh = _area(lazy("Recommended foods and daily amounts, in Chinese"))
    foods_en = _area(lazy("Recommended foods and daily amounts, in English"))
    tips_zh = _area(lazy("Key tips, one a line, in Chinese"))
    tips_en = _area(lazy("Key tips, one a line, in English"))

    @property
    def texts(self) -> dict[Section, Bilingual]:
        """Give what was typed."""
        return {
            section: Bilingual(
                zh=self[f"{section.value.lower()}_zh"].data or "",
                en=self[f"{section.value.lower()}_en"].data or "",
            )
            for section in Section
        }
