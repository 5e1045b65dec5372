"""Writing a plan of several phases (循序渐进)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from webapp.diet_plans.rules.content import Content, Item, Meal, Menu, Section
from webapp.diet_plans.rules.stepwise import (
    USUAL_WEEKS,
    alone,
    with_phase_after,
    with_phase_moved,
    with_phase_told,
    within,
    without_phase,
)
from webapp.toolbox.words import Bilingual

EGG = Item("a", "EGG", Decimal(1), "piece")
TIPS = {Section.TIPS: Bilingual(zh="慢慢吃。", en="Eat slowly.")}
ONE = Content(texts=TIPS, energy_low=Decimal(1500)).with_menu(0, Meal.LUNCH, Menu(items=(EGG,)))


def named(*names: str) -> Content:
    """Give a plan with a phase of each name, as many weeks long as its place in the order."""
    plan = ONE
    for _name in names[1:]:
        plan = with_phase_after(plan, 0, copied=False)
    for number, name in enumerate(names):
        plan = with_phase_told(plan, number, Bilingual(zh=name, en=name), number + 1)
    return plan


def names(plan: Content) -> list[str]:
    return [phase.title.en for phase in plan.phases]


def test_a_phase_is_worked_on_alone_and_the_others_stay() -> None:
    plan = named("a", "b", "c")
    found = within(plan, 1, lambda one: one.with_item(6, Meal.DINNER, EGG))
    assert alone(found, 1).menu(6, Meal.DINNER).items == (EGG,)
    assert (found.phases[0], found.phases[2]) == (plan.phases[0], plan.phases[2])
    assert (found.phases[1].title, found.phases[1].weeks) == (plan.phases[1].title, 2)
    assert (found.texts, found.energy_low) == (TIPS, Decimal(1500))


def test_a_phase_that_is_not_there_is_not_worked_on() -> None:
    with pytest.raises(IndexError):
        alone(ONE, 1)


def test_a_new_phase_stands_behind_the_one_it_came_from_with_its_menus_or_none() -> None:
    plan = named("a", "b")
    copied, empty = with_phase_after(plan, 0, copied=True), with_phase_after(plan, 0, copied=False)
    assert names(copied) == ["a", "", "b"]
    assert copied.phases[1].days == plan.phases[0].days
    assert not any(empty.phases[1].days)


def test_a_phase_that_others_follow_always_ends() -> None:
    assert ONE.phases[0].weeks is None
    grown = with_phase_after(ONE, 0, copied=True)
    assert [phase.weeks for phase in grown.phases] == [USUAL_WEEKS, None]
    moved = with_phase_moved(grown, 1, 0)
    assert [phase.weeks for phase in moved.phases] == [USUAL_WEEKS, USUAL_WEEKS]


@pytest.mark.parametrize(
    ("phase", "to", "expected"), [(0, 1, "bac"), (2, 0, "cab"), (1, 1, "abc"), (0, 9, "bca")]
)
def test_a_phase_is_moved_and_the_others_keep_their_order(phase: int, to: int, expected: str) -> None:
    assert "".join(names(with_phase_moved(named("a", "b", "c"), phase, to))) == expected


def test_a_phase_is_taken_out_but_never_the_last_one() -> None:
    assert names(without_phase(named("a", "b", "c"), 0)) == ["b", "c"]
    assert without_phase(ONE, 0) == ONE


def test_what_is_written_for_the_client_outlives_every_change_of_phases() -> None:
    plan = replace(named("a", "b"), allergy_reason=Bilingual(zh="已复查", en="Tested"))
    for found in (
        with_phase_moved(plan, 0, 1),
        without_phase(plan, 0),
        with_phase_after(plan, 1, copied=True),
    ):
        assert (found.texts, found.allergy_reason, found.energy_low) == (
            TIPS,
            plan.allergy_reason,
            Decimal(1500),
        )
