"""Overdue reports are asked for and listed by days late; hand-overs are noted for good (X1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.exams.test_desk import MORNING, Scene, text
from tests.exams.test_originals import a_photo
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.models import Chase, Delivery, ExamReport
from webapp.exams.queries.pressing import pressing
from webapp.kernel import clock
from webapp.kernel.db import db

LATE = MORNING + timedelta(days=9)  # Saturday 12 December, two days after the due day
CALL = {"way": "PHONE", "whom": "Front desk", "outcome": "PROMISED", "promised_for": "2026-12-14"}


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(MORNING):
        scene = Scene(app, act, sign_in)
        scene.check_in()
    with clock.at(LATE):
        with act():
            desk = make.a_staff_member(scene.world, Role.INSTITUTION_DESK, scene.world.institution)
            people = [make.a_staff_member(scene.world, Role.HEALTH_MANAGER) for _ in range(2)]
        scene.desk, scene.first, scene.second = (scene.browser(one) for one in (desk, *people))
        scene.own = scene.browser(scene.client)
        scene.path = f"/desk/exams/bookings/{scene.booking_id}/chasing"
        yield scene


def listed(scene, **address):
    return text(scene.first.get("/desk/exams/overdue", query_string=address))


def to_chase(scene, day=LATE):
    with scene.app.app_context():
        return pressing(branch_id=scene.world.branch.id, today=day.date()).to_chase


class TestOverdue:
    def test_it_says_how_many_days_late_and_who_asked(self, scene):
        assert "2 days late" in listed(scene)
        assert "nobody has asked yet" in listed(scene)
        assert scene.first.post(scene.path, data=CALL).status_code == 303
        assert "promised for" in listed(scene)
        assert "Front desk" in text(scene.first.get(scene.path))

    def test_it_counts_what_has_to_be_asked_for_today(self, scene):
        assert to_chase(scene) == 1
        assert "1 to ask for" in text(scene.second.get("/desk"))
        scene.first.post(scene.path, data=CALL)
        assert to_chase(scene) == 0
        assert to_chase(scene, LATE + timedelta(days=3)) == 1

    def test_what_has_come_is_not_asked_for(self, scene):
        path = f"/desk/exams/bookings/{scene.booking_id}/originals"
        scene.desk.post(path, data={"files": [(a_photo(), "page.jpg")]})
        assert "No report is overdue" in listed(scene)

    def test_one_institution_at_a_time(self, scene):
        with clock.at(make.NOW), scene.act():
            desk = make.a_staff_member(scene.world, Role.INSTITUTION_DESK, scene.world.institution)
            make.a_checked_in(scene.world, make.a_client(scene.world), desk)
        with scene.app.app_context():
            where = {"branch_id": scene.world.branch.id, "today": LATE.date()}
            both = queries.overdue(**where, institution_id=scene.world.institution.id)
            assert len(both.rows) == 2
            assert queries.overdue(**where, institution_id="0" * 20).rows == []
            assert queries.overdue_by_institution(**where) == {scene.world.institution.id: 2}


class TestNoteChase:
    @pytest.mark.parametrize(
        "wrong", [{"promised_for": ""}, {"promised_for": "2026-12-01"}, {"whom": ""}, {"outcome": ""}]
    )
    def test_it_says_whom_and_what_and_for_when(self, scene, wrong):
        assert scene.first.post(scene.path, data=CALL | wrong).status_code == 422
        assert scene.rows(Chase) == []

    def test_others_find_nothing(self, scene):
        with scene.act():
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        other = scene.browser(stranger)
        assert other.get(scene.path).status_code == 404
        assert other.post(scene.path, data=CALL).status_code == 404
        assert "days late" not in text(other.get("/desk/exams/overdue"))
        for browser in (scene.desk, scene.own):
            assert browser.get(scene.path).status_code == 403
            assert browser.get("/desk/exams/overdue").status_code == 403

    def test_calls_are_never_rewritten(self, scene):
        scene.first.post(scene.path, data=CALL)
        with scene.app.app_context():
            for change in ("DELETE FROM exam_chase", "UPDATE exam_chase SET whom = 'x'"):
                with pytest.raises(Exception, match="exam_chase"):
                    db.session.execute(db.text(change))
                db.session.rollback()


HANDED = {"form": "PRINTED", "receiver": "CLIENT", "to_name": "Shen Zhihe", "delivered_on": "2026-12-12"}


class TestNoteDelivery:
    def path(self, scene):
        assert scene.save(act="hand_in").status_code == 303
        report = scene.row(ExamReport)
        path = f"/desk/exams/reports/{report.id}/delivery"
        assert scene.first.post(path, data=HANDED).status_code == 404  # not verified yet
        scene.verify(scene.second, report)
        return path

    def test_how_when_and_to_whom_stand_on_the_report(self, scene):
        path = self.path(scene)
        assert scene.first.post(path, data=HANDED).status_code == 303
        assert "Printed" in text(scene.first.get(path))
        page = text(scene.own.get(f"/exams/results/{scene.row(ExamReport).id}"))
        assert "Handed over" in page

    def test_a_groups_reports_go_out_printed_and_sealed(self, scene):
        path = self.path(scene)
        group = HANDED | {"receiver": "GROUP_CONTACT"}
        assert scene.first.post(path, data=group).status_code == 422
        assert scene.first.post(path, data=group | {"delivered_on": "2026-12-13"}).status_code == 422
        assert scene.first.post(path, data=group | {"sealed": "y"}).status_code == 303
        assert scene.row(Delivery).sealed
        with scene.act():
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        other = scene.browser(stranger)
        assert other.get(path).status_code == 404
        assert other.post(path, data=HANDED).status_code == 404
