"""The thread over HTTP: the phone asks, the desk answers, strangers find nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PIL import Image

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member
from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.kernel import clock
from webapp.organisation import services as organisation
from webapp.records import queries as records

KEY = "a-key-of-one-form"


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def a_photo() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "JPEG")
    made.seek(0)
    return made


def messages(scene):
    return scene.look(lambda: queries.thread(scene.table.client.id).rows)


class TestAsk:
    def test_a_question_with_a_photo_is_sent_once_and_answered(self, scene):
        for _press in range(2):
            body = {"words": "Is this fish fat?", "_key": KEY, "photo": (a_photo(), "fish.jpg")}
            answer = scene.phone.post("/diet/questions", data=body)
            assert (answer.status_code, answer.headers["Location"]) == (303, "/diet/questions?sent=1")
        assert "Your message is sent" in text(scene.phone.get("/diet/questions?sent=1"))
        (asked,) = messages(scene)
        page = text(scene.desk.get(f"{scene.base}/questions"))
        assert "Is this fish fat?" in page
        photo = scene.desk.get(f"{scene.base}/questions/{asked.id}/photo")
        assert (photo.status_code, photo.mimetype) == (200, "image/jpeg")
        assert scene.phone.get(f"/diet/questions/{asked.id}/photo").status_code == 200
        scene.desk.post(f"{scene.base}/questions", data={"words": "Only a little."})
        page = text(scene.phone.get("/diet/questions"))
        for words in ("Only a little.", "Lin Ruoxi", " · not read before", "read"):
            assert words in page
        assert "not read before" not in text(scene.phone.get("/diet/questions"))

    def test_a_phone_sends_json_from_its_outbox(self, scene):
        headers = {"Idempotency-Key": KEY}
        for _try in range(2):
            answer = scene.phone.post("/diet/questions", json={"words": "From the village"}, headers=headers)
            assert answer.get_json() == {"page": "/diet/questions?sent=1"}
        assert len(messages(scene)) == 1
        assert scene.phone.post("/diet/questions", json={"words": ["odd"]}).status_code == 400
        assert scene.phone.post("/diet/questions", json=["odd"]).status_code == 400

    def test_a_meal_is_quoted_from_the_address(self, scene):
        scene.published()
        page = text(scene.phone.get("/diet/questions?day=2026-11-24&meal=BREAKFAST"))
        assert "About: Breakfast, Tue 24 Nov" in page
        body = {"words": "Too much?", "day": "2026-11-24", "meal": "BREAKFAST"}
        scene.phone.post("/diet/questions", data=body)
        assert "Cooked white rice" in text(scene.desk.get(f"{scene.base}/questions"))

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"words": ""}, 422),
            ({"words": "x" * 2001}, 422),
            ({"words": "x", "meal": "LUNCH"}, 400),
            ({"words": "x", "day": "2026-11-24", "meal": "LUNCH"}, 422),
        ],
    )
    def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(self, scene, body, status):
        answer = scene.phone.post("/diet/questions", data=body)
        assert answer.status_code == status
        assert messages(scene) == []

    def test_a_file_that_is_no_picture_is_refused_at_its_field(self, scene):
        body = {"words": "Look", "photo": (io.BytesIO(b"no picture"), "x.jpg")}
        answer = scene.phone.post("/diet/questions", data=body)
        assert answer.status_code == 422
        assert "neither a PDF nor a photo" in text(answer)
        assert "Look</textarea>" in text(answer)


class TestReach:
    def asked(self, scene):
        scene.phone.post("/diet/questions", data={"words": "Why?", "photo": (a_photo(), "fish.jpg")})
        (message,) = messages(scene)
        return message

    def test_a_stranger_finds_neither_thread_nor_photo(self, scene, app, act, sign_in):
        message = self.asked(scene)
        other = Scene(app, act, sign_in)
        assert other.desk.get(f"{scene.base}/questions").status_code == 404
        assert other.desk.post(f"{scene.base}/questions", data={"words": "x"}).status_code == 404
        assert other.desk.get(f"{other.base}/questions/{message.id}/photo").status_code == 404
        assert other.phone.get(f"/diet/questions/{message.id}/photo").status_code == 404
        assert "Why?" not in text(other.phone.get("/diet/questions"))

    def test_the_desks_look_is_noted(self, scene):
        self.asked(scene)
        scene.desk.get(f"{scene.base}/questions")
        log = scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows)
        assert [entry.what for entry in log] == ["diet_plan"]

    def test_after_standby_the_substitute_reads_on_and_the_other_one_no_more(self, scene):
        self.asked(scene)
        with scene.act():
            organisation.open_branch(
                code="HQ", name_zh="总公司", name_en="Headquarters", is_headquarters=True, actor_id=""
            )
            other = a_staff_member(scene.table.world, Role.NUTRITIONIST)
        desk = scene.browser_of(other.account_id)
        assert "Why?" not in text(desk.get("/desk/diet"))
        with scene.act():
            organisation.open_standby(
                staff_id=scene.table.nutritionist.id, reason_ref="case", review_due=make.TODAY, actor_id=""
            )
        assert "Shen Zhihe" in text(desk.get("/desk/diet"))
        assert "Why?" in text(desk.get(f"{scene.base}/questions"))
        assert scene.desk.get(f"{scene.base}/questions").status_code in (303, 403)
        late = scene.desk.post(f"{scene.base}/questions", data={"words": "Still me"})
        assert late.status_code in (303, 401, 403)
        assert len(messages(scene)) == 1

    def test_older_messages_stand_on_further_pages(self, scene):
        for number in range(22):
            with clock.at(make.NOW + timedelta(minutes=number)):
                scene.phone.post("/diet/questions", data={"words": f"number-{number}."})
        page = text(scene.phone.get("/diet/questions"))
        assert "number-21." in page
        assert "number-1." not in page
        assert "Earlier messages" in page
