"""A client's day: the week strip, the meal cards, the tip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from webapp.diet_plans.presenters.following import Following, for_client
from webapp.diet_plans.presenters.words import (
    MARK_TONES,
    MARK_WORDS,
    MEAL_ICONS,
    MEAL_WORDS,
    Text,
    household,
    menu_line,
    roughly,
    text,
    weight_to_take,
)
from webapp.diet_plans.queries import MealToday, Published, followed_plan, planned
from webapp.diet_plans.rules.adherence import Mark, may_mark
from webapp.diet_plans.rules.content import Meal, Section, portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import total
from webapp.kernel.i18n import _, day, lazy, say

_SHORT = (lazy("Mon"), lazy("Tue"), lazy("Wed"), lazy("Thu"), lazy("Fri"), lazy("Sat"), lazy("Sun"))
Marks = dict[tuple[date, Meal], Mark]


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the strip."""

    words: str
    date: int
    href: str
    current: bool
    done: bool
    note: str


@dataclass(frozen=True, slots=True)
class Dish:
    """One line of an open meal."""

    name: str
    household: str
    weight: str


@dataclass(frozen=True, slots=True)
class Card:
    """One meal as a card: `open` shows the dishes, `markable` the buttons."""

    meal: str
    name: str
    icon: str
    energy: str
    line: Text
    dishes: list[Dish]
    open: bool
    markable: bool
    mark: str
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything the page of one day shows."""

    day: date
    title: str
    week: list[WeekDay]
    week_label: str
    cards: list[Card]
    tip: Text
    following: Following | None


def day_page(plan: Published, chosen: date, marked: Marks, *, today: date, opened: str = "") -> DayPage:
    """Make the page of a day out of the plan in effect and what was marked that week and the seven days before."""
    meals = planned(plan.content, chosen, marked)
    monday = chosen - timedelta(days=chosen.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    return DayPage(
        day=chosen,
        title=_("What to eat today") if chosen == today else _("What to eat"),
        week=[_week_day(plan, one, chosen, marked) for one in days],
        week_label=_("%(first)s to %(last)s", first=day(days[0], "short"), last=day(days[-1], "short")),
        cards=_cards(plan.foods, meals, chosen, today, opened),
        tip=_tip(plan, chosen),
        following=for_client(followed_plan(plan, marked, today=today)),
    )


def _week_day(plan: Published, one: date, chosen: date, marked: Marks) -> WeekDay:
    meals = planned(plan.content, one, marked)
    return WeekDay(
        words=str(_SHORT[one.weekday()]),
        date=one.day,
        href=url_for("diet_plans.today", day=one.isoformat()),
        current=one == chosen,
        done=bool(meals) and all(meal.mark for meal in meals),
        note=_("all meals marked"),
    )


def _cards(foods: Table, meals: list[MealToday], chosen: date, today: date, opened: str) -> list[Card]:
    markable = may_mark(chosen, today=today)
    waiting = next((meal.meal.value for meal in meals if meal.mark is None), "")
    shown = opened or (waiting if markable else "")
    return [_card(foods, meal, chosen, markable, shown in ("", meal.meal.value)) for meal in meals]


def _card(foods: Table, meal: MealToday, chosen: date, markable: bool, shown: bool) -> Card:
    energy = total(portions(meal.menu, foods), Nutrient.ENERGY)
    kcal = _("about %(kcal)s kcal", kcal=roughly(energy.known)) if energy.exact else ""
    return Card(
        meal=meal.meal.value,
        name=str(MEAL_WORDS[meal.meal]),
        icon=MEAL_ICONS[meal.meal],
        energy=kcal or _("at least %(kcal)s kcal", kcal=roughly(energy.known)),
        line=menu_line(meal.menu, foods),
        dishes=[
            Dish(say(foods[item.food].dish), household(item, foods), weight_to_take(item, foods))
            for item in meal.menu.items
        ],
        open=shown and meal.mark is None,
        markable=markable,
        mark=str(MARK_WORDS[meal.mark]) if meal.mark else "",
        tone=MARK_TONES[meal.mark] if meal.mark else "",
        href=url_for("diet_plans.today", day=chosen.isoformat(), open=meal.meal.value),
    )


def _tip(plan: Published, chosen: date) -> Text:
    """One tip a day, in turn."""
    found = text(plan.content.text(Section.TIPS))
    if not found.lines:
        return found
    return Text((found.lines[chosen.toordinal() % len(found.lines)],), found.lang)
