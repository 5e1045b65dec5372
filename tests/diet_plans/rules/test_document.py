"""The document of a plan: phases, notes, swaps; what was written before reads and weighs as it did (D1, D4)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import EMPTY_WEEK, Content, Item, Meal, Menu, Phase
from webapp.diet_plans.rules.foods import shipped
from webapp.diet_plans.rules.publishing import allergen_hits
from webapp.toolbox.words import Bilingual

RICE = Item("a", "RICE_WHITE_COOKED", Decimal(1), "bowl")
PEANUT = Item("b", "PEANUT", Decimal(10))
GENTLE = Bilingual(zh="轻松开始", en="An easy start")
OLD = (
    '{"activity":"LIGHT","allergy_reason":{"en":"","zh":""},"days":[{"LUNCH":{"items":[{"amount":"1",'
    '"food":"RICE_WHITE_COOKED","key":"a","unit":"bowl"}],"title":{"en":"","zh":""}}},{},{},{},{},{},{}],'
    '"energy_high":null,"energy_low":null,"texts":{}}'
)


def a_week(item: Item) -> Phase:
    return Phase(days=({Meal.LUNCH: Menu(items=(item,))}, *EMPTY_WEEK[1:]))


def in_two_steps() -> Content:
    return Content(days=a_week(RICE).days, first_title=GENTLE, first_weeks=2, later=(a_week(PEANUT),))


class TestRead:
    def test_what_was_written_before_there_were_phases_reads_and_keeps_its_fingerprint(self) -> None:
        plan = document.read(OLD)
        assert plan.menu(0, Meal.LUNCH).items == (RICE,)
        assert plan.phases == (Phase(days=plan.days),)
        assert document.write(plan) == OLD

    def test_phases_notes_and_forbidden_swaps_come_back_as_they_were_written(self) -> None:
        strict = replace(PEANUT, swaps=False, note=Bilingual(zh="去皮", en="Peeled"))
        plan = replace(in_two_steps(), later=(a_week(strict),))
        assert document.read(document.write(plan)) == plan

    def test_five_meals_fit_into_a_day(self) -> None:
        plan = Content()
        for meal in Meal:
            plan = plan.with_item(0, meal, RICE)
        assert len(document.read(document.write(plan)).days[0]) == 5


class TestAllergenHits:
    def test_an_allergen_of_a_later_phase_is_found_before_it_begins(self) -> None:
        (hit,) = allergen_hits(in_two_steps(), shipped(), frozenset({"PEANUT"}))
        assert (hit.phase, hit.item) == (1, PEANUT)
