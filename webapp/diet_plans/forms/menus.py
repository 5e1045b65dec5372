"""Menus: a food, a name, a day to copy."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.diet_plans.forms.figures import FigureField
from webapp.diet_plans.presenters.words import MEAL_WORDS
from webapp.diet_plans.rules.content import DAYS, Item, Meal
from webapp.diet_plans.rules.stepwise import MOST_PHASES
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual

_MEALS = [(meal.value, words) for meal, words in MEAL_WORDS.items()]


class Where(TypedDict):
    """A phase by its place, and how the phases were arranged when it stood there."""

    phase: int
    arranged: int


class PlaceForm(Form):
    """Which meal of which weekday (0 is Monday) of which phase (the first is 0) the nutritionist works on.

    `arranged`: how the draft's phases were arranged when the page was drawn (`DietDraft.arranged`).
    """

    arranged = IntegerField(lazy("Phase"), default=0, validators=[Optional(), NumberRange(0)])
    phase = IntegerField(lazy("Phase"), default=0, validators=[Optional(), NumberRange(0, MOST_PHASES - 1)])
    day = IntegerField(lazy("Day"), validators=[InputRequired(), NumberRange(0, DAYS - 1)])
    meal = RadioField(lazy("Meal"), choices=_MEALS, validators=[needed()])

    @property
    def place(self) -> tuple[int, Meal]:
        """Give weekday and meal."""
        return int(self.day.data or 0), Meal(self.meal.data)

    @property
    def step(self) -> int:
        """Give the phase; the first one where none is named."""
        return int(self.phase.data or 0)

    @property
    def where(self) -> Where:
        """Give the phase as the writing verbs are told of it."""
        return {"phase": self.step, "arranged": int(self.arranged.data or 0)}


class AmountField(FigureField):
    """An amount of the chosen unit; `80g` means grams whatever unit is chosen."""

    grams = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the figure, with or without the letter for grams behind it."""
        typed = valuelist[0].strip().lower() if valuelist else ""
        figure = typed.removesuffix("g").strip()
        self.grams = figure != typed
        super().process_formdata([figure] if valuelist else [])


class FoodForm(PlaceForm):
    """A food to put into a meal."""

    food = StringField(lazy("Food"), validators=[needed(), at_most(60)])
    amount = AmountField(
        lazy("Amount"), validators=[InputRequired(), NumberRange(Decimal("0.01"), Decimal(5000))]
    )
    unit = StringField(lazy("Unit"), validators=[needed(), at_most(40)])

    @property
    def wanted_unit(self) -> str:
        """Give the unit's code: grams where they were typed behind the figure."""
        return "g" if self.amount.grams else self.unit.data or ""


class ItemForm(PlaceForm):
    """A food of a meal: how much of it, whether it may be swapped, and the note beside it."""

    key = HiddenField(lazy("Food"), validators=[needed(), at_most(20)])
    amount = AmountField(
        lazy("Amount"),
        places=None,
        validators=[InputRequired(), NumberRange(Decimal("0.01"), Decimal(5000))],
    )
    unit = StringField(lazy("Unit"), validators=[needed(), at_most(40)])
    note_zh = StringField(lazy("Note in Chinese"), filters=[stripped], validators=[at_most(80)])
    note_en = StringField(lazy("Note in English"), filters=[stripped], validators=[at_most(160)])
    swaps = BooleanField(lazy("The client may take another food of its exchange group"))

    @classmethod
    def of(cls, item: Item) -> ItemForm:
        """Make the form with what the draft says."""
        return cls(
            data={
                "key": item.key,
                "amount": item.amount,
                "unit": item.unit,
                "note_zh": item.note.zh,
                "note_en": item.note.en,
                "swaps": item.swaps,
            }
        )

    @property
    def wanted_unit(self) -> str:
        """Give the unit's code: grams where they were typed behind the figure."""
        return "g" if self.amount.grams else self.unit.data or ""

    @property
    def note(self) -> Bilingual:
        """Give the note that was typed."""
        return Bilingual(zh=self.note_zh.data or "", en=self.note_en.data or "")


class RemoveForm(PlaceForm):
    """A food to take out."""

    key = HiddenField(lazy("Food"), validators=[needed(), at_most(20)])


class PasteForm(PlaceForm):
    """What was copied, to be put into the chosen place."""

    held = HiddenField(lazy("What was copied"), validators=[needed(), at_most(60)])


class NameForm(PlaceForm):
    """What a meal is called, in both languages."""

    zh = StringField(lazy("Dishes in Chinese"), filters=[stripped], validators=[at_most(80)])
    en = StringField(lazy("Dishes in English"), filters=[stripped], validators=[at_most(160)])


class CopyForm(PlaceForm):
    """Which weekday's menus go where; the page stays at its meal."""

    target = SelectField(lazy("Copy to"), coerce=int, choices=[(day, str(day)) for day in range(DAYS)])
