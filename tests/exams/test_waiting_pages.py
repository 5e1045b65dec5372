"""B8, B9 over HTTP: line up, leave, take or let go; staff agree by number before anybody loses a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams import services
from webapp.exams.models import Booking
from webapp.exams.rules.booking import CancelReason
from webapp.kernel import clock
from webapp.kernel.db import db

DAY = {"first_day": "2026-12-03", "last_day": "2026-12-03"}


class Scene:
    """One full day, one client in the browser who would like to come, one health manager."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.world = make.a_world(capacity=1)
            self.holders = [make.a_client(self.world) for _ in self.world.sessions]
            self.bookings = [
                make.a_booking(self.world, one, session)
                for one, session in zip(self.holders, self.world.sessions, strict=True)
            ]
            self.client = make.a_client(self.world)
            manager = make.a_staff_member(self.world, Role.HEALTH_MANAGER)
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        self.browser = sign_in(new_client(app), self.client.account_id)
        self.desk = sign_in(new_client(app), manager.account_id)
        self.elsewhere = sign_in(new_client(app), stranger.account_id)
        self.session = f"/desk/exams/sessions/{self.world.sessions[0].id}"
        self.centre = f"/desk/exams/institutions/{self.world.institution.id}"

    def browser_of(self, client):
        return self.enter(new_client(self.app), client.account_id)

    def line_up(self):
        return self.browser.post("/exams/waiting", data=DAY)

    def free(self):
        with self.act():
            services.cancel(
                booking_id=self.bookings[0],
                client_id=self.holders[0].id,
                reason=CancelReason.LATER,
                actor_id=self.holders[0].account_id,
            )

    def offer(self) -> str:
        with self.app.app_context():
            asked = select(Booking.id).where(Booking.client_id == self.client.id)
            return f"/exams/bookings/{db.session.scalars(asked).one()}"

    def statuses(self) -> list[str]:
        with self.app.app_context():
            found = dict(db.session.execute(select(Booking.id, Booking.status)).all())
        return [found[one] for one in self.bookings]


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestWaitingList:
    def test_a_full_answer_leads_to_the_waiting_list(self, scene):
        full = scene.browser.post("/exams/book", data={"session": scene.world.sessions[0].id})
        assert full.status_code == 409
        assert "/exams/waiting" in text(full)

    def test_the_page_says_honestly_how_many_came_before(self, scene):
        with clock.at(make.NOW - timedelta(minutes=1)), scene.act():
            for _ in range(2):
                earlier = make.a_client(scene.world)
                services.line_up(
                    client_id=earlier.id, first_day=make.EXAM_DAY, last_day=make.EXAM_DAY, actor_id=""
                )
        assert scene.line_up().status_code == 303
        page = text(scene.browser.get("/exams/waiting"))
        assert "2 people came before you" in page
        assert "In line since Tue 24 Nov, 10:00 am" in page

    def test_days_that_run_backwards_are_said_at_their_field(self, scene):
        page = scene.browser.post(
            "/exams/waiting", data={"first_day": "2026-12-04", "last_day": "2026-12-03"}
        )
        assert page.status_code == 422
        assert "The last day must not lie before the first." in text(page)

    def test_a_day_that_has_passed_is_told_one_thing_not_two(self, scene):
        page = scene.browser.post(
            "/exams/waiting", data={"first_day": "2026-12-04", "last_day": "2026-01-03"}
        )
        said = text(page)
        assert "Please look at one place" in said
        assert "The last day must not" not in said

    def test_where_a_place_is_free_nobody_waits(self, scene):
        with scene.act():
            make.a_session(scene.world.branch, scene.world.institution, 11)
        page = scene.line_up()
        assert page.status_code == 409
        assert "See the free times" in text(page)

    def test_who_leaves_may_line_up_again(self, scene):
        scene.line_up()
        assert scene.browser.post("/exams/waiting/leave").status_code == 303
        assert "Line up" in text(scene.browser.get("/exams/waiting"))


class TestFreePlaces:
    def test_what_is_held_no_longer_is_shown_free_though_no_job_has_run_and_can_be_booked(self, scene):
        scene.line_up()
        scene.free()
        with scene.act():
            other = make.a_client(scene.world)
        browser, day = scene.browser_of(other), f"day={make.EXAM_DAY.isoformat()}"
        assert day not in text(browser.get("/exams/book"))
        with clock.at(make.NOW + timedelta(hours=12)):
            page = text(browser.get("/exams/book"))
            assert day in page
            assert "1 left" in page
            session = scene.world.sessions[0].id
            assert browser.post("/exams/book", data={"session": session}).status_code == 303


