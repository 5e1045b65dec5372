"""What a day should hold."""

from __future__ import annotations

from decimal import Decimal

from wtforms import Field
from wtforms.validators import NumberRange, Optional

from webapp.diet_plans.forms.figures import FigureField
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.targets import Activity, Condition, Goal
from webapp.kernel.choosing import SelectField, SelectMultipleField
from webapp.kernel.forms import Form
from webapp.kernel.i18n import lazy

ACTIVITY_WORDS = {
    Activity.LIGHT: lazy("Light: mostly sitting"),
    Activity.MODERATE: lazy("Moderate: on the feet, regular exercise"),
    Activity.HEAVY: lazy("Heavy: physical work"),
}
GOAL_WORDS = {
    Goal.LOSE: lazy("Lose weight: 500 kcal less a day"),
    Goal.KEEP: lazy("Keep the weight"),
    Goal.GAIN: lazy("Gain weight: 300 kcal more a day"),
}
CONDITION_WORDS = {
    Condition.DIABETES: lazy("Diabetes"),
    Condition.HYPERTENSION: lazy("High blood pressure"),
    Condition.OBESITY: lazy("Obesity"),
    Condition.DYSLIPIDAEMIA: lazy("Blood lipids"),
    Condition.GOUT: lazy("Gout or high uric acid"),
}
_RANGED = (Nutrient.PROTEIN, Nutrient.FAT, Nutrient.CARBOHYDRATE, Nutrient.FIBRE, Nutrient.SODIUM)


def _end(words: str) -> FigureField:
    return FigureField(words, validators=[Optional(), NumberRange(Decimal(0), Decimal(20_000))])


class TargetForm(Form):
    """How active the client is, goal and conditions, and the nutritionist's own ranges."""

    activity = SelectField(
        lazy("Activity"), choices=[(one.value, words) for one, words in ACTIVITY_WORDS.items()]
    )
    energy_low = FigureField(
        lazy("Energy from (kcal)"), validators=[Optional(), NumberRange(Decimal(800), Decimal(5000))]
    )
    energy_high = FigureField(
        lazy("Energy to (kcal)"), validators=[Optional(), NumberRange(Decimal(800), Decimal(5000))]
    )
    goal = SelectField(
        lazy("Weight"),
        choices=[(one.value, words) for one, words in GOAL_WORDS.items()],
        default=Goal.KEEP.value,
    )
    conditions = SelectMultipleField(
        lazy("Ranges for conditions"), choices=[(one.value, words) for one, words in CONDITION_WORDS.items()]
    )
    protein_g_low = _end(lazy("Protein from (g)"))
    protein_g_high = _end(lazy("Protein to (g)"))
    fat_g_low = _end(lazy("Fat from (g)"))
    fat_g_high = _end(lazy("Fat to (g)"))
    carbohydrate_g_low = _end(lazy("Carbohydrate from (g)"))
    carbohydrate_g_high = _end(lazy("Carbohydrate to (g)"))
    fibre_g_low = _end(lazy("Dietary fibre from (g)"))
    fibre_g_high = _end(lazy("Dietary fibre to (g)"))
    sodium_mg_low = _end(lazy("Sodium from (mg)"))
    sodium_mg_high = _end(lazy("Sodium to (mg)"))

    @classmethod
    def of(cls, content: Content) -> TargetForm:
        """Make the form with what the draft says."""
        typed = {
            f"{one.value}_{end}": getattr(band, end)
            for one, band in content.ranges.items()
            for end in ("low", "high")
        }
        return cls(
            activity=content.activity.value,
            goal=content.goal.value,
            conditions=sorted(content.conditions),
            energy_low=content.energy_low,
            energy_high=content.energy_high,
            **typed,
        )

    @property
    def ends(self) -> list[Field]:
        """Give the fields of the nutrients' ranges, in pairs."""
        return [self[f"{one.value}_{end}"] for one in _RANGED for end in ("low", "high")]

    @property
    def ranges(self) -> dict[Nutrient, Band]:
        """Give the ranges that were typed; an end left empty is open."""
        found = {one: Band(*(self[f"{one.value}_{end}"].data for end in ("low", "high"))) for one in _RANGED}
        return {one: band for one, band in found.items() if band != Band()}

    @property
    def chosen(self) -> list[Condition]:
        """Give the conditions that were ticked."""
        return [Condition(one) for one in self.conditions.data or ()]
