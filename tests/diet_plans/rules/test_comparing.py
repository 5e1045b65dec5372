"""What changed from one version of a plan to another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from webapp.diet_plans.rules.comparing import difference
from webapp.diet_plans.rules.content import Content, Item, Meal, Menu, Phase, Section
from webapp.toolbox.words import Bilingual

RICE, EGG = Item("a", "RICE", Decimal(1), "bowl"), Item("b", "EGG", Decimal(1), "piece")
WORDS = Bilingual(zh="早餐", en="Breakfast dish")
PLAN = Content().with_menu(2, Meal.LUNCH, Menu(WORDS, (RICE, EGG)))


def lunch(*items: Item, title: Bilingual = WORDS) -> Content:
    return PLAN.with_menu(2, Meal.LUNCH, Menu(title, items))


def test_the_same_plan_is_no_difference_whatever_its_keys_and_order() -> None:
    assert not difference(PLAN, PLAN)
    assert not difference(PLAN, lunch(replace(EGG, key="x"), replace(RICE, key="y")))


@pytest.mark.parametrize(
    "changed",
    [
        replace(RICE, amount=Decimal(2)),
        replace(RICE, unit="g"),
        replace(RICE, swaps=False),
        replace(RICE, note=WORDS),
        replace(RICE, food="OATS"),
    ],
)
def test_whatever_a_reader_sees_of_a_food_is_a_change(changed: Item) -> None:
    (found,) = difference(PLAN, lunch(changed, EGG)).meals
    assert (found.phase, found.day, found.meal) == (0, 2, Meal.LUNCH)
    assert (found.gone, found.come, found.named) == ((RICE,), (changed,), None)


def test_a_second_helping_of_the_same_food_is_a_change() -> None:
    (found,) = difference(PLAN, lunch(RICE, EGG, EGG)).meals
    assert (found.gone, found.come) == ((), (EGG,))


def test_names_of_meals_texts_and_phases_are_compared() -> None:
    other = Bilingual(zh="另一餐", en="Another")
    after = replace(
        lunch(RICE, EGG, title=other),
        texts={Section.TIPS: WORDS},
        first_title=other,
        later=(Phase(days=PLAN.days),),
    )
    found = difference(PLAN, after)
    assert [one.section for one in found.texts] == [Section.TIPS]
    assert [(one.number, one.before is None) for one in found.phases] == [(0, False), (1, True)]
    assert [(one.phase, one.named) for one in found.meals] == [
        (0, (WORDS, other)),
        (1, (Bilingual("", ""), WORDS)),
    ]
    back = difference(after, PLAN)
    assert [(one.number, one.after is None) for one in back.phases] == [(0, False), (1, True)]
