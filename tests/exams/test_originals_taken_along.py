"""The originals of her exam reports are in the record that a client takes along, byte for byte (A6, X1)."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha1, sha256

import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.exams.test_desk import text
from tests.exams.test_originals import a_photo, hand_in, scene, the_only  # noqa: F401 - a fixture
from webapp.home.queries import photos, whole_record


def originals(scene) -> list[dict]:  # noqa: F811
    entries = json.loads(text(scene.own.get("/me/data/record")))["entry"]
    return [one["resource"] for one in entries if one["resource"]["resourceType"] == "DocumentReference"]


class TestOriginals:
    def test_each_page_is_in_it_and_is_the_one_that_was_kept(self, scene):  # noqa: F811
        hand_in(scene, None, (a_photo(), "one.jpg"), (a_photo("blue"), "two.jpg"))
        found = originals(scene)
        assert len(found) == 2
        for page in found:
            (content,) = page["content"]
            data = b64decode(content["attachment"]["data"], validate=True)
            address = f"/exams/originals/{page['id']}"
            assert content["attachment"]["url"].endswith(address)
            assert data == scene.own.get(address).data
            assert b64decode(content["attachment"]["hash"]) == sha1(data).digest()
            assert page["identifier"][0]["value"] == sha256(data).hexdigest()

    def test_another_implementation_reads_it_and_its_booking_is_there(self, scene):  # noqa: F811
        hand_in(scene)
        whole = text(scene.own.get("/me/data/record"))
        there = {one.fullUrl for one in Bundle.model_validate_json(whole).entry}
        (page,) = originals(scene)
        assert page["context"]["related"][0]["reference"] in there

    def test_a_withdrawn_page_is_not_in_it(self, scene):  # noqa: F811
        hand_in(scene)
        answer = scene.desk.post(
            f"/desk/exams/originals/{the_only(scene)}/withdraw", data={"because": "Of somebody else"}
        )
        assert answer.status_code == 303
        assert originals(scene) == []

    def test_what_does_not_fit_is_named_with_its_address(self, scene):  # noqa: F811
        hand_in(scene)
        with scene.app.test_request_context():
            record = whole_record(scene.client.id)
            (page,) = record.originals
            assert list(photos(record, most=page.file.size)) == [page.file.id]
            assert photos(record, most=page.file.size - 1) == {}

    @pytest.mark.parametrize("language", ["en", "zh-Hans"])
    def test_the_page_says_what_is_inside_and_what_is_not(self, scene, language):  # noqa: F811
        scene.own.post("/language", data={"language": language, "back": "/"})
        page = text(scene.own.get("/me/data"))
        inside, outside = {
            "en": ("the originals of your exam reports", "Not inside: files you attached to answers"),
            "zh-Hans": ("体检报告原件", "里面没有：您在问卷中附上的文件"),
        }[language]
        assert inside in page
        assert outside in page
