"""A week of meals → what its PDF says, in the language spoken: dishes, amounts, notes, and what holds allergens (D6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp.clients.rules import ALLERGEN_NAMES, Allergen
from webapp.diet_plans.presenters.day import phase_of, swapped
from webapp.diet_plans.presenters.phases import PhaseLine
from webapp.diet_plans.presenters.week import days_from
from webapp.diet_plans.presenters.words import (
    MEAL_WORDS,
    SECTION_WORDS,
    Text,
    household,
    listed,
    text,
    weight_to_take,
)
from webapp.diet_plans.queries import Calendar, DueMeal, WeekPaper
from webapp.diet_plans.rules.content import Item, Section
from webapp.diet_plans.rules.foods import Food
from webapp.gateways import pdf
from webapp.kernel.i18n import _, day, language, moment, ngettext, number, say
from webapp.toolbox.words import Bilingual

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Eater:
    """Whose week it is: the name, and what she is known to be allergic to."""

    name: Bilingual
    allergens: Collection[Allergen]


def paper(calendar: Calendar, eater: Eater, *, first: date, at: datetime) -> Json:
    """Give the content of the PDF of seven days from `first` on, with the SHA-256 of all of it."""
    days = days_from(first)
    content = {
        "title": _(
            "Meals from %(first)s to %(last)s", first=day(days[0], "date"), last=day(days[-1], "date")
        ),
        "brand": _("Kangyue"),
        "name": say(eater.name),
        "about": [_("As of %(moment)s", moment=moment(at))],
        "allergies": _allergies(eater),
        "days": [_day(calendar, one, eater) for one in days],
        "tips": _tips(calendar, days),
        "versions": _versions(calendar, days),
        "foot": _("This plan supports your health. It does not replace a visit to a doctor."),
        "page": _("Page {n} of {m}"),
    }
    return {**content, "fingerprint": pdf.fingerprint(content)}


def _allergies(eater: Eater) -> str:
    if not eater.allergens:
        return _("No known allergies. What a meal holds stands under it.")
    names = listed([say(ALLERGEN_NAMES[one]) for one in Allergen if one in eater.allergens])
    return _("Allergies: %(names)s", names=names)


def _day(calendar: Calendar, one: date, eater: Eater) -> Json:
    meals = calendar.on(one)
    return {
        "title": day(one),
        "phase": _phase(phase_of(calendar, one)),
        "meals": [_meal(meal, eater) for meal in meals],
        "nothing": "" if meals else _("Nothing is planned for this day. Eat as usual, and follow your tips."),
    }


def _phase(line: PhaseLine | None) -> Json | None:
    """Say the phase of a day; the name alone may be in the other language."""
    if line is None:
        return None
    rest = " · ".join(filter(None, (line.place, line.when)))
    return {**_words(line.name), "rest": rest}


def _meal(meal: DueMeal, eater: Eater) -> Json:
    foods = [meal.foods[item.food] for item in meal.menu.items]
    return {
        "name": str(MEAL_WORDS[meal.meal]),
        "title": _words(text(meal.menu.title)),
        "dishes": [_dish(meal, item) for item in meal.menu.items],
        "swapped": swapped(meal),
        "contains": _contains(foods),
        "careful": _careful(foods, eater),
    }


def _dish(meal: DueMeal, item: Item) -> Json:
    return {
        "name": say(meal.foods[item.food].dish),
        "household": household(item, meal.foods),
        "weight": weight_to_take(item, meal.foods),
        "note": _words(text(item.note)),
    }


def _contains(foods: list[Food]) -> str:
    """Name what of the known allergens a meal holds."""
    held = {code for food in foods for code in food.allergens}
    names = [say(ALLERGEN_NAMES[one]) for one in Allergen if one in held]
    return _("Contains: %(names)s", names=listed(names)) if names else ""


def _careful(foods: list[Food], eater: Eater) -> str:
    """Name the dishes that hold what the client is allergic to; the nutritionist wrote why."""
    avoid = {one.value for one in eater.allergens}
    names = [say(food.dish) for food in foods if avoid & food.allergens]
    if not names:
        return ""
    words = _("You are allergic to what is in: %(names)s. Ask before you eat it.", names=listed(names))
    return str(words)


def _tips(calendar: Calendar, days: list[date]) -> Json | None:
    """Give the tips of the version that holds on the first of the days."""
    plan = calendar.plan_on(days[0])
    found = text(plan.content.text(Section.TIPS)) if plan else Text((), "")
    return {"title": str(SECTION_WORDS[Section.TIPS]), **_words(found)} if found.lines else None


def _versions(calendar: Calendar, days: list[date]) -> str:
    """Name the versions that the days are of."""
    numbers = sorted({held.number for one in days if (held := calendar.version_on(one))})
    return " · ".join(_("Diet plan, version %(n)s", n=number(one)) for one in numbers)


def _words(found: Text) -> Json:
    """Give words with the language they are in, as the typesetter knows it."""
    return {"lines": list(found.lines), "lang": (found.lang or language()).partition("-")[0]}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as it is offered; `made` tells whether there is a file."""

    id: str
    made: bool
    title: str
    note: str


def paper_rows(found: list[WeekPaper]) -> list[PaperRow]:
    """Make the rows of the page, newest first."""
    return [_row(one) for one in found]


def _row(one: WeekPaper) -> PaperRow:
    row, file = one.row, one.file
    title = _("PDF in English") if row.language == "en" else _("PDF in Chinese")
    if file is None or row.made_at is None:
        waiting = _("Being made since %(moment)s. This takes a few seconds.", moment=moment(row.asked_at))
        return PaperRow(row.id, False, title, waiting)
    days = days_from(row.first_day)
    span = _("%(first)s to %(last)s", first=day(days[0], "short"), last=day(days[-1], "short"))
    pages = ngettext("%(n)s page", "%(n)s pages", row.pages or 0)
    size = _("%(size)s KB", size=number(max(1, round(file.size / 1024))))
    return PaperRow(row.id, True, title, " · ".join((span, pages, size)))
