"""Original reports: handed in by the own desk, opened by the client and who looks after her, by nobody else (X1)."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from tests.conftest import new_client
from tests.exams.test_desk import MORNING, Scene, text
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.exams.models import Original
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.records.models import AccessEntry, TimelineEntry


def a_photo(colour: str = "red") -> BytesIO:
    written = BytesIO()
    Image.new("RGB", (40, 20), colour).save(written, "JPEG")
    written.seek(0)
    return written


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(MORNING):
        scene = Scene(app, act, sign_in)
        scene.check_in()
        scene.own = scene.browser(scene.client)
        scene.path = f"/desk/exams/bookings/{scene.booking_id}/originals"
        yield scene


def hand_in(scene, browser=None, *files):
    given = files or ((a_photo(), "page one.jpg"),)
    return (browser or scene.desk).post(scene.path, data={"files": list(given), "_key": "a-key-of-one-use"})


def the_only(scene) -> str:
    return scene.row(Original).id


class TestAddOriginal:
    def test_the_institution_hands_pages_in_and_the_client_is_told_once(self, scene):
        assert hand_in(scene, None, (a_photo(), "one.jpg"), (a_photo("blue"), "two.jpg")).status_code == 303
        assert hand_in(scene).status_code == 422  # the same key, another body
        scene.desk.post(scene.path, data={"files": [(a_photo("green"), "three.jpg")]})
        assert [row.kind for row in scene.rows(Notice)] == ["EXAM_ORIGINAL"]
        assert [row.ref for row in scene.rows(TimelineEntry)] == [
            f"/exams/bookings/{scene.booking_id}/originals"
        ]
        page = text(scene.own.get(f"/exams/bookings/{scene.booking_id}/originals"))
        assert page.index("one") < page.index("two") < page.index("three")

    def test_a_file_that_is_none_is_refused_in_words_at_its_field(self, scene):
        for data in (b"", b"MZ an .exe called .jpg"):
            answer = hand_in(scene, None, (BytesIO(data), "page.jpg"))
            assert answer.status_code == 422
            assert 'href="#files"' in text(answer)
        assert scene.rows(Original) == []

    def test_without_the_clients_agreement_nothing_is_taken(self, scene):
        with scene.act():
            clients.withdraw_consent(client_id=scene.client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        assert hand_in(scene).status_code == 409
        assert scene.rows(Original) == []

    def test_nobody_is_examined_before_check_in(self, scene):
        with scene.act(), clock.at(make.NOW):
            other = make.a_booking(scene.world, make.a_client(scene.world))
        assert scene.desk.get(f"/desk/exams/bookings/{other}/originals").status_code == 409


class TestOpenOriginal:
    def test_the_client_opens_her_own_and_it_leaves_no_line(self, scene):
        hand_in(scene)
        answer = scene.own.get(f"/exams/originals/{the_only(scene)}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert scene.rows(AccessEntry) == []

    def test_the_branch_opens_it_and_the_client_reads_who_did(self, scene):
        hand_in(scene)
        assert scene.first.get(f"/desk/exams/originals/{the_only(scene)}").status_code == 200
        assert [row.what for row in scene.rows(AccessEntry)] == ["exam_original"]

    def test_somebody_else_finds_nothing(self, scene):
        hand_in(scene)
        with scene.act():
            other = make.a_world()
            strangers = {
                role: make.a_staff_member(other, role, other.institution if "DESK" in role else None)
                for role in (
                    Role.HEALTH_MANAGER,
                    Role.BRANCH_MANAGER,
                    Role.INSTITUTION_DESK,
                    Role.FAMILY_DOCTOR,
                )
            }
            client = make.a_client(other)
        original = the_only(scene)
        desk_file, withdrawing = (
            f"/desk/exams/originals/{original}",
            f"/desk/exams/originals/{original}/withdraw",
        )
        for path in (f"/exams/originals/{original}", f"/exams/bookings/{scene.booking_id}/originals"):
            assert scene.browser(client).get(path).status_code == 404
        for role, path, status in (
            (Role.HEALTH_MANAGER, scene.path, 404),
            (Role.HEALTH_MANAGER, desk_file, 404),
            (Role.HEALTH_MANAGER, withdrawing, 404),
            (Role.BRANCH_MANAGER, desk_file, 404),
            (Role.FAMILY_DOCTOR, desk_file, 404),
            (Role.INSTITUTION_DESK, scene.path, 404),
            (Role.INSTITUTION_DESK, withdrawing, 404),
            (Role.INSTITUTION_DESK, desk_file, 403),
        ):
            assert scene.browser(strangers[role]).get(path).status_code == status, (role, path)
        assert hand_in(scene, scene.browser(strangers[Role.INSTITUTION_DESK])).status_code == 404
        assert new_client(scene.app).get(desk_file).status_code == 303

    def test_the_institutions_desk_hands_in_and_reads_nothing(self, scene):
        hand_in(scene)
        assert scene.desk.get(f"/desk/exams/originals/{the_only(scene)}").status_code == 403


class TestWithdrawOriginal:
    def test_a_wrong_page_is_taken_back_with_a_reason_and_nobody_opens_it(self, scene):
        hand_in(scene)
        original = the_only(scene)
        path = f"/desk/exams/originals/{original}/withdraw"
        assert scene.desk.post(path, data={}).status_code == 422
        assert scene.desk.post(path, data={"because": "Another person's page"}).status_code == 303
        for browser, address in (
            (scene.own, f"/exams/originals/{original}"),
            (scene.first, f"/desk/exams/originals/{original}"),
        ):
            assert browser.get(address).status_code == 404
        assert scene.row(Original).withdrawn_because == "Another person's page"

    def test_what_was_handed_in_is_never_deleted_or_made_another(self, scene):
        hand_in(scene)
        with scene.app.app_context():
            for change in ("DELETE FROM exam_original", "UPDATE exam_original SET booking_id = client_id"):
                with pytest.raises(Exception, match="exam_original"):
                    db.session.execute(db.text(change))
                db.session.rollback()
            assert db.session.scalars(select(Original)).one()
