"""A client's day: the week strip, the meal cards, the tip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from webapp.diet_plans.presenters.following import Following, for_client
from webapp.diet_plans.presenters.meal import grams_words
from webapp.diet_plans.presenters.phases import PhaseLine, phase_on
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
from webapp.diet_plans.queries import Calendar, DueMeal, Published
from webapp.diet_plans.rules.adherence import may_mark
from webapp.diet_plans.rules.content import Item, Section, portions
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import total
from webapp.diet_plans.rules.swaps import eaten
from webapp.kernel.i18n import _, day, lazy, say

_SHORT = (lazy("Mon"), lazy("Tue"), lazy("Wed"), lazy("Thu"), lazy("Fri"), lazy("Sat"), lazy("Sun"))


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
    note: Text


@dataclass(frozen=True, slots=True)
class Card:
    """One meal as a card: `open` shows the dishes, `markable` the buttons."""

    meal: str
    version_id: str
    name: str
    icon: str
    energy: str
    line: Text
    dishes: list[Dish]
    open: bool
    markable: bool
    mark: str
    tone: str
    swapped: list[str]
    note: str
    href: str
    sheet: str
    photo: str


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything the page of one day shows."""

    day: date
    title: str
    week: list[WeekDay]
    week_label: str
    phase: PhaseLine | None
    cards: list[Card]
    tip: Text
    following: Following | None


def day_page(plan: Published, calendar: Calendar, chosen: date, *, today: date, opened: str = "") -> DayPage:
    """Make the page of a day out of the plan in effect and a calendar of its week and the seven days before."""
    monday = chosen - timedelta(days=chosen.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    return DayPage(
        day=chosen,
        title=_("What to eat today") if chosen == today else _("What to eat"),
        week=[_week_day(calendar, one, chosen) for one in days],
        week_label=_("%(first)s to %(last)s", first=day(days[0], "short"), last=day(days[-1], "short")),
        phase=phase_of(calendar, chosen),
        cards=_cards(calendar.on(chosen), chosen, today, opened),
        tip=_tip(plan, chosen),
        following=for_client(calendar.followed(today)),
    )


def phase_of(calendar: Calendar, one: date) -> PhaseLine | None:
    """Say the phase of a day, by the version that holds then."""
    plan = calendar.plan_on(one)
    return phase_on(plan, one) if plan else None


def _week_day(calendar: Calendar, one: date, chosen: date) -> WeekDay:
    meals = calendar.on(one)
    return WeekDay(
        words=str(_SHORT[one.weekday()]),
        date=one.day,
        href=url_for("diet_plans.today", day=one.isoformat()),
        current=one == chosen,
        done=bool(meals) and all(meal.mark for meal in meals),
        note=_("all meals marked"),
    )


def _cards(meals: list[DueMeal], chosen: date, today: date, opened: str) -> list[Card]:
    markable = may_mark(chosen, today=today)
    waiting = next((meal.meal.value for meal in meals if meal.mark is None), "")
    shown = opened or (waiting if markable else "")
    return [card(meal, markable, shown in ("", meal.meal.value)) for meal in meals]


def card(meal: DueMeal, markable: bool, shown: bool) -> Card:
    """Make the card of one meal."""
    energy = total(portions(meal.menu, meal.foods), Nutrient.ENERGY)
    kcal = _("about %(kcal)s kcal", kcal=roughly(energy)) if energy.exact else ""
    when = meal.day.isoformat()
    return Card(
        meal=meal.meal.value,
        version_id=meal.version_id,
        name=str(MEAL_WORDS[meal.meal]),
        icon=MEAL_ICONS[meal.meal],
        energy=kcal or _("at least %(kcal)s kcal", kcal=roughly(energy)),
        line=menu_line(meal.menu, meal.foods),
        dishes=[_dish(meal, item) for item in meal.menu.items],
        open=shown and meal.mark is None,
        markable=markable,
        mark=str(MARK_WORDS[meal.mark]) if meal.mark else "",
        tone=MARK_TONES[meal.mark] if meal.mark else "",
        swapped=swapped(meal),
        note=meal.log.note or "" if meal.log else "",
        href=url_for("diet_plans.today", open=meal.meal.value, day=when),
        sheet=url_for("diet_plans.meal", meal=meal.meal.value, day=when),
        photo=url_for("diet_plans.meal_photo", log_id=meal.log.id) if meal.log and meal.log.file_id else "",
    )


def _dish(meal: DueMeal, item: Item) -> Dish:
    foods = meal.foods
    return Dish(
        say(foods[item.food].dish), household(item, foods), weight_to_take(item, foods), text(item.note)
    )


def swapped(meal: DueMeal) -> list[str]:
    """Say what was eaten instead of what, as it was kept with the mark."""
    kept = meal.log.swaps or {} if meal.log else {}
    lines = []
    for item in meal.menu.items:
        if item.key in kept:
            name, weight = eaten(kept[item.key])
            words = {"other": say(name), "weight": grams_words(weight)}
            lines.append(_("%(other)s, %(weight)s, instead of %(dish)s", dish=_name(meal, item), **words))
    return lines


def _name(meal: DueMeal, item: Item) -> str:
    return say(meal.foods[item.food].dish)


def _tip(plan: Published, chosen: date) -> Text:
    """One tip a day, in turn."""
    found = text(plan.content.text(Section.TIPS))
    if not found.lines:
        return found
    return Text((found.lines[chosen.toordinal() % len(found.lines)],), found.lang)
