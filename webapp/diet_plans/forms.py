"""The room's forms."""

from __future__ import annotations

from decimal import Decimal

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.diet_plans.presenters.words import MARK_WORDS, MEAL_WORDS
from webapp.diet_plans.rules.content import DAYS, LONGEST_TEXT, Meal, Section
from webapp.diet_plans.rules.targets import Activity
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual

ACTIVITY_WORDS = {
    Activity.LIGHT: lazy("Light: mostly sitting"),
    Activity.MODERATE: lazy("Moderate: on the feet, regular exercise"),
    Activity.HEAVY: lazy("Heavy: physical work"),
}
_MEALS = [(meal.value, words) for meal, words in MEAL_WORDS.items()]


class MealForm(Form):
    """Which meal of which calendar day."""

    day = DateField(lazy("Day"), validators=[needed()])
    meal = RadioField(lazy("Meal"), choices=_MEALS, validators=[needed()])


class MarkForm(MealForm):
    """What became of a meal."""

    mark = RadioField(
        lazy("What became of it"),
        choices=[(mark.value, words) for mark, words in MARK_WORDS.items()],
        validators=[needed()],
    )


class PlaceForm(Form):
    """Which meal of which weekday (0 is Monday) the nutritionist works on."""

    day = IntegerField(lazy("Day"), validators=[InputRequired(), NumberRange(0, DAYS - 1)])
    meal = RadioField(lazy("Meal"), choices=_MEALS, validators=[needed()])

    @property
    def place(self) -> tuple[int, Meal]:
        """Give weekday and meal."""
        return int(self.day.data or 0), Meal(self.meal.data)


class FoodForm(PlaceForm):
    """A food to put into a meal."""

    food = StringField(lazy("Food"), validators=[needed(), at_most(60)])
    amount = DecimalField(
        lazy("Amount"), validators=[InputRequired(), NumberRange(Decimal("0.01"), Decimal(5000))]
    )
    unit = StringField(lazy("Unit"), validators=[needed(), at_most(40)])


class RemoveForm(PlaceForm):
    """A food to take out."""

    key = HiddenField(lazy("Food"), validators=[needed(), at_most(20)])


class NameForm(PlaceForm):
    """What a meal is called, in both languages."""

    zh = StringField(lazy("Dishes in Chinese"), filters=[stripped], validators=[at_most(80)])
    en = StringField(lazy("Dishes in English"), filters=[stripped], validators=[at_most(160)])


class CopyForm(PlaceForm):
    """Which weekday's menus go where; the page stays at its meal."""

    target = SelectField(lazy("Copy to"), coerce=int, choices=[(day, str(day)) for day in range(DAYS)])


class TargetForm(Form):
    """How active the client is, and the nutritionist's own range of energy."""

    activity = SelectField(
        lazy("Activity"), choices=[(one.value, words) for one, words in ACTIVITY_WORDS.items()]
    )
    energy_low = DecimalField(
        lazy("Energy from (kcal)"), validators=[Optional(), NumberRange(Decimal(800), Decimal(5000))]
    )
    energy_high = DecimalField(
        lazy("Energy to (kcal)"), validators=[Optional(), NumberRange(Decimal(800), Decimal(5000))]
    )


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


class PublishForm(Form):
    """Publish what was read at `revision`; a reason where an allergen stays in the plan."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    reason_zh = StringField(lazy("Reason, in Chinese"), filters=[stripped], validators=[at_most(300)])
    reason_en = StringField(lazy("Reason, in English"), filters=[stripped], validators=[at_most(300)])
    looked_twice = BooleanField(lazy("I have looked at this again and mean it so."))
