"""What a plan says: four sections, phases, and a week of menus (D1).

A draft and a published version are the same document; a version also carries the foods it uses.
All changes make a new document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Portion
from webapp.diet_plans.rules.targets import Activity, Condition, Goal, Need, bands, energy_band
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
    MORNING_SNACK = "MORNING_SNACK"
    LUNCH = "LUNCH"
    DINNER = "DINNER"
    SNACK = "SNACK"


@dataclass(frozen=True, slots=True)
class Item:
    """One food of a meal: `amount` of `unit` ("g" or one of the food's household units).

    `swaps`: whether the client may take another food of its exchange group instead (D4).
    """

    key: str
    food: str
    amount: Decimal
    unit: str = "g"
    swaps: bool = True
    note: Bilingual = NOTHING


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
EMPTY_WEEK: tuple[Day, ...] = ({},) * DAYS


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a plan: what it is called, how many weeks it lasts (None: to the end), its seven days."""

    title: Bilingual = NOTHING
    weeks: int | None = None
    days: tuple[Day, ...] = EMPTY_WEEK


@dataclass(frozen=True, slots=True)
class Content:
    """A whole plan. `days[0]` is Monday of the first phase; a day without an entry for a meal has none.

    `first_title` and `first_weeks` belong to the first phase, `later` are the phases after it.
    `conditions` choose the guides whose ranges hold, `ranges` are the ones the nutritionist typed.
    """

    texts: Mapping[Section, Bilingual] = field(default_factory=dict)
    days: tuple[Day, ...] = EMPTY_WEEK
    activity: Activity = Activity.LIGHT
    energy_low: Decimal | None = None
    energy_high: Decimal | None = None
    allergy_reason: Bilingual = NOTHING
    first_title: Bilingual = NOTHING
    first_weeks: int | None = None
    later: tuple[Phase, ...] = ()
    goal: Goal = Goal.KEEP
    conditions: frozenset[Condition] = frozenset()
    ranges: Mapping[Nutrient, Band] = field(default_factory=dict)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Give the steps of the plan in order; there is always one."""
        return (Phase(self.first_title, self.first_weeks, self.days), *self.later)

    def text(self, section: Section) -> Bilingual:
        """Give a section's words, empty when nothing was written."""
        return self.texts.get(section, NOTHING)

    def menu(self, day: int, meal: Meal) -> Menu:
        """Give a meal of a weekday (0 is Monday)."""
        return self.days[day].get(meal, Menu())

    def item(self, day: int, meal: Meal, key: str) -> Item | None:
        """Give a food of a meal by its key."""
        return next((one for one in self.menu(day, meal).items if one.key == key), None)

    def items(self) -> Iterator[Item]:
        """Give every item of every phase."""
        days = (day for phase in self.phases for day in phase.days)
        return (item for day in days for menu in day.values() for item in menu.items)

    @property
    def codes(self) -> frozenset[str]:
        """Give the codes of all foods in it."""
        return frozenset(item.food for item in self.items())

    def with_menu(self, day: int, meal: Meal, menu: Menu) -> Content:
        """Give the plan with another menu in one place."""
        changed = {**self.days[day], meal: menu}
        kept = {name: changed[name] for name in Meal if name in changed and not changed[name].empty}
        return replace(self, days=(*self.days[:day], kept, *self.days[day + 1 :]))

    def with_item(self, day: int, meal: Meal, item: Item) -> Content:
        """Give the plan with one more food."""
        menu = self.menu(day, meal)
        return self.with_menu(day, meal, replace(menu, items=(*menu.items, item)))

    def with_item_changed(self, day: int, meal: Meal, item: Item) -> Content:
        """Give the plan with a food put in place of the one with its key; where that is gone, nothing changes."""
        menu = self.menu(day, meal)
        items = tuple(item if one.key == item.key else one for one in menu.items)
        return self.with_menu(day, meal, replace(menu, items=items))

    def without_item(self, day: int, meal: Meal, key: str) -> Content:
        """Give the plan without a food; one that is gone already changes nothing."""
        menu = self.menu(day, meal)
        return self.with_menu(day, meal, replace(menu, items=tuple(i for i in menu.items if i.key != key)))

    def each_item(self, change: Callable[[Item], Item]) -> Content:
        """Give the plan with every food of every phase changed."""
        later = tuple(replace(one, days=_changed(one.days, change)) for one in self.later)
        return replace(self, days=_changed(self.days, change), later=later)

    def with_day(self, target: int, day: Day) -> Content:
        """Give the plan with other menus on one weekday."""
        return replace(self, days=(*self.days[:target], dict(day), *self.days[target + 1 :]))

    def with_day_copied(self, source: int, target: int) -> Content:
        """Give the plan with one weekday's menus put in place of another's (D5)."""
        return self.with_day(target, self.days[source])

    def bands(self, need: Need | None) -> dict[Nutrient, Band]:
        """Give a day's targets: what the nutritionist typed rules, else the suggestion."""
        suggested = energy_band(need.aiming(self.goal)) if need else Band()
        typed = self.energy_low is not None or self.energy_high is not None
        energy = Band(self.energy_low, self.energy_high) if typed else suggested
        return {**bands(energy, self.conditions), **self.ranges}

    @property
    def blank(self) -> bool:
        """Tell whether nothing at all was written: such a plan is not published."""
        return not any(any(phase.days) for phase in self.phases) and not any(
            self.text(section) != NOTHING for section in Section
        )


def _changed(days: tuple[Day, ...], change: Callable[[Item], Item]) -> tuple[Day, ...]:
    return tuple(
        {meal: replace(menu, items=tuple(map(change, menu.items))) for meal, menu in day.items()}
        for day in days
    )


def meal_after(day: int, meal: Meal) -> tuple[int, Meal]:
    """Give the place after a meal: the day's next one, after the last the next day's first, after Sunday Monday's."""
    meals = list(Meal)
    turn = day * len(meals) + meals.index(meal) + 1
    return turn // len(meals) % DAYS, meals[turn % len(meals)]


def grams(item: Item, table: Table) -> Decimal:
    """Give what an item weighs in grams."""
    unit = table[item.food].unit(item.unit)
    if unit is None:
        raise KeyError(item.unit)
    return item.amount * unit.grams


def in_known_unit(item: Item, table: Table, former: Table) -> Item:
    """Give a food of an earlier version in grams where its household unit is not in the table any more."""
    if item.food not in table or table[item.food].offers(item.unit):
        return item
    return replace(item, amount=grams(item, former), unit="g")


def portions(menu: Menu, table: Table) -> list[Portion]:
    """Give the foods of a meal with their weights."""
    return [Portion(table[item.food], grams(item, table)) for item in menu.items]


def day_portions(content: Content, day: int, table: Table) -> list[Portion]:
    """Give the foods of a weekday with their weights."""
    return [portion for menu in content.days[day].values() for portion in portions(menu, table)]
