"""What a client says about meals."""

from __future__ import annotations

from flask import request
from wtforms import DateField, HiddenField, TextAreaField

from webapp.diet_plans.forms.photo import PhotoForm
from webapp.diet_plans.presenters.words import MARK_WORDS, MEAL_WORDS
from webapp.diet_plans.rules.adherence import LONGEST_NOTE, Mark
from webapp.diet_plans.services import Said
from webapp.kernel import security
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy

_MEALS = [(meal.value, words) for meal, words in MEAL_WORDS.items()]
SWAP = "swap_"


class MealForm(Form):
    """Which meal of which calendar day."""

    day = DateField(lazy("Day"), validators=[needed()])
    meal = RadioField(lazy("Meal"), choices=_MEALS, validators=[needed()])


class MarkForm(MealForm, PhotoForm):
    """What became of a meal; a field `swap_<item>` names the food that was eaten instead."""

    mark = RadioField(
        lazy("What became of it"),
        choices=[(mark.value, words) for mark, words in MARK_WORDS.items()],
        validators=[needed()],
    )
    note = TextAreaField(lazy("A note, if you like"), filters=[stripped], validators=[at_most(LONGEST_NOTE)])
    version = HiddenField()

    @property
    def said(self) -> Said:
        """Give what was said, once the form is valid."""
        sent = security.posted_json() if request.is_json else request.form
        fields = sent if isinstance(sent, dict) else {}
        named = {key.removeprefix(SWAP): code for key, code in fields.items() if key.startswith(SWAP)}
        chosen = {key: code for key, code in named.items() if isinstance(code, str) and code}
        return Said(Mark(self.mark.data), self.note.data or "", chosen, self.version.data or "")
