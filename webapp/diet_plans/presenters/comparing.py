"""Two versions of a plan side by side in words (D1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.diet_plans.presenters.editor import DAY_WORDS
from webapp.diet_plans.presenters.steps import in_phase, phase_name, span
from webapp.diet_plans.presenters.words import (
    MEAL_WORDS,
    SECTION_WORDS,
    Text,
    household,
    listed,
    text,
    weight,
)
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.comparing import MealChange, PhaseChange, difference
from webapp.diet_plans.rules.content import Content, Item
from webapp.diet_plans.rules.foods import Table
from webapp.kernel.i18n import _, language, say
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that is different: what it is, what it said before, what it says after."""

    what: str
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class ComparingPage:
    """What is different from one version to another, as many rows as there are changes."""

    first: int
    second: int
    texts: list[ChangeRow]
    phases: list[ChangeRow]
    meals: list[ChangeRow]


def comparing_page(first: Published, second: Published) -> ComparingPage:
    """Compare an earlier version with a later one, each with its own foods."""
    found = difference(first.content, second.content)
    return ComparingPage(
        first=first.version.number,
        second=second.version.number,
        texts=[
            ChangeRow(str(SECTION_WORDS[one.section]), text(one.before), text(one.after))
            for one in found.texts
        ],
        phases=[_phase(one, first.content, second.content) for one in found.phases],
        meals=[_meal(one, first, second) for one in found.meals],
    )


def _phase(one: PhaseChange, before: Content, after: Content) -> ChangeRow:
    return ChangeRow(
        _("Phase %(n)s", n=one.number + 1),
        _told(before, one.number) if one.before else _nothing(),
        _told(after, one.number) if one.after else _nothing(),
    )


def _told(content: Content, number: int) -> Text:
    name = phase_name(content, number)
    return Text((*name.lines, span(content, number)), name.lang)


def _meal(one: MealChange, first: Published, second: Published) -> ChangeRow:
    place = _("%(day)s, %(meal)s", day=DAY_WORDS[one.day], meal=MEAL_WORDS[one.meal])
    longer = max((first.content, second.content), key=lambda content: len(content.phases))
    old, new = one.named or (None, None)
    return ChangeRow(
        in_phase(longer, one.phase, place),
        _said(old, one.gone, first.foods),
        _said(new, one.come, second.foods),
    )


def _said(name: Bilingual | None, items: Iterable[Item], foods: Table) -> Text:
    """Give the name of a meal where that changed, then its foods that are different."""
    title = text(name) if name else Text((), "")
    lines = (*title.lines, *(_food(item, foods) for item in items))
    return Text(lines, title.lang) if lines else _nothing()


def _food(item: Item, foods: Table) -> str:
    amount = household(item, foods)
    grams = weight(item, foods)
    parts = [say(foods[item.food].name), f"{amount} ({grams})" if amount and language() == "en" else ""]
    if not parts[1]:
        parts[1] = f"{amount}\uff08{grams}\uff09" if amount else grams
    notes = [*text(item.note).lines, *(() if item.swaps else (_("not to be swapped"),))]
    return " ".join(parts) + (f" · {listed(notes)}" if notes else "")


def _nothing() -> Text:
    return Text(("—",), "")
