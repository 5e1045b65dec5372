"""The week on paper: what it says, who may have it, how long it is kept (D6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from tests.pdf_text import squeezed, text_of
from webapp.clients.rules import Allergen
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietWeekPaper
from webapp.diet_plans.presenters.paper import Eater, paper
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.services.papers import sweep_week_papers
from webapp.gateways.files import gateway as store
from webapp.kernel import clock, jobs, transaction
from webapp.kernel.db import db
from webapp.kernel.i18n import speaking
from webapp.records.models import StoredFile
from webapp.toolbox.words import LANGUAGES, Bilingual

NOTE = Bilingual(zh="少油", en="Little oil")
NAME = Bilingual(zh="沈*之*和", en="Shen #Zhihe")


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        with act():
            make.a_draft(found.table)
            written = queries.draft(found.table.client.id)
            plan = document.read(written.content)
            menu = plan.menu(1, Meal.BREAKFAST)
            items = (replace(menu.items[0], note=NOTE), *menu.items[1:])
            plan = plan.with_menu(1, Meal.BREAKFAST, replace(menu, items=items))
            written.content = document.write(plan)
            services.publish(revision=written.revision, looked_twice=True, **found.table.writing)
        yield found


def content(scene: Scene, language: str = "en", allergens: tuple[Allergen, ...] = ()) -> dict[str, Any]:
    last = make.TODAY + timedelta(days=6)
    with scene.app.test_request_context(), speaking(language):  # type: ignore[arg-type]
        calendar = queries.calendar(scene.table.client.id, first=make.TODAY, last=last)
        return paper(calendar, Eater(NAME, allergens), first=make.TODAY, at=make.NOW)


def made(scene: Scene, language: str = "en") -> DietWeekPaper:
    """Ask for a paper and let a worker make it."""
    assert scene.phone.post("/diet/papers", data={"language": language}).status_code == 303
    jobs.Worker(scene.app).work_off()
    with scene.app.app_context():
        return db.session.query(DietWeekPaper).filter_by(language=language).one()


class TestPaper:
    def test_every_day_has_its_dishes_with_amounts_notes_and_allergens(self, scene):
        told = content(scene)
        assert len(told["days"]) == 7
        (meal,) = told["days"][0]["meals"]
        rice, egg = meal["dishes"]
        assert (rice["name"], rice["household"], rice["weight"]) == ("Cooked white rice", "1 bowl", "150 g")
        assert rice["note"] == {"lines": ["Little oil"], "lang": "en"}
        assert egg["note"]["lines"] == []
        assert meal["contains"] == "Contains: egg"
        assert [day["meals"][0]["dishes"][0]["note"]["lines"] for day in told["days"][1:]] == [[]] * 6

    def test_what_the_client_is_allergic_to_is_named_at_the_dish(self, scene):
        calm, careful = content(scene), content(scene, allergens=(Allergen.EGG,))
        assert "No known allergies" in calm["allergies"]
        assert careful["allergies"] == "Allergies: egg"
        assert all(day["meals"][0]["careful"] == "" for day in calm["days"])
        assert all("egg" in day["meals"][0]["careful"].lower() for day in careful["days"])

    def test_a_note_in_the_other_language_is_marked_as_such(self, scene):
        chinese = content(scene, "zh-Hans")
        assert chinese["days"][0]["meals"][0]["dishes"][0]["note"] == {"lines": ["少油"], "lang": "zh"}

    def test_other_words_have_another_fingerprint(self, scene):
        prints = {content(scene)["fingerprint"], content(scene, "zh-Hans")["fingerprint"]}
        assert prints | {content(scene, allergens=(Allergen.EGG,))["fingerprint"]} > prints
        assert content(scene)["fingerprint"] in prints


class TestAskForPaper:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_worker_makes_it_and_the_client_saves_it(self, scene, language):
        row = made(scene, language)
        answer = scene.phone.get(f"/diet/papers/{row.id}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        said = text_of(answer.data)
        words = ("米饭", "少油", "膳食计划") if language == "zh-Hans" else ("Cookedwhiterice", "Littleoil")
        for one in words:
            assert squeezed(one) in said
        assert scene.table.client.id in scene.look(lambda: db.session.query(StoredFile).one().client_id)
        assert f'href="/diet/papers/{row.id}"' in text(scene.phone.get("/diet/papers"))

    def test_the_file_is_sealed(self, scene):
        row = made(scene)
        with scene.app.app_context():
            assert b"%PDF" not in store().read(row.file_id)

    def test_whoever_presses_twice_waits_for_one(self, scene):
        for _again in range(2):
            scene.phone.post("/diet/papers", data={"language": "en"})
        assert scene.look(lambda: db.session.query(DietWeekPaper).count()) == 1
        page = text(scene.phone.get("/diet/papers"))
        assert "Being made since" in page
        assert "Look again" in page

    def test_a_newer_one_takes_the_place_of_the_older_with_its_key(self, scene):
        first, second = made(scene), made(scene)
        assert first.id != second.id
        assert scene.phone.get(f"/diet/papers/{first.id}").status_code == 404
        assert scene.look(lambda: db.session.query(StoredFile).count()) == 1

    def test_a_job_run_twice_keeps_one(self, scene):
        from webapp.diet_plans.services.papers import make_week_paper

        row = made(scene)
        with scene.app.app_context():
            make_week_paper(jobs.Task("", "", {"paper_id": row.id}, 2))
        assert scene.look(lambda: db.session.query(StoredFile).count()) == 1

    @pytest.mark.parametrize("odd", ["", "fr", "x" * 3000])
    def test_a_language_that_nobody_speaks_is_refused_by_name(self, scene, odd):
        answer = scene.phone.post("/diet/papers", data={"language": odd})
        assert answer.status_code == 400
        assert scene.look(lambda: db.session.query(DietWeekPaper).count()) == 0

    def test_without_a_plan_there_is_nothing_to_set(self, app, act, sign_in):
        with clock.at(make.NOW):
            found = Scene(app, act, sign_in)
            assert found.phone.post("/diet/papers", data={"language": "en"}).status_code == 409
            assert found.phone.get("/diet/papers").status_code == 200


class TestReach:
    def test_nobody_else_has_it_and_after_a_week_nobody_has(self, scene, app, act, sign_in):
        row = made(scene)
        other = Scene(app, act, sign_in)
        assert other.phone.get(f"/diet/papers/{row.id}").status_code == 404
        assert scene.desk.get(f"/diet/papers/{row.id}").status_code == 403
        with clock.at(make.NOW + timedelta(days=7, minutes=1)):
            phone = scene.browser_of(scene.table.client.account_id)
            assert phone.get(f"/diet/papers/{row.id}").status_code == 404

    def test_past_ones_are_swept_with_their_keys(self, scene):
        made(scene)
        scene.phone.post("/diet/papers", data={"language": "zh-Hans"})
        with clock.at(make.NOW + timedelta(days=8)), scene.app.app_context(), transaction.unit_of_work():
            sweep_week_papers(jobs.Task("", "", {}, 1))
        assert scene.look(lambda: db.session.query(DietWeekPaper).count()) == 0
        assert scene.look(lambda: db.session.query(StoredFile).count()) == 0
