"""What a client said of meals in her own record: the FHIR file and the readable copy (A6)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.diet_plans.test_diary import mark, with_photo
from tests.diet_plans.test_views import Scene
from tests.factories import diet_plans as make
from webapp.diet_plans import services
from webapp.diet_plans.models import MealLog
from webapp.diet_plans.rules.adherence import Mark
from webapp.home.presenters.paper import paper
from webapp.home.queries import whole_record
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.i18n import speaking
from webapp.records.models import StoredFile


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        found.published()
        yield found


def exported(scene: Scene) -> list[dict]:
    return [one["resource"] for one in json.loads(text_of(scene))["entry"]]


def text_of(scene: Scene) -> str:
    return scene.phone.get("/me/data/record").get_data(as_text=True)


class TestFile:
    def test_mark_note_swap_and_photo_are_in_it(self, scene):
        log_id = with_photo(scene)
        found = exported(scene)
        (meal,) = [one for one in found if one["id"] == log_id]
        file = scene.look(lambda: db.session.query(StoredFile).one())
        assert meal["effectiveDateTime"] == "2026-11-24"
        assert meal["valueCodeableConcept"]["coding"][0]["code"] == "SWAPPED"
        assert meal["note"] == [{"text": "Ate <early>"}]
        (swap,) = meal["component"]
        assert swap["code"]["text"].endswith("Cooked white rice")
        assert swap["valueString"].endswith(", 70 g")
        (photo,) = [one for one in found if one["resourceType"] == "Media"]
        assert photo["identifier"][0]["value"] == file.sha256
        assert photo["content"]["size"] == file.size
        assert photo["content"]["url"].endswith(f"/diet/meals/{log_id}/photo")
        assert scene.phone.get(f"/diet/meals/{log_id}/photo").status_code == 200

    def test_every_mark_is_there_and_what_was_not_said_is_left_out(self, scene):
        for day, said in enumerate(Mark):
            if said is not Mark.SWAPPED:
                mark(scene, day, services.Said(said))
        found = [one for one in exported(scene) if "valueCodeableConcept" in one]
        assert [one["valueCodeableConcept"]["coding"][0]["code"] for one in found] == [
            "DONE",
            "PARTLY",
            "SKIPPED",
        ]
        assert not any(key in one for one in found for key in ("note", "component", "derivedFrom"))

    def test_another_implementation_reads_it_and_references_lead_somewhere(self, scene):
        with_photo(scene)
        text = text_of(scene)
        there = {one.fullUrl for one in Bundle.model_validate_json(text).entry}
        pointed = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
        assert pointed
        assert pointed <= there

    def test_another_clients_file_holds_none_of_it(self, scene, app, act, sign_in):
        log_id = with_photo(scene)
        assert log_id not in text_of(Scene(app, act, sign_in))


class TestCopy:
    @pytest.mark.parametrize(("language", "words"), [("en", "Swapped"), ("zh-Hans", "换了一样")])
    def test_the_readable_copy_says_it_day_by_day(self, scene, language, words):
        with_photo(scene)
        mark(scene, 1, services.Said(Mark.SKIPPED))
        with scene.app.test_request_context(), speaking(language):
            chapter = paper(whole_record(scene.table.client.id), at=make.NOW)["chapters"][-1]
        newest, oldest = chapter["blocks"][-1]["rows"]
        assert newest[3] == "–"
        assert words in oldest[2]
        assert "Ate <early>" in oldest[3]
        assert "70" in oldest[3]
        assert len(oldest[3].splitlines()) == 3

    def test_before_any_mark_there_is_no_such_part(self, scene):
        with scene.app.test_request_context(), speaking("en"):
            chapter = paper(whole_record(scene.table.client.id), at=make.NOW)["chapters"][-1]
            assert db.session.query(MealLog).count() == 0
        assert "What I said of meals" not in [block["title"] for block in chapter["blocks"]]
