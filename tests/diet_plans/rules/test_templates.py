"""What of a plan becomes a template (D5)."""

from __future__ import annotations

from decimal import Decimal

from webapp.diet_plans.rules.content import Content, Item, Meal, Section
from webapp.diet_plans.rules.templates import applied, as_template
from webapp.toolbox.words import Bilingual

SECRET = Bilingual(zh="只写给一个人", en="For one person only")
PLAN = Content(texts={Section.ADVICE: SECRET}, energy_low=Decimal(1500), allergy_reason=SECRET).with_item(
    0, Meal.LUNCH, Item("a", "EGG", Decimal(1), "piece", note=SECRET)
)


class TestAsTemplate:
    def test_the_menus_are_kept_and_nothing_that_was_written_for_one_person(self) -> None:
        kept = as_template(PLAN)
        assert kept.codes == {"EGG"}
        assert SECRET.en not in repr(kept)
        assert kept.energy_low is None


class TestApplied:
    def test_texts_targets_and_reasons_of_the_plan_stay(self) -> None:
        plan = applied(PLAN, Content())
        assert plan.codes == frozenset()
        assert (plan.texts, plan.energy_low) == (PLAN.texts, PLAN.energy_low)
