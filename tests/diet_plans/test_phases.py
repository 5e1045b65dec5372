"""A plan of several phases as it is read: today, the week, the whole plan, the record (D1, D6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.diet_plans.test_views import Scene
from tests.diet_plans.test_views import text as page_of
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.presenters.plan import plan_page
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Item, Meal, Menu, Phase
from webapp.home.presenters.fhir.diet_plans import nutrition_order
from webapp.home.presenters.paper.diet_plans import diet_plans
from webapp.kernel import clock
from webapp.kernel.i18n import speaking
from webapp.toolbox.words import Bilingual

BREAD = Item("z", "STEAMED_BUN", Decimal(100))
SECOND = Phase(Bilingual(zh="加一点", en="A little more"), None, ({Meal.LUNCH: Menu(items=(BREAD,))},) * 7)
LAST_DAY = make.TODAY + timedelta(days=13)
FIRST_OF_SECOND = make.TODAY + timedelta(days=14)


def in_two_steps(table: make.Table) -> None:
    """Publish two weeks of rice and eggs for breakfast, then steamed buns for lunch."""
    make.a_draft(table)
    found = queries.draft(table.client.id)
    assert found
    one = document.read(found.content)
    found.content = document.write(replace(one, first_weeks=2, later=(SECOND,)))
    services.publish(revision=found.revision, looked_twice=True, **table.writing)


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        with act():
            in_two_steps(found.table)
        yield found


class TestToday:
    @pytest.mark.parametrize(
        ("day", "phase", "dish"),
        [
            (make.TODAY, "Phase 1 of 2", "Cooked white rice"),
            (LAST_DAY, "Phase 1 of 2", "Cooked white rice"),
            (FIRST_OF_SECOND, "A little more", "Steamed bun"),
            (make.TODAY + timedelta(days=28), "A little more", "Steamed bun"),
        ],
    )
    def test_a_day_shows_its_own_phase_and_its_meals(
        self, scene: Scene, day: date, phase: str, dish: str
    ) -> None:
        page = page_of(scene.phone.get(f"/diet?day={day.isoformat()}"))
        assert phase in page
        assert dish in page
        other = "Steamed bun" if dish.startswith("Cooked") else "Cooked white rice"
        assert other not in page

    def test_the_home_page_names_a_meal_of_the_phase(self, scene):
        with clock.at(make.NOW + timedelta(days=14)):
            page = page_of(scene.phone.get("/today"))
        assert "<b>Lunch</b>" in page
        assert "Breakfast" not in page


class TestWeek:
    def test_the_week_in_which_a_phase_begins_shows_both(self, scene):
        with clock.at(make.NOW + timedelta(days=12)):
            page = page_of(scene.phone.get("/diet/week"))
        assert page.count("Cooked white rice") == 2
        assert page.count("Steamed bun") == 5
        assert page.count("Phase 1 of 2") == 1
        assert page.count("A little more") == 1

    def test_what_to_buy_is_what_the_phase_of_each_day_needs(self, scene):
        with clock.at(make.NOW + timedelta(days=12)):
            page = page_of(scene.phone.get("/diet/shopping"))
        assert "Cooked white rice · 300 g" in page
        assert "Steamed bun · 500 g" in page


class TestPlan:
    def test_the_whole_plan_names_every_phase_and_the_one_of_today(self, scene):
        page = page_of(scene.phone.get("/diet/plan"))
        assert page.index("Phase 1 of 2") < page.index("A little more")
        assert page.count('aria-current="step"') == 1

    def test_a_version_shows_the_menus_of_every_phase_to_both(self, scene):
        version = scene.look(lambda: queries.effective_version(scene.table.client.id).id)
        for browser, address in ((scene.phone, "/diet"), (scene.desk, scene.base)):
            page = page_of(browser.get(f"{address}/versions/{version}"))
            assert page.count("Cooked white rice") == page.count("Steamed bun") == 7
            assert "A little more" in page

    def test_the_phase_of_a_day_is_marked_at_its_edges(self, scene):
        with scene.app.app_context():
            plan = queries.effective_plan(scene.table.client.id)
            for day, now in ((LAST_DAY, [True, False]), (FIRST_OF_SECOND, [False, True])):
                assert [one.now for one in plan_page(plan, day).phases] == now


class TestRecord:
    def test_the_record_holds_every_phase_in_the_file_and_on_paper(self, scene):
        with scene.app.test_request_context(), speaking("en"):
            plans = queries.all_published(scene.table.client.id)
            said = nutrition_order(plans[0])["oralDiet"]["instruction"]
            rows = [row for block in diet_plans(plans).blocks for row in block.rows]
            titles = [block.title for block in diet_plans(plans).blocks]
        assert f"Phase 1 ({make.TODAY}/{LAST_DAY})" in said
        assert f"({FIRST_OF_SECOND}/..)" in said
        assert said.count("Steamed bun 100 g") == said.count("Cooked white rice") == 7
        assert sum("Steamed bun" in row[2] for row in rows) == 7
        assert sum("Cooked white rice" in row[2] for row in rows) == 7
        assert any("A little more" in title for title in titles)

    def test_a_plan_of_one_nameless_phase_is_written_as_before(self, scene):
        with scene.app.test_request_context(), speaking("en"):
            plan = queries.all_published(scene.table.client.id)[0]
            week = replace(plan, content=Content(days=plan.content.days))
            assert "Phase" not in nutrition_order(week)["oralDiet"]["instruction"]
