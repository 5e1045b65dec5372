"""A week at a glance, for paper and for times without a network; and what to buy for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from webapp.diet_plans.presenters.day import Card, card, phase_of
from webapp.diet_plans.presenters.meal import grams_words
from webapp.diet_plans.presenters.phases import PhaseLine
from webapp.diet_plans.presenters.words import household
from webapp.diet_plans.queries import Calendar
from webapp.diet_plans.rules.content import DAYS, Item
from webapp.diet_plans.rules.pagoda import group_name
from webapp.diet_plans.rules.rounding import enough
from webapp.diet_plans.rules.shopping import Purchase, purchases
from webapp.kernel.i18n import _, day, ngettext, say


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day: its meals, and its phase where another one begins with it."""

    date: date
    words: str
    phase: PhaseLine | None
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The meals of some days, in order; `today` is the first of them."""

    today: date
    days: list[WeekDay]


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of the list: `tick` names food and amount on the phone, another amount is not ticked yet."""

    id: str
    tick: str
    name: str
    weight: str
    note: str


@dataclass(frozen=True, slots=True)
class ShoppingPage:
    """What to buy, by food group, and the days and people it is for."""

    days: list[tuple[str, str]]
    chosen: list[str]
    people: int
    aisles: list[tuple[str, list[Bought]]]

    @property
    def words(self) -> str:
        """Say for how many days and people it is, and that both can be changed."""
        days = ngettext("%(n)s day", "%(n)s days", len(self.chosen))
        people = ngettext("%(n)s person", "%(n)s people", self.people)
        return _("For %(days)s, %(people)s: change", days=days, people=people)


def days_from(first: date) -> list[date]:
    """Give seven days: a page, a list, a paper begins with `first`."""
    return [first + timedelta(days=n) for n in range(DAYS)]


def week_page(calendar: Calendar, today: date) -> WeekPage:
    """Make the page of today and the six days after it, every meal open."""
    phases = [phase_of(calendar, one) for one in days_from(today)]
    days = [
        WeekDay(
            date=one,
            words=day(one),
            phase=phases[turn] if turn == 0 or phases[turn] != phases[turn - 1] else None,
            cards=[card(meal, one == today, True) for meal in calendar.on(one)],
        )
        for turn, one in enumerate(days_from(today))
    ]
    return WeekPage(today, days)


def shopping_page(calendar: Calendar, today: date, chosen: Sequence[date], people: int) -> ShoppingPage:
    """Make the list for the chosen days out of what is planned on them."""
    meals = [meal for one in chosen for meal in calendar.on(one)]
    found = purchases(((item, meal.foods) for meal in meals for item in meal.menu.items), people)
    aisles = [(group, list(some)) for group, some in groupby(found, key=lambda one: one.food.group)]
    return ShoppingPage(
        days=[(one.isoformat(), day(one)) for one in days_from(today)],
        chosen=[one.isoformat() for one in chosen],
        people=people,
        aisles=[(say(group_name(group)), [_bought(one) for one in some]) for group, some in aisles],
    )


def to_buy_words(grams: Decimal) -> str:
    """Say how much to buy in whole grams, rather more than too little: nobody weighs peel to the tenth."""
    return grams_words(enough(grams))


def _bought(one: Purchase) -> Bought:
    notes = []
    if one.amount is not None:
        item = Item("", one.food.code, one.amount, one.unit)
        notes.append(household(item, {one.food.code: one.food}))
    if one.to_buy is not None and one.to_buy != one.grams:
        notes.append(_("buy about %(weight)s with peel, shell or bone", weight=to_buy_words(one.to_buy)))
    return Bought(
        id=f"tick-{one.food.code.lower()}",
        tick=f"{one.food.code} {one.grams.normalize():f}",
        name=say(one.food.name),
        weight=grams_words(one.grams),
        note=" · ".join(notes),
    )
