"""One food of a meal in the editor: its amount, its note, whether the client may swap it (D4)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.diet_plans.test_views import HTMX, Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietFood
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.kernel import clock
from webapp.kernel.db import db

NOTE = {"note_zh": "少放盐", "note_en": "Little salt"}


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        scene.drafted()
        yield scene


def rice(scene, day=0):
    return scene.draft().menu(day, Meal.BREAKFAST).items[0]


def change(scene, **typed):
    here = {"day": 0, "meal": "BREAKFAST", "key": rice(scene).key}
    data = here | {"amount": "1", "unit": "bowl", "swaps": "y"} | typed
    return scene.desk.post(f"{scene.base}/foods/change", data={k: v for k, v in data.items() if v != ""})


def publish(scene):
    revision = scene.look(lambda: queries.draft(scene.table.client.id).revision)
    with scene.act():
        services.publish(revision=revision, looked_twice=True, **scene.table.writing)


def copy_to_tuesday(scene):
    scene.desk.post(f"{scene.base}/days", data={"day": 0, "meal": "BREAKFAST", "target": 1})


class TestOpenAFood:
    def test_a_food_is_opened_with_what_it_says_now(self, scene):
        page = text(scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&item={rice(scene).key}"))
        assert 'name="note_en"' in page
        assert "checked" in page.split('name="swaps"')[1][:40]
        assert 'value="bowl" selected' in page

    def test_the_amount_is_shown_to_its_last_decimal(self, scene):
        change(scene, amount="0.125")
        page = text(scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&item={rice(scene).key}"))
        assert 'value="0.125"' in page

    def test_a_unit_that_is_offered_no_more_stays_what_the_food_was_written_in(self, scene):
        with scene.act():
            row = db.session.scalars(select(DietFood).where(DietFood.code == "RICE_WHITE_COOKED")).one()
            services.change_food(
                row, replace(from_text(row.row), units=()), revision=row.revision, actor_id=""
            )
        opened = f"{scene.base}/plan?day=0&meal=BREAKFAST&item={rice(scene).key}"
        assert 'value="bowl" selected' in text(scene.desk.get(opened))
        fresh = scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&food=RICE_WHITE_COOKED")
        assert fresh.status_code == 200
        assert 'value="bowl"' not in text(fresh)
        publish(scene)

    @pytest.mark.parametrize("key", ["", "gone", "x" * 500])
    def test_one_that_is_gone_opens_nothing(self, scene, key):
        answer = scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&item={key}")
        assert answer.status_code == 200
        assert 'name="note_en"' not in text(answer)


class TestChangeAFood:
    def test_amount_note_and_swapping_are_kept_and_the_totals_follow(self, scene):
        page = text(
            scene.desk.post(
                f"{scene.base}/foods/change",
                data={"day": 0, "meal": "BREAKFAST", "key": rice(scene).key, "amount": "2", "unit": "bowl"}
                | NOTE,
                headers=HTMX,
            )
        )
        assert "Little salt" in page
        assert "not to be swapped" in page
        item = rice(scene)
        assert (item.amount, item.unit, item.swaps, item.note.zh) == (2, "bowl", False, "少放盐")
        assert rice(scene, day=1).amount == 1

    def test_grams_typed_behind_the_figure_rule_here_too(self, scene):
        assert change(scene, amount="80g").status_code == 303
        assert (rice(scene).amount, rice(scene).unit) == (80, "g")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"amount": "much"},
            {"amount": "0"},
            {"amount": "4000"},
            {"unit": "barrel"},
            {"note_en": "x" * 161},
            {"key": "gone"},
            {"day": "7"},
            {"phase": "5"},
        ],
    )
    def test_odd_input_is_answered_in_words_and_what_was_typed_stays(self, scene, wrong):
        before = scene.draft()
        answer = change(scene, **(NOTE | wrong))
        assert answer.status_code == 422
        assert 'id="faults"' in text(answer)
        assert scene.draft() == before
        if not {"key", "day"} & set(wrong):
            assert 'value="少放盐"' in text(answer)


class TestWhatTheClientSees:
    def test_the_client_reads_the_note_at_the_dish(self, scene):
        change(scene, **NOTE)
        copy_to_tuesday(scene)
        publish(scene)
        assert "Little salt" in text(scene.phone.get("/diet"))

    def test_a_food_that_may_not_be_swapped_offers_no_other(self, scene):
        def offered():
            day = make.TODAY
            with scene.app.app_context():
                plan = queries.effective_plan(scene.table.client.id)
                due = queries.meals_on(client_id=scene.table.client.id, day=day)[0]
                menu = plan.menus_on(due.day)[due.meal]
                swaps = queries.swaps_for(plan, due.day, due.meal)
                return [item.food for item in menu.items if item.key in swaps]

        publish(scene)
        assert "RICE_WHITE_COOKED" in offered()
        change(scene, swaps="")
        copy_to_tuesday(scene)
        publish(scene)
        assert "RICE_WHITE_COOKED" not in offered()
        assert rice(scene, day=1).amount == Decimal(1)


def test_the_first_load_offers_the_foods_used_lately(scene):
    page = text(scene.desk.get(f"{scene.base}/plan"))
    lately = page.split('id="foods-found"')[1].split("</ul>")[0]
    assert f"food={rice(scene).food}" in lately
