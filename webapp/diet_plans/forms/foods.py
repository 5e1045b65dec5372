"""A food of the table as it is typed. A figure left empty is unknown, never 0 (D2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Self

from wtforms import BooleanField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from webapp.diet_plans.presenters.foods import (
    allergen_name,
    exchange_names,
    food_allergens,
    group_choices,
)
from webapp.diet_plans.rules.foods import Food, Nutrient, Origin, Part, typed
from webapp.kernel.choosing import SelectField, SelectMultipleField
from webapp.kernel.forms import Form, at_most, in_latin, line, stripped
from webapp.kernel.i18n import _, lazy, number
from webapp.toolbox.words import Bilingual

FIGURES = {nutrient: nutrient.value for nutrient in Nutrient}


def _figure(label: str, *, most: int = 99_999) -> StringField:
    def check(_form: Any, field: Field) -> None:
        try:
            found = typed.read_figure(field.data or "")
        except typed.Untypable:
            raise ValidationError(_("Write a number, or leave this empty where it is unknown.")) from None
        if found is not None and found > most:
            raise ValidationError(_("This can be at most %(n)s.", n=number(most)))

    return StringField(label, filters=[stripped], validators=[at_most(12), check])


def _names(_form: Any, field: Field) -> None:
    found = typed.read_names(field.data or "")
    if len(found) > typed.MOST_NAMES or any(len(name) > 30 for name in found):
        raise ValidationError(_("At most %(n)s other names, each under 30 letters.", n=typed.MOST_NAMES))


def _units(_form: Any, field: Field) -> None:
    try:
        found = typed.read_units(field.data or "")
    except typed.Untypable as line_:
        words = _("Write each unit as Chinese, English, grams: %(line)s", line=line_)
        raise ValidationError(words) from None
    if len(found) > typed.MOST_UNITS or len({unit.code for unit in found}) < len(found):
        raise ValidationError(_("At most %(n)s units, each English name once.", n=typed.MOST_UNITS))


class FoodRowForm(Form):
    """One food."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(0, 10**6)], default=0)
    name_zh = line(lazy("Chinese name"), 60)
    name_en = line(lazy("English name"), 120, in_latin)
    aliases = StringField(lazy("Other names"), filters=[stripped], validators=[at_most(300), _names])
    group = SelectField(lazy("Food group"))
    energy_kcal = _figure(lazy("Energy"))
    protein_g = _figure(lazy("Protein"))
    fat_g = _figure(lazy("Fat"))
    carbohydrate_g = _figure(lazy("Carbohydrate"))
    fibre_g = _figure(lazy("Dietary fibre"))
    sodium_mg = _figure(lazy("Sodium"))
    saturated_fat_g = _figure(lazy("Saturated fat"))
    edible_percent = _figure(lazy("Edible part"), most=100)
    source = line(lazy("Where the figures come from"), 120)
    verified = BooleanField(lazy("I compared the figures with this source."))
    allergens = SelectMultipleField(lazy("Allergens"))
    exchange_group = SelectField(lazy("Exchange group"))
    exchange_grams = _figure(lazy("Weight of one exchange"), most=2000)
    units = TextAreaField(lazy("Household units"), filters=[stripped], validators=[at_most(600), _units])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = group_choices()
        self.allergens.choices = [(code, allergen_name(code)) for code in food_allergens()]
        self.exchange_group.choices = [("", _("in no exchange group")), *exchange_names().items()]

    @classmethod
    def of(cls, food: Food, revision: int) -> Self:
        """Make the form of a food as it is."""
        figures = {name: _text(food.per_100g[nutrient]) for nutrient, name in FIGURES.items()}
        return cls(
            data={
                "revision": revision,
                "name_zh": food.name.zh,
                "name_en": food.name.en,
                "aliases": ", ".join(food.aliases),
                "group": food.group,
                "saturated_fat_g": _text(food.saturated_fat),
                "edible_percent": _text(food.edible_percent),
                "source": food.source,
                "verified": food.origin(Part.FIGURES).verified,
                "allergens": sorted(food.allergens),
                "exchange_group": food.exchange_group,
                "exchange_grams": _text(food.exchange_grams),
                "units": typed.write_units(food.units),
                **figures,
            }
        )

    def food(self, before: Food | None) -> Food:
        """Give the food that was typed; what the form does not ask stays as it was."""
        figure: Callable[[str], Decimal | None] = lambda name: typed.read_figure(self[name].data or "")  # noqa: E731
        aliases = typed.read_names(self.aliases.data or "")
        name = Bilingual(zh=self.name_zh.data or "", en=self.name_en.data or "")
        same_names = before is not None and (before.name.zh, before.aliases) == (name.zh, aliases)
        return Food(
            code=before.code if before else "",
            name=name,
            aliases=aliases,
            initials=before.initials if before and same_names else (),
            sounds=before.sounds if before and same_names else (),
            group=self.group.data,
            exchange_group=self.exchange_group.data or "",
            exchange_grams=figure("exchange_grams") if self.exchange_group.data else None,
            per_100g={nutrient: figure(name) for nutrient, name in FIGURES.items()},
            pagoda_share=before.pagoda_share if before and before.group == self.group.data else None,
            allergens=frozenset(self.allergens.data or ()),
            units=typed.read_units(self.units.data or ""),
            edible_percent=figure("edible_percent"),
            saturated_fat=figure("saturated_fat_g"),
            origins=self._origins(before),
        )

    def _origins(self, before: Food | None) -> dict[Part, Origin]:
        typed_now = Origin(self.source.data or "", bool(self.verified.data))
        return {**(before.origins if before else {}), Part.FIGURES: typed_now}


def _text(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")
