"""What a client said of meals in her own record: the FHIR file and the readable copy (A6)."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.diet_plans.test_diary import mark, with_photo
from tests.diet_plans.test_talking_views import a_photo
from tests.diet_plans.test_views import Scene
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import MealLog
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.talking import Author
from webapp.home.presenters.paper import paper
from webapp.home.queries import photos, whole_record
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

    def test_the_photo_itself_is_in_it_and_is_the_one_that_was_kept(self, scene):
        log_id = with_photo(scene)
        (photo,) = [one for one in exported(scene) if one["resourceType"] == "Media"]
        data = b64decode(photo["content"]["data"], validate=True)
        assert data == scene.phone.get(f"/diet/meals/{log_id}/photo").data
        assert len(data) == photo["content"]["size"]
        assert sha256(data).hexdigest() == photo["identifier"][0]["value"]
        assert photo["content"]["contentType"].startswith("image/")

    def test_photos_that_do_not_fit_or_are_not_hers_stay_out(self, scene):
        with_photo(scene)
        with scene.app.test_request_context():
            record = whole_record(scene.table.client.id)
            (photo,) = [one.photo for one in record.meals if one.photo]
            assert list(photos(record, most=photo.size)) == [photo.id]
            assert photos(record, most=photo.size - 1) == {}
            photo.client_id = "another"
            assert photos(record) == {}
            db.session.rollback()

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


def with_questions(scene: Scene) -> tuple[str, str]:
    """Ask of today's breakfast with a photo by phone, answer from the desk; gives both messages' ids."""
    typed = {"words": "May I have <more> rice?", "day": make.TODAY.isoformat(), "meal": "BREAKFAST"}
    sent = scene.phone.post(
        "/diet/questions",
        data=typed | {"photo": (a_photo(), "p.jpg")},
    )
    assert sent.status_code == 303
    scene.phone.get("/diet/questions")
    with clock.at(make.NOW + timedelta(minutes=2)), scene.act():
        services.answer(words="Half a bowl.", **scene.table.writing)
    with scene.act():
        services.note_opened(client_id=scene.table.client.id, author=Author.CLIENT)
    found = scene.look(lambda: queries.whole_thread(scene.table.client.id))
    return found[0].message.id, found[1].message.id


class TestQuestions:
    def test_the_thread_is_in_the_file_with_quote_and_photo(self, scene):
        asked_id, answered_id = with_questions(scene)
        found = {one["id"]: one for one in exported(scene)}
        asked, answered = found[asked_id], found[answered_id]
        assert asked["resourceType"] == answered["resourceType"] == "Communication"
        assert asked["payload"][0] == {"contentString": "May I have <more> rice?"}
        assert asked["sender"] == asked["subject"] == answered["recipient"][0]
        assert asked["recipient"][0]["display"] == "营养医师 / Nutritionist"
        assert answered["sender"]["display"] == "林若溪 / Lin Ruoxi"
        assert ("received" in asked, "received" in answered) == (True, False)
        assert "2026-11-24" in asked["topic"]["text"]
        assert "Cooked white rice" in asked["topic"]["text"]
        assert asked["basedOn"]
        assert "topic" not in answered
        (photo,) = [one for one in found.values() if one["resourceType"] == "Media"]
        assert photo["content"]["url"].endswith(f"/diet/questions/{asked_id}/photo")

    def test_another_implementation_reads_it_and_references_lead_somewhere(self, scene):
        with_questions(scene)
        text = text_of(scene)
        there = {one.fullUrl for one in Bundle.model_validate_json(text).entry}
        pointed = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
        assert pointed <= there

    @pytest.mark.parametrize(("language", "you"), [("en", "You"), ("zh-Hans", "您")])
    def test_the_readable_copy_says_who_wrote_what(self, scene, language, you):
        with_questions(scene)
        with scene.app.test_request_context(), speaking(language):
            chapter = paper(whole_record(scene.table.client.id), at=make.NOW)["chapters"][-1]
        answered, asked = chapter["blocks"][-1]["rows"]
        assert asked[1] == you
        assert "May I have <more> rice?" in asked[2]
        assert len(asked[2].splitlines()) == 3  # the meal, the words, that a photo is kept
        assert answered[2] == "Half a bowl."

    def test_another_clients_file_holds_none_of_it(self, scene, app, act, sign_in):
        asked_id, _answered = with_questions(scene)
        assert asked_id not in text_of(Scene(app, act, sign_in))
