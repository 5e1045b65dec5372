"""What a client and a nutritionist write to each other."""

from __future__ import annotations

from datetime import date

from wtforms import HiddenField, TextAreaField

from webapp.diet_plans.forms.photo import PhotoForm
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.talking import LONGEST_MESSAGE, Quote
from webapp.kernel.errors import BadInput
from webapp.kernel.forms import at_most, needed, stripped
from webapp.kernel.i18n import lazy


class AnswerForm(PhotoForm):
    """A message, with a photo where one helps."""

    words = TextAreaField(
        lazy("Your message"), filters=[stripped], validators=[needed(), at_most(LONGEST_MESSAGE)]
    )


class AskForm(AnswerForm):
    """A client's message, perhaps about one meal of a day."""

    day = HiddenField()
    meal = HiddenField()

    @property
    def quote(self) -> Quote | None:
        """Give the meal that is meant. Raises BadInput for what is none."""
        if not self.day.data and not self.meal.data:
            return None
        try:
            return Quote(date.fromisoformat(self.day.data or ""), Meal(self.meal.data or ""))
        except ValueError as odd:
            raise BadInput("meal") from odd
