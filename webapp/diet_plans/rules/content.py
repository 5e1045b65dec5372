"""What a plan says: four sections, phases, and a week of menus (D1).

A draft and a published version are the same document; a version also carries the foods it uses.
All changes make a new document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Portion
from webapp.diet_plans.rules.targets import Activity, Need, bands, energy_band
from webapp.toolbox.words import Bilingual

DAYS = 7
LONGEST_TEXT = 2000
MOST_ITEMS = 20
MOST_GRAMS = Decimal(5000)
NOTHING = Bilingual(zh="", en="")


class Section(StrEnum):
    """The texts of a plan; the menus are the fourth section. PHASE says which step of several this is."""

    ADVICE = "ADVICE"
    FOODS = "FOODS"
    TIPS = "TIPS"
    PHASE = "PHASE"


class Meal(StrEnum):
    """The meals of a day, in order."""

    BREAKFAST = "BREAKFAST"
    LUNCH = "LUNCH"
    DINNER = "DINNER"
    SNACK = "SNACK"


@dataclass(frozen=True, slots=True)
class Item:
    """One food of a meal: `amount` of `unit` ("g" or one of the food's household units)."""

    key: str
    food: str
    amount: Decimal
    unit: str = "g"


@dataclass(frozen=True, slots=True)
class Menu:
    """One meal of one weekday: what it is called and what is in it."""

    title: Bilingual = NOTHING
    items: tuple[Item, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to eat or read."""
        return not self.items and self.title == NOTHING


Day = Mapping[Meal, Menu]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole plan. `days[0]` is Monday; a day without an entry for a meal has none."""

    texts: Mapping[Section, Bilingual] = field(default_factory=dict)
    days: tuple[Day, ...] = ({},) * DAYS
    activity: Activity = Activity.LIGHT
    energy_low: Decimal | None = None
    energy_high: Decimal | None = None
    allergy_reason: Bilingual = NOTHING

    def text(self, section: Section) -> Bilingual:
        """Give a section's words, empty when nothing was written."""
        return self.texts.get(section, NOTHING)

    def menu(self, day: int, meal: Meal) -> Menu:
        """Give a meal of a weekday (0 is Monday)."""
        return self.days[day].get(meal, Menu())

    def items(self) -> Iterator[Item]:
        """Give every item of the week."""
        return (item for day in self.days for menu in day.values() for item in menu.items)

    def with_menu(self, day: int, meal: Meal, menu: Menu) -> Content:
        """Give the plan with another menu in one place."""
        changed = {**self.days[day], meal: menu}
        kept = {name: changed[name] for name in Meal if name in changed and not changed[name].empty}
        return replace(self, days=(*self.days[:day], kept, *self.days[day + 1 :]))

    def with_item(self, day: int, meal: Meal, item: Item) -> Content:
        """Give the plan with one more food."""
        menu = self.menu(day, meal)
        return self.with_menu(day, meal, replace(menu, items=(*menu.items, item)))

    def without_item(self, day: int, meal: Meal, key: str) -> Content:
        """Give the plan without a food; one that is gone already changes nothing."""
        menu = self.menu(day, meal)
        return self.with_menu(day, meal, replace(menu, items=tuple(i for i in menu.items if i.key != key)))

    def with_day_copied(self, source: int, target: int) -> Content:
        """Give the plan with one weekday's menus put in place of another's (D5)."""
        days = list(self.days)
        days[target] = dict(days[source])
        return replace(self, days=tuple(days))

    def bands(self, need: Need | None) -> dict[Nutrient, Band]:
        """Give a day's targets: what the nutritionist typed rules, else the suggestion."""
        if self.energy_low is not None or self.energy_high is not None:
            return bands(Band(self.energy_low, self.energy_high))
        return bands(energy_band(need) if need else Band())

    @property
    def blank(self) -> bool:
        """Tell whether nothing at all was written: such a plan is not published."""
        return not any(self.days) and not any(self.text(section) != NOTHING for section in Section)


def grams(item: Item, table: Table) -> Decimal:
    """Give what an item weighs in grams."""
    unit = table[item.food].unit(item.unit)
    if unit is None:
        raise KeyError(item.unit)
    return item.amount * unit.grams


def portions(menu: Menu, table: Table) -> list[Portion]:
    """Give the foods of a meal with their weights."""
    return [Portion(table[item.food], grams(item, table)) for item in menu.items]


def day_portions(content: Content, day: int, table: Table) -> list[Portion]:
    """Give the foods of a weekday with their weights."""
    return [portion for menu in content.days[day].values() for portion in portions(menu, table)]
