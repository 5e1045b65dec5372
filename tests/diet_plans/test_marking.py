"""Marks that stay true, swaps inside the exchange group, notes and photos (D4, D6)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from tests.conftest import new_client
from tests.diet_plans.test_talking_views import a_photo
from tests.diet_plans.test_views import Scene
from tests.diet_plans.test_views import text as page_of
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.refusals import NoSuchMeal, NoSuchSwap
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.foods import shipped as food_table
from webapp.diet_plans.rules.swaps import swaps
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records.models import StoredFile


class TestSwaps:
    def test_grams_follow_the_exchange_to_the_gram(self) -> None:
        foods = food_table()
        rice, bun = foods["RICE_WHITE_COOKED"], foods["STEAMED_BUN"]
        (found,) = swaps(rice, Decimal(150), [bun], frozenset())
        assert found.grams * rice.exchange_grams == 150 * bun.exchange_grams

    def test_only_the_own_group_and_nothing_that_the_client_must_not_eat(self) -> None:
        foods = food_table()
        rice = foods["RICE_WHITE_COOKED"]
        found = swaps(rice, Decimal(150), foods.values(), frozenset({"WHEAT"}))
        assert found
        assert {one.food.exchange_group for one in found} == {"staple"}
        assert not any("WHEAT" in one.food.allergens for one in found)
        assert rice.code not in {one.food.code for one in found}

    def test_what_has_no_exchange_weight_is_not_swapped(self) -> None:
        rice = replace(food_table()["RICE_WHITE_COOKED"], exchange_grams=None)
        assert swaps(rice, Decimal(150), food_table().values(), frozenset()) == []


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        found.published()
        yield found


def due(scene: Scene, day: date = make.TODAY) -> queries.DueMeal:
    found = scene.look(lambda: queries.calendar(scene.table.client.id, first=day, last=day).on(day))
    return found[0]


def key_of(scene: Scene, food: str = "RICE_WHITE_COOKED") -> str:
    return next(item.key for item in due(scene).menu.items if item.food == food)


def mark(scene: Scene, said: services.Said, day: date = make.TODAY) -> None:
    with scene.act():
        who = {"client_id": scene.table.client.id, "actor_id": scene.table.client.account_id}
        services.mark_meal(**who, day=day, meal=Meal.BREAKFAST, said=said)


def publish_again(scene: Scene) -> None:
    with scene.act():
        services.remove_food(day=1, meal=Meal.BREAKFAST, key=key_of(scene), **scene.table.writing)
        revision = make.revision_of(scene.table)
        services.publish(revision=revision, looked_twice=True, **scene.table.writing)


class TestMarkMeal:
    def test_a_swap_is_kept_as_it_was_that_day_and_counts_as_followed(self, scene):
        mark(scene, services.Said(Mark.DONE, swapped={key_of(scene): "STEAMED_BUN"}))
        found = due(scene)
        assert found.mark is Mark.SWAPPED
        assert found.log.swaps[key_of(scene)] == {
            "food": "STEAMED_BUN",
            "zh": "馒头",
            "en": found.log.swaps[key_of(scene)]["en"],
            "grams": "70",
        }

    @pytest.mark.parametrize("instead", ["EGG", "PEANUT", "NOTHING", "RICE_WHITE_COOKED"])
    def test_another_group_an_allergen_or_nonsense_is_no_swap(self, scene, instead):
        with pytest.raises(NoSuchSwap):
            mark(scene, services.Said(Mark.DONE, swapped={key_of(scene): instead}))
        with pytest.raises(NoSuchSwap):
            mark(scene, services.Said(Mark.SWAPPED))

    def test_a_mark_stays_true_to_the_plan_it_was_made_for(self, scene):
        mark(scene, services.Said(Mark.DONE))
        first = due(scene)
        publish_again(scene)
        after = due(scene)
        assert (after.version_id, after.menu) == (first.version_id, first.menu)

    def test_a_mark_sent_late_goes_to_the_version_that_was_read(self, scene):
        first = due(scene)
        publish_again(scene)
        assert due(scene).version_id != first.version_id
        mark(scene, services.Said(Mark.DONE, version_id=first.version_id))
        assert due(scene).version_id == first.version_id

    def test_a_superseded_version_holds_no_day_after_its_last(self, scene):
        first = due(scene)
        publish_again(scene)
        tomorrow = make.TODAY + timedelta(days=1)
        with clock.at(make.NOW + timedelta(days=1)):
            mark(scene, services.Said(Mark.DONE, version_id=first.version_id), tomorrow)
            assert due(scene, tomorrow).version_id != first.version_id

    def test_yesterday_is_what_was_planned_yesterday(self, scene):
        first = due(scene)
        tomorrow = make.TODAY + timedelta(days=1)
        with clock.at(make.NOW + timedelta(days=1)):
            publish_again(scene)
            assert due(scene).version_id == first.version_id
            assert due(scene, tomorrow).version_id != first.version_id

    def test_a_day_before_the_first_version_has_no_meals(self, scene):
        with pytest.raises(NoSuchMeal):
            mark(scene, services.Said(Mark.DONE), make.TODAY - timedelta(days=1))

    def test_a_note_is_sealed(self, scene):
        mark(scene, services.Said(Mark.PARTLY, "Too salty for me"))
        assert due(scene).log.note == "Too salty for me"
        with scene.app.app_context():
            assert "salty" not in str(db.session.execute(text("SELECT note FROM diet_meal_log")).all())


class TestMeal:
    FORM = {"day": "2026-11-24", "meal": "BREAKFAST", "mark": "DONE"}

    def test_the_sheet_offers_what_counts_alike_without_the_clients_allergens(self, scene):
        page = page_of(scene.phone.get("/diet/meal?day=2026-11-24&meal=BREAKFAST"))
        assert "STEAMED_BUN" in page
        assert "PEANUT" not in page

    def test_a_swap_with_a_note_is_kept_and_read(self, scene):
        form = {**self.FORM, f"swap_{key_of(scene)}": "STEAMED_BUN", "note": "Ate <early>", "sheet": "y"}
        assert scene.phone.post("/diet/meals", data=form).status_code == 303
        page = page_of(scene.phone.get("/diet"))
        assert "70 g, instead of Cooked white rice" in page
        assert "Ate &lt;early&gt;" in page

    def test_what_cannot_be_kept_is_said_on_the_sheet(self, scene):
        form = {**self.FORM, "sheet": "y", f"swap_{key_of(scene)}": "EGG", "note": "x"}
        answer = scene.phone.post("/diet/meals", data=form)
        assert answer.status_code == 422
        assert "Please choose what you ate instead" in page_of(answer)
        answer = scene.phone.post("/diet/meals", data={**form, "note": "x" * 501})
        assert answer.status_code == 422

    def test_a_phone_sends_a_mark_from_its_outbox_once(self, scene):
        sent = {"json": self.FORM, "headers": {"Idempotency-Key": "mark-0001"}}
        first, again = scene.phone.post("/diet/meals", **sent), scene.phone.post("/diet/meals", **sent)
        assert first.get_json() == again.get_json() == {"page": "/diet?day=2026-11-24"}
        bad = scene.phone.post("/diet/meals", json={**self.FORM, "mark": "LOVED"})
        assert bad.status_code == 400

    def test_a_phone_sends_a_photo_from_its_outbox_once(self, scene):
        answers = []
        for _again in range(2):
            form = {**self.FORM, "note": "Kept offline", "photo": (a_photo(), "rice.jpg")}
            head = {"Idempotency-Key": "mark-0002", "Accept": "application/json"}
            answers.append(scene.phone.post("/diet/meals", data=form, headers=head))
        assert [one.get_json() for one in answers] == [{"page": "/diet?day=2026-11-24"}] * 2
        log = due(scene).log
        assert (log.note, scene.look(lambda: db.session.query(StoredFile).count())) == ("Kept offline", 1)
        assert scene.phone.get(f"/diet/meals/{log.id}/photo").mimetype == "image/jpeg"

    def test_what_an_outbox_cannot_send_is_answered_in_the_words_of_the_field(self, scene):
        head = {"Idempotency-Key": "mark-0003", "Accept": "application/json"}
        wrong = {**self.FORM, "photo": (io.BytesIO(b"no picture"), "x.jpg")}
        answer = scene.phone.post("/diet/meals", data=wrong, headers=head)
        assert answer.status_code == 400
        assert "neither a PDF nor a photo" in answer.get_json()["error"]
        answer = scene.phone.post("/diet/meals", json={**self.FORM, "note": "x" * 501}, headers=head)
        assert answer.status_code == 400
        assert due(scene).log is None

    @pytest.mark.parametrize("path", ["", "?day=2026-11-24&meal=SNACK", "?day=2026-11-24&meal=x"])
    def test_a_meal_that_is_not_planned_does_not_exist(self, scene, path):
        assert scene.phone.get(f"/diet/meal{path}").status_code == 404

    def test_nobody_opens_a_photo_that_is_not_there_or_another_persons(self, scene):
        mark(scene, services.Said(Mark.DONE))
        assert scene.phone.get(f"/diet/meals/{due(scene).log.id}/photo").status_code == 404
        assert new_client(scene.app).get(f"/diet/meals/{due(scene).log.id}/photo").status_code in (
            302,
            303,
            401,
        )


class TestRules:
    def test_what_the_nutritionist_keeps_fixed_is_not_swapped(self, scene):
        rice = key_of(scene)
        with scene.act():
            plan = queries.effective_plan(scene.table.client.id)
            assert rice in queries.swaps_for(plan, make.TODAY, Meal.BREAKFAST)
            item = plan.menus_on(make.TODAY)[Meal.BREAKFAST].items[0]
            menu = plan.menus_on(make.TODAY)[Meal.BREAKFAST]
            fixed = replace(menu, items=(replace(item, swaps=False), *menu.items[1:]))
            held = replace(plan, content=plan.content.with_menu(1, Meal.BREAKFAST, fixed))
            assert item.key not in queries.swaps_for(held, make.TODAY, Meal.BREAKFAST)
