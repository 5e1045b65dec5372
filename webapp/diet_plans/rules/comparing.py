"""What changed from one version of a plan to another: texts, phases, and meals food by food (D1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from webapp.diet_plans.rules.content import DAYS, Content, Item, Meal, Menu, Phase, Section
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class TextChange:
    """A section that says something else; `NOTHING` where it was or is not written."""

    section: Section
    before: Bilingual
    after: Bilingual


@dataclass(frozen=True, slots=True)
class MealChange:
    """A meal that is not the same: its name before and after, the foods that went and came, in their order.

    A food whose amount, note or swapping changed went and came. The same foods in another order are no change.
    """

    phase: int
    day: int
    meal: Meal
    named: tuple[Bilingual, Bilingual] | None
    gone: tuple[Item, ...]
    come: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A phase with another name or length; None where there was or is no such phase."""

    number: int
    before: Phase | None
    after: Phase | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different; empty where both say the same."""

    texts: tuple[TextChange, ...]
    phases: tuple[PhaseChange, ...]
    meals: tuple[MealChange, ...]

    def __bool__(self) -> bool:
        return bool(self.texts or self.phases or self.meals)


def difference(before: Content, after: Content) -> Difference:
    """Compare two plans, phase by phase in their order."""
    pairs = list(enumerate(zip_longest(before.phases, after.phases)))
    return Difference(
        tuple(
            TextChange(one, before.text(one), after.text(one))
            for one in Section
            if before.text(one) != after.text(one)
        ),
        tuple(PhaseChange(number, old, new) for number, (old, new) in pairs if _told(old) != _told(new)),
        tuple(
            change
            for number, (old, new) in pairs
            for day in range(DAYS)
            for meal in Meal
            if (change := _meal(number, day, meal, _menu(old, day, meal), _menu(new, day, meal)))
        ),
    )


def _told(phase: Phase | None) -> tuple[Bilingual, int | None] | None:
    return (phase.title, phase.weeks) if phase else None


def _menu(phase: Phase | None, day: int, meal: Meal) -> Menu:
    return phase.days[day].get(meal, Menu()) if phase else Menu()


def _meal(phase: int, day: int, meal: Meal, old: Menu, new: Menu) -> MealChange | None:
    gone, come = _without(old, new), _without(new, old)
    named = (old.title, new.title) if old.title != new.title else None
    return MealChange(phase, day, meal, named, gone, come) if gone or come or named else None


def _without(these: Menu, others: Menu) -> tuple[Item, ...]:
    """Give the foods of one meal that the other has not, each as often as it is too many."""
    left, found = Counter(_said(item) for item in others.items), []
    for item in these.items:
        if left[_said(item)]:
            left[_said(item)] -= 1
        else:
            found.append(item)
    return tuple(found)


def _said(item: Item) -> tuple[object, ...]:
    """Give all that a reader sees of a food; its key is the document's own affair."""
    return item.food, item.amount, item.unit, item.swaps, item.note
