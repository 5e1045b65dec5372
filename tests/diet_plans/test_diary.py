"""What a client said about meals, read by her nutritionist and by nobody else (D6, A6)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.budgets.test_statements import READING
from tests.diet_plans.test_talking_views import a_photo
from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from tests.listening import listening
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietTask, MealLog
from webapp.diet_plans.queries.diary import DAYS
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records import queries as records

FORM = {"day": "2026-11-24", "meal": "BREAKFAST", "mark": "DONE"}


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        found.published()
        yield found


def mark(scene: Scene, days_on: int, said: services.Said) -> None:
    who = {"client_id": scene.table.client.id, "actor_id": scene.table.client.account_id}
    with clock.at(make.NOW + timedelta(days=days_on)), scene.act():
        day = make.TODAY + timedelta(days=days_on)
        services.mark_meal(**who, day=day, meal=Meal.BREAKFAST, said=said)


def with_photo(scene: Scene) -> str:
    """Mark today's breakfast with a swap, a note and a photo; give the id of what was kept."""
    (due,) = scene.look(lambda: queries.meals_on(client_id=scene.table.client.id, day=make.TODAY))
    rice = next(item.key for item in due.menu.items if item.food == "RICE_WHITE_COOKED")
    said = {f"swap_{rice}": "STEAMED_BUN", "note": "Ate <early>", "photo": (a_photo(), "rice.jpg")}
    assert scene.phone.post("/diet/meals", data={**FORM, **said}).status_code == 303
    return scene.look(lambda: db.session.query(MealLog).one().id)


class TestDiary:
    def test_before_any_mark_the_page_says_so(self, scene):
        assert "Nothing is marked yet" in text(scene.desk.get(f"{scene.base}/diary"))

    def test_marks_notes_swaps_and_photos_are_read(self, scene):
        log_id = with_photo(scene)
        page = text(scene.desk.get(f"{scene.base}/diary"))
        for words in ("Swapped", "70 g, instead of Cooked white rice", "Ate &lt;early&gt;"):
            assert words in page
        photo = scene.desk.get(f"{scene.base}/diary/{log_id}/photo")
        assert (photo.status_code, photo.mimetype) == (200, "image/jpeg")

    def test_the_newest_day_stands_first(self, scene):
        for day, note in enumerate(("first", "second", "third")):
            mark(scene, day, services.Said(Mark.PARTLY, note))
        page = text(scene.desk.get(f"{scene.base}/diary"))
        assert page.index("third") < page.index("second") < page.index("first")
        assert page.count("Partly eaten") == 3

    def test_a_long_diary_has_pages_without_gap_or_repetition(self, scene):
        for day in range(DAYS + 3):
            mark(scene, day, services.Said(Mark.DONE, f"note {day:03}"))
        with clock.at(make.NOW + timedelta(days=DAYS + 3)):
            scene.desk = scene.browser_of(scene.table.nutritionist.account_id)
            first = scene.look(lambda: queries.diary(scene.table.client.id))
            pages = [text(scene.desk.get(f"{scene.base}/diary"))]
            pages.append(text(scene.desk.get(f"{scene.base}/diary?after={first.after}")))
        assert [page.count("note 0") for page in pages] == [DAYS, 3]
        assert all(sum(f"note {day:03}" in page for page in pages) == 1 for day in range(DAYS + 3))
        assert "The days before" in pages[0]
        assert "The days before" not in pages[1]

    @pytest.mark.parametrize("odd", ["x", "0", "W10", "9999-99-99", "%00"])
    def test_an_odd_page_is_the_first(self, scene, odd):
        mark(scene, 0, services.Said(Mark.DONE, "here"))
        assert "here" in text(scene.desk.get(f"{scene.base}/diary?after={odd}"))

    def test_what_was_marked_before_a_newer_version_stays_as_it_was_planned(self, scene):
        mark(scene, 0, services.Said(Mark.DONE))
        with scene.act():
            services.copy_day(source=2, target=1, **scene.table.writing)
            services.add_food(
                day=1, meal=Meal.LUNCH, food="APPLE", amount=1, unit="piece", **scene.table.writing
            )
            revision = make.revision_of(scene.table)
            services.publish(revision=revision, looked_twice=True, **scene.table.writing)
        page = text(scene.desk.get(f"{scene.base}/diary"))
        assert "Cooked white rice" in page
        assert "not marked" in page


class TestReach:
    def test_another_nutritionist_finds_neither_page_nor_photo(self, scene, app, act, sign_in):
        log_id = with_photo(scene)
        other = Scene(app, act, sign_in)
        assert other.desk.get(f"{scene.base}/diary").status_code == 404
        assert other.desk.get(f"{scene.base}/diary/{log_id}/photo").status_code == 404
        assert other.desk.get(f"{other.base}/diary/{log_id}/photo").status_code == 404
        assert scene.phone.get(f"{scene.base}/diary").status_code == 403

    def test_without_consent_nothing_is_shown(self, scene):
        from webapp.clients import services as clients
        from webapp.clients.rules import Purpose

        log_id = with_photo(scene)
        with scene.act():
            purpose = Purpose.SHARE_WITH_NUTRITIONIST
            clients.withdraw_consent(client_id=scene.table.client.id, purpose=purpose, actor_id="")
        assert scene.desk.get(f"{scene.base}/diary").status_code == 404
        assert scene.desk.get(f"{scene.base}/diary/{log_id}/photo").status_code == 404

    def test_each_look_is_noted_for_the_client(self, scene):
        log_id = with_photo(scene)
        for path in ("diary", f"diary/{log_id}/photo"):
            scene.desk.get(f"{scene.base}/{path}")
        log = scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows)
        assert [entry.what for entry in log] == ["diet_plan", "diet_plan"]

    def test_a_meal_without_a_photo_has_none(self, scene):
        mark(scene, 0, services.Said(Mark.DONE))
        log_id = scene.look(lambda: db.session.query(MealLog).one().id)
        assert scene.desk.get(f"{scene.base}/diary/{log_id}/photo").status_code == 404


class TestLinks:
    def test_the_worklists_line_of_little_eaten_and_the_plan_lead_to_it(self, scene):
        with scene.act():
            row = DietTask(
                branch_id=scene.table.world.branch.id,
                client_id=scene.table.client.id,
                kind=Kind.LITTLE_EATEN,
                since=make.TODAY,
                due_on=make.TODAY,
                share=20,
            )
            db.session.add(row)
        address = f'href="{scene.base}/diary"'
        assert address in text(scene.desk.get("/desk/diet?kind=LITTLE_EATEN"))
        for path in (f"{scene.base}/plan", f"{scene.base}/versions", "/desk/diet/clients"):
            assert address in text(scene.desk.get(path))


def test_no_picture_is_no_photo(scene):
    body = {**FORM, "photo": (io.BytesIO(b"no picture"), "x.jpg")}
    assert scene.phone.post("/diet/meals", data=body).status_code == 422


class TestStatements:
    def test_a_page_of_many_days_asks_no_more_often_than_one_of_few(self, scene):
        counts = []
        for days in (range(1), range(1, DAYS)):
            for day in days:
                mark(scene, day, services.Said(Mark.DONE, "note"))
            scene.desk.get(f"{scene.base}/diary")
            with listening(scene.app) as seen:
                scene.desk.get(f"{scene.base}/diary")
            counts.append(len(seen))
        assert counts[0] == counts[1] <= READING
