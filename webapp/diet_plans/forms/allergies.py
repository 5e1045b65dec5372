"""What a client is allergic to, and why a plan may stay as it is."""

from __future__ import annotations

from typing import Any

from wtforms import TextAreaField

from webapp.clients.rules import ALLERGEN_NAMES, IN_FOOD, Allergen
from webapp.kernel.choosing import SelectMultipleField
from webapp.kernel.forms import Form, at_most, stripped
from webapp.kernel.i18n import lazy, say
from webapp.toolbox.words import Bilingual


class AllergiesForm(Form):
    """All allergens in food that are known, ticked."""

    allergies = SelectMultipleField(lazy("Foods you are allergic to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allergies.choices = [(one.value, say(ALLERGEN_NAMES[one])) for one in IN_FOOD]

    def chosen(self, known: tuple[Allergen, ...]) -> list[Allergen]:
        """Give what is known afterwards: what was ticked, and what this form does not ask for."""
        kept = [one for one in known if one not in IN_FOOD]
        return [*kept, *(Allergen(code) for code in self.allergies.data or ())]


class WarningForm(Form):
    """Why a plan that holds an allergen may stay; one language is enough."""

    reason_zh = TextAreaField(lazy("Reason, in Chinese"), filters=[stripped], validators=[at_most(300)])
    reason_en = TextAreaField(lazy("Reason, in English"), filters=[stripped], validators=[at_most(300)])

    @property
    def reason(self) -> Bilingual:
        """Give the reason as it was typed."""
        return Bilingual(zh=self.reason_zh.data or "", en=self.reason_en.data or "")