class TestAcceptOffer:
    def test_today_and_the_booking_page_say_until_when(self, scene):
        scene.line_up()
        scene.free()
        today = text(scene.browser.get("/today"))
        assert "A place is held for you" in today
        assert "Held until Tue 24 Nov, 10:00 pm" in today
        page = text(scene.browser.get(scene.offer()))
        assert "held for you until Tue 24 Nov, 10:00 pm" in page
        assert f"{scene.offer()}/accept" in page
        assert f"{scene.offer()}/let-go" in page

    def test_one_press_takes_it(self, scene):
        scene.line_up()
        scene.free()
        assert scene.browser.post(f"{scene.offer()}/accept").status_code == 303
        assert "Show this code at the desk" in text(scene.browser.get(scene.offer()))

    def test_one_press_lets_it_go_and_nothing_else(self, scene):
        scene.line_up()
        scene.free()
        path = scene.offer()
        assert scene.browser.post(f"{path}/let-go").status_code == 303
        assert scene.browser.post(f"{path}/let-go").status_code == 409
        assert (
            scene.browser.post("/exams/book", data={"session": scene.world.sessions[0].id}).status_code == 303
        )

    def test_somebody_elses_offer_is_not_found(self, scene):
        assert scene.browser.post(f"/exams/bookings/{scene.bookings[0]}/accept").status_code == 404
        assert scene.browser.post(f"/exams/bookings/{scene.bookings[0]}/let-go").status_code == 404


class TestCloseSession:
    def test_the_page_asks_first_and_counts_the_people(self, scene):
        page = text(scene.desk.get(f"{scene.session}/close"))
        assert "1 person must choose again" in page
        done = scene.desk.post(f"{scene.session}/close", data={"sure": "1", "reason": "Water damage"})
        assert done.status_code == 303
        assert scene.statuses() == ["MUST_REBOOK", "CONFIRMED"]

    def test_what_concerns_more_people_than_the_page_said_is_asked_again(self, scene):
        page = scene.desk.post(f"{scene.session}/close", data={"sure": "0"})
        assert page.status_code == 422
        assert "Now 1 person would have to choose again" in text(page)
        assert scene.statuses() == ["CONFIRMED", "CONFIRMED"]

    def test_the_client_reads_why(self, scene, sign_in):
        scene.desk.post(f"{scene.session}/close", data={"sure": "1", "reason": "Water damage"})
        holder = sign_in(new_client(scene.app), scene.holders[0].account_id)
        page = text(holder.get(f"/exams/bookings/{scene.bookings[0]}"))
        assert "Water damage" in page
        assert "Please choose another time" in text(holder.get("/today"))

    def test_it_opens_again(self, scene):
        scene.desk.post(f"{scene.session}/close", data={"sure": "1"})
        assert "This time is closed" in text(scene.desk.get(scene.session))
        assert scene.desk.post(f"{scene.session}/reopen").status_code == 303

    def test_another_branchs_session_is_not_found(self, scene):
        for path in (scene.session, f"{scene.session}/close", f"{scene.centre}/days"):
            assert scene.elsewhere.get(path).status_code == 404


class TestResizeSession:
    def test_who_would_lose_a_place_is_agreed_to_by_number(self, scene):
        page = scene.desk.post(f"{scene.session}/places", data={"capacity": "0"})
        assert page.status_code == 422
        assert "1 person must choose again" in text(page)
        done = scene.desk.post(f"{scene.session}/places", data={"capacity": "0", "sure": "1"})
        assert done.status_code == 303
        assert scene.statuses() == ["MUST_REBOOK", "CONFIRMED"]

    def test_more_places_need_no_question(self, scene):
        assert scene.desk.post(f"{scene.session}/places", data={"capacity": "5"}).status_code == 303


class TestCloseDays:
    def close(self, scene, **fields):
        return scene.desk.post(f"{scene.centre}/closed-days", data=DAY | fields)

    def test_a_day_is_closed_after_the_people_were_counted(self, scene):
        page = self.close(scene)
        assert page.status_code == 422
        assert "2 people must choose again" in text(page)
        assert "Open it again" not in text(page)
        assert self.close(scene, sure="2").status_code == 303
        assert scene.statuses() == ["MUST_REBOOK"] * 2
        assert "Open it again" in text(scene.desk.get(f"{scene.centre}/days"))

    def test_a_closed_day_opens_again(self, scene):
        self.close(scene, sure="2")
        assert scene.desk.post(f"{scene.centre}/open-day", data={"day": "2026-12-03"}).status_code == 303
        assert scene.desk.post(f"{scene.centre}/open-day", data={"day": "x"}).status_code == 400
