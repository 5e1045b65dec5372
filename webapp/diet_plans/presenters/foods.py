"""The food table in words: what is known, what is unverified, what is unknown (D2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from webapp.clients.rules import ALLERGEN_NAMES, IN_FOOD, Allergen
from webapp.diet_plans.models import DietFood, DietFoodRevision, FoodChange
from webapp.diet_plans.presenters.words import NUTRIENT_UNITS, NUTRIENT_WORDS, grouped, listed
from webapp.diet_plans.queries import FoodList
from webapp.diet_plans.rules.foods import Food, Nutrient, Part
from webapp.diet_plans.rules.foods.checks import Oddity, oddities
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.diet_plans.rules.pagoda import group_name, group_names
from webapp.kernel.i18n import _, lazy, moment, number, say
from webapp.toolbox.packaged import bilingual, data

CHANGE_WORDS = {
    FoodChange.ADDED: lazy("Added"),
    FoodChange.EDITED: lazy("Edited"),
    FoodChange.IMPORTED: lazy("Brought in by file"),
    FoodChange.RETIRED: lazy("Retired"),
    FoodChange.BROUGHT_BACK: lazy("Brought back"),
}
ODDITY_WORDS = {
    Oddity.SUM: lazy("Protein, fat and carbohydrate together are more than 105 g in 100 g."),
    Oddity.ENERGY: lazy("The energy is more than 30 % away from what protein, fat and carbohydrate give."),
    Oddity.FIBRE: lazy("There is more fibre than carbohydrate."),
    Oddity.SATURATED: lazy("There is more saturated fat than fat."),
    Oddity.SODIUM: lazy("There is more sodium than a food can have."),
    Oddity.EDIBLE: lazy("The edible part is not between 1 and 100 %."),
    Oddity.UNIT: lazy("A household unit weighs nothing, or more than 2 kg."),
}
LIST_WORDS = {
    FoodList.HEADQUARTERS: lazy("Headquarters’ foods"),
    FoodList.OWN: lazy("Foods of our branch"),
    FoodList.RETIRED: lazy("Retired"),
}
PART_WORDS = {
    Part.FIGURES: lazy("Figures"),
    Part.EDIBLE: lazy("Edible part"),
    Part.EXCHANGE: lazy("Exchange"),
    Part.ALLERGENS: lazy("Allergens"),
    Part.UNITS: lazy("Household units"),
}
SOURCE_WORDS = {
    "Computed from its recipe": lazy("Computed from its recipe, per 100 g of all ingredients before cooking"),
    "Exchange list of about 90 kcal": lazy("Exchange list of about 90 kcal a portion"),
    "Customary household amount": lazy("Customary household amount"),
    "By what the food is made of": lazy("By what the food is made of"),
    "Those of the recipe": lazy("Those of the recipe"),
    "No good match in USDA SR28; figures unknown": lazy("No good match in USDA SR28; figures unknown"),
    "Plain water carries none of these by nature": lazy("Plain water carries none of these by nature"),
    "Weighed as named: nothing is thrown away": lazy("Weighed as named: nothing is thrown away"),
}
"""What the shipped table says in English of where a value comes from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One food of a list."""

    id: str
    name: str
    group: str
    kcal: str
    note: str
    tone: str


def line(row: DietFood) -> Line:
    """Make a line of a row: what stands out is unknown figures, then unverified ones."""
    food = from_text(row.row)
    words, tone = trust(food)
    energy = food.per_100g[Nutrient.ENERGY]
    kcal = _("unknown") if energy is None else grouped(energy)
    return Line(row.id, say(food.name), say(group_name(food.group)), kcal, words, tone)


def trust(food: Food) -> tuple[str, str]:
    """Say in one word how far the figures can be trusted, and its tone."""
    if len(food.unknown) == len(Nutrient):
        return _("Figures unknown"), "act"
    if food.unknown:
        return _("Some figures unknown"), "watch"
    if not food.origin(Part.FIGURES).verified:
        return _("Unverified"), "watch"
    return _("Figures verified"), "good"


def figures(food: Food) -> list[tuple[str, str]]:
    """Give every figure of 100 g; what is unknown is said, never 0."""
    known = [(str(NUTRIENT_WORDS[one]), _figure(food.per_100g[one], NUTRIENT_UNITS[one])) for one in Nutrient]
    saturated = (_("Saturated fat"), _figure(food.saturated_fat, "g"))
    edible = (_("Edible part"), _figure(food.edible_percent, "%"))
    return [*known, saturated, edible]


def _figure(figure: Decimal | None, unit: str) -> str:
    return _("unknown") if figure is None else f"{number(figure)} {unit}"


def facts(food: Food) -> list[tuple[str, str]]:
    """Give what else is known: group, other names, allergens, exchange, units."""
    units = [_("%(unit)s (%(grams)s g)", unit=say(u.name), grams=number(u.grams)) for u in food.units]
    return [
        (_("Food group"), say(group_name(food.group))),
        (_("Allergens"), listed([allergen_name(code) for code in sorted(food.allergens)]) or _("none known")),
        (_("Exchange"), _exchange(food)),
        (_("Household units"), listed(units) or _("none")),
    ]


def _exchange(food: Food) -> str:
    if not food.exchange_group or food.exchange_grams is None:
        return _("in no exchange group")
    words = {"group": exchange_names()[food.exchange_group], "grams": number(food.exchange_grams)}
    return _("%(group)s, %(grams)s g for one exchange", **words)


def exchange_names() -> dict[str, str]:
    """Give the names of the exchange groups by key."""
    return {group["key"]: say(bilingual(group)) for group in data("diet_plans", "exchanges")["groups"]}


def allergen_name(code: str) -> str:
    """Name an allergen of the table as the record names it."""
    return say(ALLERGEN_NAMES[Allergen(code)])


def food_allergens() -> list[str]:
    """Give the codes a food may carry: those of the record that are in food."""
    return [one.value for one in IN_FOOD]


def group_choices() -> list[tuple[str, str]]:
    """Give the food groups to choose from."""
    return [(key, say(words)) for key, words in group_names().items()]


def origins(food: Food) -> list[tuple[str, str, str]]:
    """Give where each part comes from, and whether that was verified."""
    verified = {True: _("verified"), False: _("unverified")}
    return [
        (str(PART_WORDS[part]), str(SOURCE_WORDS.get(at.source, at.source)), verified[at.verified])
        for part, at in sorted(food.origins.items())
    ]


def history(rows: list[DietFoodRevision]) -> list[tuple[str, str, str]]:
    """Give what was done to a food: number, when, what."""
    return [
        (
            str(one.revision),
            moment(one.changed_at, "Asia/Shanghai"),
            str(CHANGE_WORDS[FoodChange(one.change)]),
        )
        for one in rows
    ]


def odd(food: Food) -> list[str]:
    """Say what to look at twice."""
    return [str(ODDITY_WORDS[one]) for one in oddities(food)]


def lists(shown: FoodList, *, at_headquarters: bool) -> list[tuple[str, str, bool]]:
    """Give the lists to choose from."""
    words = {**LIST_WORDS, **({FoodList.OWN: lazy("Foods of branches")} if at_headquarters else {})}
    return [
        (str(name), url_for("diet_plans_desk.food_table", shown=one.value), one is shown)
        for one, name in words.items()
    ]
