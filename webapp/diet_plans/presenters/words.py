"""The words of meals, marks, sections and figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Item, Meal, Menu, Section, grams
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Total, Verdict
from webapp.diet_plans.rules.rounding import at_least, down_to_step, nearest, to_step
from webapp.kernel.i18n import _, language, lazy, number, say
from webapp.toolbox.words import Bilingual

MEAL_WORDS = {
    Meal.BREAKFAST: lazy("Breakfast"),
    Meal.MORNING_SNACK: lazy("Morning snack"),
    Meal.LUNCH: lazy("Lunch"),
    Meal.DINNER: lazy("Dinner"),
    Meal.SNACK: lazy("Snack"),
}
MEAL_ICONS = {
    Meal.BREAKFAST: "cup",
    Meal.MORNING_SNACK: "basket",
    Meal.LUNCH: "bowl",
    Meal.DINNER: "moon",
    Meal.SNACK: "basket",
}
MARK_WORDS = {
    Mark.DONE: lazy("Eaten"),
    Mark.PARTLY: lazy("Partly eaten"),
    Mark.SWAPPED: lazy("Swapped"),
    Mark.SKIPPED: lazy("Skipped"),
}
MARK_TONES = {Mark.DONE: "good", Mark.SWAPPED: "good", Mark.PARTLY: "watch", Mark.SKIPPED: "watch"}
SECTION_WORDS = {
    Section.PHASE: lazy("The phase you are in"),
    Section.ADVICE: lazy("What to improve"),
    Section.FOODS: lazy("Recommended foods and daily amounts"),
    Section.TIPS: lazy("Key tips"),
}
NUTRIENT_WORDS = {
    Nutrient.ENERGY: lazy("Energy"),
    Nutrient.PROTEIN: lazy("Protein"),
    Nutrient.FAT: lazy("Fat"),
    Nutrient.CARBOHYDRATE: lazy("Carbohydrate"),
    Nutrient.FIBRE: lazy("Dietary fibre"),
    Nutrient.SODIUM: lazy("Sodium"),
}
NUTRIENT_UNITS = {nutrient: nutrient.value.rpartition("_")[2] for nutrient in Nutrient}
VERDICT_WORDS = {
    Verdict.BELOW: lazy("a little low"),
    Verdict.WITHIN: lazy("fits"),
    Verdict.ABOVE: lazy("too much"),
    Verdict.UNKNOWN: lazy("unknown"),
}
FAR_WORDS = {Verdict.BELOW: lazy("far too low"), Verdict.ABOVE: lazy("far too much")}
VERDICT_TONES = {
    Verdict.BELOW: "watch",
    Verdict.WITHIN: "good",
    Verdict.ABOVE: "watch",
    Verdict.UNKNOWN: "watch",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a plan in paragraphs; `lang` is set where only the other language was written."""

    lines: tuple[str, ...]
    lang: str


def text(words: Bilingual) -> Text:
    """Give a plan's text in the visitor's language, else in the other one, marked as such."""
    own = words.zh if language() == "zh-Hans" else words.en
    other = "en" if language() == "zh-Hans" else "zh-Hans"
    lines = tuple(line.strip() for line in say(words).splitlines() if line.strip())
    return Text(lines, "" if own.strip() or not lines else other)


def weight(item: Item, table: Table) -> str:
    """Say what an item weighs."""
    return f"{number(nearest(grams(item, table)))} g"


def weight_to_take(item: Item, table: Table) -> str:
    """Say a client how much to take, and that it is weighed before cooking where that is so."""
    words = _("%(n)s g", n=number(nearest(grams(item, table))))
    return _("%(weight)s raw", weight=words) if table[item.food].weighed_raw else words


def household(item: Item, table: Table) -> str:
    """Say a household amount: 1 bowl, 半条; empty where only grams were given."""
    unit = table[item.food].unit(item.unit)
    if unit is None or unit.code == "g":
        return ""
    alone = item.amount == 1 and unit.code.startswith("half")
    return say(unit.name) if alone else f"{number(item.amount)} {_counted(say(unit.name), item.amount)}"


def _counted(unit: str, count: Decimal) -> str:
    """Give the plural of an English unit; Chinese units have none."""
    if count <= 1 or not unit.isascii() or unit.endswith(("fish", "liang")):
        return unit
    if unit.endswith("half"):
        return unit.removesuffix("f") + "ves"
    return unit + ("es" if unit.endswith(("x", "s", "sh", "ch")) else "s")


def grouped(figure: Decimal, places: int = 0) -> str:
    """Say a figure rounded to what a nutrition table tells, thousands set off as everywhere: 1,450."""
    return number(nearest(figure, places), places)


def amount(total: Total, places: int = 0) -> str:
    """Say a total; one with unknown foods is a lower bound: ≥ 1,450 (D2)."""
    if total.foods and total.unknown == total.foods:
        return "—"
    if total.exact:
        return grouped(total.known, places)
    return f"≥ {grouped(at_least(total.known, places), places)}"


def unknown_note(total: Total) -> str:
    """Say how many foods a total could not count; empty when it counted all."""
    if total.exact:
        return ""
    return _("%(unknown)s of %(foods)s foods unknown", unknown=total.unknown, foods=total.foods)


def menu_line(menu: Menu, table: Table) -> Text:
    """Say a meal in one line: its title, else its foods."""
    if menu.title.zh or menu.title.en:
        return text(menu.title)
    return Text((listed([say(table[item.food].dish) for item in menu.items]),), "")


def listed(names: list[str]) -> str:
    """Put names beside each other as the language does."""
    return ("\u3001" if language() == "zh-Hans" else ", ").join(names)


def roughly(energy: Total) -> str:
    """Say energy to the next ten kcal; a lower bound stays one."""
    tens = to_step if energy.exact else down_to_step
    return grouped(tens(energy.known, Decimal(10)))
