"""One meal's own page: what may be eaten instead, a note, a photo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.diet_plans.presenters.words import MEAL_WORDS, Text, household, menu_line, weight_to_take
from webapp.diet_plans.queries import DueMeal
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Item
from webapp.diet_plans.rules.rounding import nearest
from webapp.diet_plans.rules.swaps import Swap
from webapp.kernel.i18n import _, lazy, number, say

_WHOLE = 10  # grams
_MARKS = (
    (Mark.DONE, lazy("All eaten")),
    (Mark.PARTLY, lazy("Only a part")),
    (Mark.SKIPPED, lazy("Skipped")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One dish: what it is, and what may be eaten in its place as (code, words); the first is itself."""

    key: str
    name: str
    amount: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class MealPage:
    """Everything the page of one meal shows."""

    day: date
    meal: str
    version_id: str
    name: str
    line: Text
    dishes: list[Choice]
    marks: list[tuple[str, str]]
    mark: str
    note: str
    photo_of: str


def meal_page(due: DueMeal, offered: Mapping[str, list[Swap]]) -> MealPage:
    """Make the page out of a meal of a day and the swaps of its items."""
    kept = due.log.swaps or {} if due.log else {}
    mark = due.mark if due.mark is not Mark.SWAPPED else Mark.DONE
    return MealPage(
        day=due.day,
        meal=due.meal.value,
        version_id=due.version_id,
        name=str(MEAL_WORDS[due.meal]),
        line=menu_line(due.menu, due.foods),
        dishes=[
            _dish(due, item, offered.get(item.key, []), kept.get(item.key, {}).get("food", ""))
            for item in due.menu.items
        ],
        marks=[(one.value, str(words)) for one, words in _MARKS],
        mark=(mark or Mark.DONE).value,
        note=due.log.note or "" if due.log else "",
        photo_of=due.log.id if due.log and due.log.file_id else "",
    )


def _dish(due: DueMeal, item: Item, offered: list[Swap], chosen: str) -> Choice:
    own = [("", _("as planned"))]
    return Choice(
        key=item.key,
        name=say(due.foods[item.food].dish),
        amount=" · ".join(filter(None, (household(item, due.foods), weight_to_take(item, due.foods)))),
        options=own + [(one.food.code, swap_words(one)) for one in offered] if offered else [],
        chosen=chosen,
    )


def swap_words(swap: Swap) -> str:
    """Say a swap: the food and the grams that make the same exchange, to the gram."""
    return f"{say(swap.food.dish)} · {grams_words(swap.grams)}"


def grams_words(grams: Decimal) -> str:
    """Say a weight in whole grams; what is under ten keeps a tenth where it has one."""
    return _("%(n)s g", n=number(nearest(grams, 0 if grams >= _WHOLE else 1)))
