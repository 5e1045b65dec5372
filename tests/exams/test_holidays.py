"""Days that become public holidays after their times were opened are closed by the branch in one press (B9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams.models import Booking, Closure, Session
from webapp.exams.queries import OpenHoliday
from webapp.exams.services.holidays import runs
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.organisation import services as organisation
from webapp.toolbox.words import Bilingual

NEXT = make.EXAM_DAY + timedelta(days=1)


class Scene:
    """Two booked people on the exam day and one on the next; both days become holidays; and another day stays."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.world = make.a_world()
            place = (self.world.branch, self.world.institution)
            self.next = make.a_session(*place, day=NEXT)
            self.plain = make.a_session(*place, day=NEXT + timedelta(days=1))
            self.clients = [make.a_client(self.world) for _ in range(4)]
            self.bookings = [
                make.a_booking(self.world, client, session)
                for client, session in zip(
                    self.clients, [*self.world.sessions, self.next, self.plain], strict=True
                )
            ]
            for each in (make.EXAM_DAY, NEXT):
                organisation.set_calendar_day(
                    day=each, works=False, name_zh="冬至", name_en="Solstice", source="", actor_id=""
                )
        self.staff = self.browser(Role.HEALTH_MANAGER, self.world)

    def browser(self, role, world):
        with self.act():
            person = make.a_staff_member(world, role)
        return self.enter(new_client(self.app), person.account_id)

    def close(self, browser=None, sure=3):
        return (browser or self.staff).post("/desk/exams/holidays/close", data={"sure": sure, "reason": ""})

    def statuses(self):
        with self.app.app_context():
            found = dict(db.session.execute(select(Booking.id, Booking.status)).all())
        return [found[one] for one in self.bookings]


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


class TestCloseHolidays:
    def test_the_calendar_leads_to_the_list_and_the_list_counts_the_people(self, scene):
        assert (
            "2 days with open times have become public holidays"
            in scene.staff.get("/desk/exams/calendar").text
        )
        page = scene.staff.get("/desk/exams/holidays").text
        assert "3 people must choose again" in page
        assert page.count("Solstice") == 2

    def test_one_press_closes_them_all_and_everybody_is_told_and_listed(self, scene):
        assert scene.close().status_code == 303
        assert scene.statuses() == ["MUST_REBOOK"] * 3 + ["CONFIRMED"]
        with scene.app.app_context():
            assert db.session.scalars(select(Session.closed).order_by(Session.starts_at)).all() == [
                True
            ] * 3 + [False]
            assert set(db.session.scalars(select(Closure.day))) == {make.EXAM_DAY, NEXT}
            told = set(db.session.scalars(select(Notice.account_id).where(Notice.kind == "EXAM_PLACE")))
        assert told == {one.account_id for one in scene.clients[:3]}
        assert scene.staff.get("/desk/exams/rebook").text.count("Shen Zhihe") >= 3
        assert "Nothing to close" in scene.staff.get("/desk/exams/holidays").text

    def test_more_people_than_the_page_said_are_asked_about_again(self, scene):
        answer = scene.close(sure=2)
        assert answer.status_code == 422
        assert "Now 3 people would have to choose again" in answer.text
        assert scene.statuses() == ["CONFIRMED"] * 4

    def test_another_branch_closes_only_its_own(self, scene):
        with scene.act():
            elsewhere = make.a_world()
        other = scene.browser(Role.HEALTH_MANAGER, elsewhere)
        assert scene.close(other, sure=99).status_code == 303
        assert scene.statuses() == ["CONFIRMED"] * 4


class TestRuns:
    def test_days_without_a_gap_are_closed_together(self):
        days = [("x", 1), ("y", 1), ("x", 2), ("x", 4)]
        found = [OpenHoliday(at, date(2027, 10, n), Bilingual(zh="", en=""), 1, 0) for at, n in days]
        first, second, fourth = (date(2027, 10, n) for n in (1, 2, 4))
        assert runs(found) == [("x", first, second), ("x", fourth, fourth), ("y", first, first)]
