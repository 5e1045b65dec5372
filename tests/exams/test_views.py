"""The client's pages over HTTP: choose, book, look, change, cancel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.exams import services
from webapp.exams.models import Booking, Session
from webapp.exams.refusals import SessionFull
from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.kernel import clock
from webapp.kernel.db import db


class Scene:
    """A world with one client who is signed in to `browser`."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.world = make.a_world()
            self.client = make.a_client(self.world)
        self.browser = sign_in(new_client(app), self.client.account_id)

    def somebody_else(self):
        with self.act():
            other = make.a_client(self.world)
        return other, self.enter(new_client(self.app), other.account_id)

    def book(self, session=None, browser=None, **fields):
        chosen = session or self.world.sessions[0]
        return (browser or self.browser).post("/exams/book", data={"session": chosen.id, **fields})

    def booked_path(self):
        return self.book().headers["Location"]

    def booked(self, session):
        with self.app.app_context():
            return db.session.get_one(Session, session.id).booked


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestChooseSlot:
    def test_it_shows_the_contracted_institution_the_first_free_day_and_its_times(self, scene):
        page = text(scene.browser.get("/exams/book"))
        assert "Xishan Health Centre" in page
        assert "December 2026" in page
        assert "2 left" in page
        assert "Book Thu 3 Dec, 8:00" in page
        assert "You can change or cancel before Tue 1 Dec, 8:00" in page

    def test_another_time_changes_what_the_button_says(self, scene):
        page = text(scene.browser.get(f"/exams/book?day=2026-12-03&time={scene.world.sessions[1].id}"))
        assert "Book Thu 3 Dec, 9:00" in page

    def test_htmx_gets_the_fragment_alone(self, scene):
        page = text(scene.browser.get("/exams/book?day=2026-12-03", headers={"HX-Request": "true"}))
        assert "<html" not in page
        assert 'id="exams-slots"' in page

    def test_a_day_without_times_says_so(self, scene):
        assert "There are no times on Fri 4 Dec" in text(scene.browser.get("/exams/book?day=2026-12-04"))

    @pytest.mark.parametrize(
        "query",
        ["day=yesterday", "day=9999-12-31", "month=9999-12", "month=2026-99", "day=\ud800", "day=%00"],
    )
    def test_an_unreadable_day_is_named(self, scene, query):
        answer = scene.browser.get(f"/exams/book?{query.encode('utf-8', 'surrogatepass').decode('latin-1')}")
        assert answer.status_code == 400
        assert query.split("=")[0] in text(answer)

    def test_who_is_booked_is_led_to_the_booking(self, scene):
        path = scene.booked_path()
        assert scene.browser.get("/exams/book").headers["Location"] == path

    def test_without_a_plan_the_page_says_why(self, scene):
        with scene.act():
            other = make.a_client(scene.world, enrolled=False)
        answer = scene.enter(new_client(scene.app), other.account_id).get("/exams/book")
        assert answer.status_code == 409
        assert "Your plan has no exam to book" in text(answer)


class TestBook:
    def test_a_booking_leads_to_the_code(self, scene):
        answer = scene.book()
        assert answer.status_code == 303
        page = text(scene.browser.get(answer.headers["Location"]))
        assert "Show this code at the desk" in page
        assert "<svg" in page

    def test_the_same_form_sent_twice_is_one_booking_and_the_same_answer(self, scene):
        first, second = (scene.book(_key="a-key-of-one-form") for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert scene.booked(scene.world.sessions[0]) == 1

    def test_a_full_time_is_said_calmly_with_the_other_times(self, scene):
        for _ in range(2):
            scene.book(browser=scene.somebody_else()[1])
        answer = scene.book()
        assert answer.status_code == 409
        assert "This time has just been taken" in text(answer)
        assert "9:00" in text(answer)
        assert scene.booked(scene.world.sessions[0]) == 2

    def test_who_took_the_last_place_hears_so_again_although_the_time_is_full_by_now(self, scene):
        scene.book(browser=scene.somebody_else()[1])
        first, second = (scene.book(_key="a-key-of-one-form") for _ in range(2))
        assert (first.status_code, second.headers["Location"]) == (303, first.headers["Location"])

    def test_a_full_time_is_said_without_waiting_for_whoever_is_writing(self, scene):
        for _ in range(2):
            scene.book(browser=scene.somebody_else()[1])

        def press() -> int:
            with clock.at(make.NOW):
                return scene.book().status_code

        with ThreadPoolExecutor(1) as pool, scene.act():
            make.a_client(scene.world)
            assert pool.submit(press).result(timeout=5) == 409

    def test_a_full_time_of_another_institution_is_not_said_to_be_full(self, scene):
        with scene.act():
            elsewhere = make.an_institution(scene.world.branch)
            session = make.a_session(scene.world.branch, elsewhere, capacity=1)
            session.booked = 1
        assert "This time has just been taken" not in text(scene.book(session))

    def test_a_time_whose_hold_is_over_is_not_full(self, scene):
        other = scene.somebody_else()[0]
        with scene.act():
            asked = db.session.get_one(Booking, make.a_booking(scene.world, other))
            asked.status, asked.held_until = BookingStatus.REQUESTED, make.NOW - timedelta(minutes=1)
            asked.requested_at = make.NOW - timedelta(days=3)
        scene.book(browser=scene.somebody_else()[1])
        assert scene.book().status_code == 303

    def test_a_refused_booking_keeps_nothing(self, scene):
        with scene.act():
            elsewhere = make.an_institution(scene.world.branch)
            session = make.a_session(scene.world.branch, elsewhere)
        assert scene.book(session).status_code == 409
        assert scene.booked(session) == 0

    @pytest.mark.parametrize("session", ["", "x", "0" * 19, "../../etc", "\x00" * 20, "é" * 20])
    def test_an_unreadable_session_is_named(self, scene, session):
        answer = scene.browser.post("/exams/book", data={"session": session})
        assert answer.status_code == 400
        assert "session" in text(answer)

    def test_an_unknown_session_is_not_found(self, scene):
        assert scene.browser.post("/exams/book", data={"session": "0" * 20}).status_code == 404

    def test_a_second_booking_is_refused_in_words(self, scene):
        scene.book()
        answer = scene.book(scene.world.sessions[1])
        assert answer.status_code == 409
        assert "already booked" in text(answer)
        assert scene.booked(scene.world.sessions[1]) == 0


class TestBookFromAPhone:
    """What a phone's outbox sends: JSON, with the item's id as the key."""

    def send(self, scene, session_id, key="a-wish-of-one-phone", browser=None):
        headers = {"Accept": "application/json", "Idempotency-Key": key}
        body = {"session": session_id}
        return (browser or scene.browser).post("/exams/book", json=body, headers=headers)

    def test_the_answer_says_where_the_booking_is_and_ten_times_the_same_is_one(self, scene):
        session = scene.world.sessions[0]
        answers = [self.send(scene, session.id) for _ in range(10)]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json["page"] for answer in answers}) == 1
        assert "Show this code at the desk" in text(scene.browser.get(answers[0].json["page"]))
        assert scene.booked(session) == 1

    def test_a_full_time_is_refused_in_words_and_may_be_followed_by_another(self, scene):
        full, other = scene.world.sessions
        for _ in range(2):
            scene.book(browser=scene.somebody_else()[1])
        answer = self.send(scene, full.id)
        assert answer.status_code == 409
        assert answer.json["error"].startswith("This time has just been taken")
        assert self.send(scene, other.id, "another-wish").status_code == 200
        assert (scene.booked(full), scene.booked(other)) == (2, 1)

    def test_the_same_key_for_another_time_is_refused(self, scene):
        first, other = scene.world.sessions
        assert self.send(scene, first.id).status_code == 200
        assert self.send(scene, other.id).status_code == 422
        assert scene.booked(other) == 0

    @pytest.mark.parametrize("session", [None, 7, ["x"], "", "x", "é" * 20])
    def test_an_unreadable_session_is_named(self, scene, session):
        answer = self.send(scene, session)
        assert answer.status_code == 400
        assert "session" in answer.json["error"]

    @pytest.mark.parametrize("body", ["[]", "null", "{", "7"])
    def test_what_is_no_wish_is_refused(self, scene, body):
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        assert scene.browser.post("/exams/book", data=body, headers=headers).status_code == 400


class TestBooking:
    def test_somebody_elses_booking_is_not_found(self, scene):
        path = scene.booked_path()
        other = scene.somebody_else()[1]
        for address in (path, f"{path}/appointment.ics", f"{path}/change", f"{path}/cancel"):
            assert other.get(address).status_code == 404
        assert other.post(f"{path}/cancel", data={"reason": "LATER"}).status_code == 404
        assert other.post(f"{path}/change", data={"session": scene.world.sessions[1].id}).status_code == 404

    def test_it_is_chinese_in_chinese(self, scene):
        path = scene.booked_path()
        page = text(scene.browser.get(path))
        assert not re.search(r"[\u3400-\u9fff]", page.replace("康约", "").replace(">中<", "><"))


class TestAddToCalendar:
    def lines(self, scene, path):
        return text(scene.browser.get(f"{path}/appointment.ics")).replace("\r\n ", "").splitlines()

    def test_the_file_keeps_its_uid_and_raises_its_sequence(self, scene):
        path = scene.booked_path()
        before = self.lines(scene, path)
        scene.browser.post(f"{path}/change", data={"session": scene.world.sessions[1].id})
        after = self.lines(scene, path)
        uid = next(line for line in before if line.startswith("UID"))
        assert uid in after
        assert "SEQUENCE:0" in before
        assert "SEQUENCE:1" in after
        assert "DTSTART:20261203T010000Z" in after

    def test_a_cancelled_booking_cancels_the_entry(self, scene):
        path = scene.booked_path()
        scene.browser.post(f"{path}/cancel", data={"reason": "LATER"})
        lines = self.lines(scene, path)
        assert "METHOD:CANCEL" in lines
        assert "STATUS:CANCELLED" in lines

    def test_it_says_nothing_about_health(self, scene):
        words = " ".join(self.lines(scene, scene.booked_path())).lower()
        assert "summary:kangyue appointment" in words
        assert "exam" not in words.replace("example", "")

    def test_the_lock_screen_shows_the_address_and_the_notes_hold_the_code(self, scene):
        path = scene.booked_path()
        code = re.search(r'class="letters" translate="no">([^<]+)<', text(scene.browser.get(path)))[1]
        lines = self.lines(scene, path)
        assert f"DESCRIPTION:Show at the desk: {code}" in lines
        assert not any("Centre" in line or "Hospital" in line for line in lines)
        scene.browser.post(f"{path}/cancel", data={"reason": "LATER"})
        assert code not in "".join(self.lines(scene, path))


class TestChange:
    def test_what_is_refused_while_somebody_else_ends_the_booking_is_not_said_to_be_done(
        self, scene, monkeypatch
    ):
        path = scene.booked_path()

        def ended_meanwhile(*, booking_id, client_id, session_id, actor_id):
            services.cancel(
                booking_id=booking_id, client_id=client_id, reason=CancelReason.LATER, actor_id=actor_id
            )
            raise SessionFull

        monkeypatch.setattr("webapp.exams.views.choosing.services.change", ended_meanwhile)
        answer = scene.browser.post(f"{path}/change", data={"session": scene.world.sessions[1].id})
        assert answer.status_code == 409

    def test_the_booking_moves_and_the_page_shows_the_new_time(self, scene):
        path = scene.booked_path()
        assert "Until now: Thu 3 Dec, 8:00" in text(scene.browser.get(f"{path}/change"))
        scene.browser.post(f"{path}/change", data={"session": scene.world.sessions[1].id})
        assert "9:00" in text(scene.browser.get(path))
        assert (scene.booked(scene.world.sessions[0]), scene.booked(scene.world.sessions[1])) == (0, 1)

    def test_the_post_obeys_the_deadline_too(self, scene):
        path = scene.booked_path()
        with scene.act():
            later = make.a_session(
                scene.world.branch, scene.world.institution, day=make.EXAM_DAY.replace(day=17)
            )
        with clock.at(scene.world.sessions[0].starts_at.replace(day=2)):
            assert "Ask for Thu 17 Dec" in text(scene.browser.get(f"{path}/change"))
            answer = scene.browser.post(f"{path}/change", data={"session": later.id})
        assert answer.status_code == 409
        assert scene.booked(later) == 0


class TestCancel:
    def test_it_asks_first_and_then_frees_the_place(self, scene):
        path = scene.booked_path()
        assert "Why do you give it up?" in text(scene.browser.get(f"{path}/cancel"))
        assert scene.browser.post(f"{path}/cancel", data={"reason": "LATER"}).headers["Location"] == path
        assert "Cancelled" in text(scene.browser.get(path))
        assert scene.booked(scene.world.sessions[0]) == 0

    def test_a_missing_or_foreign_reason_is_an_error_of_its_field(self, scene):
        path = scene.booked_path()
        for reason in ("", "BECAUSE"):
            answer = scene.browser.post(f"{path}/cancel", data={"reason": reason})
            assert answer.status_code == 422
            assert "Why do you give it up?" in text(answer)
        assert scene.booked(scene.world.sessions[0]) == 1

    def test_a_second_cancel_changes_nothing(self, scene):
        path = scene.booked_path()
        scene.browser.post(f"{path}/cancel", data={"reason": "LATER"})
        assert scene.browser.post(f"{path}/cancel", data={"reason": "LATER"}).status_code == 409
        with scene.app.app_context():
            assert db.session.query(Booking).one().status == "CANCELLED"


class TestResults:
    @pytest.fixture
    def report_id(self, scene):
        from webapp.accounts.rules import Role
        from webapp.exams import services

        with scene.act():
            people = [make.a_staff_member(scene.world, Role.HEALTH_MANAGER) for _ in range(2)]
            desk = make.a_staff_member(scene.world, Role.INSTITUTION_DESK, scene.world.institution)
            booking_id = make.a_checked_in(scene.world, scene.client, desk)
        with scene.act():
            report = services.enter_results(
                booking_id=booking_id,
                branch_id=scene.world.branch.id,
                staff_id=people[0].id,
                actor_id="",
                filled=make.a_filled_sheet(),
                hand_in=True,
            )
        self.verify = lambda: services.verify_results(
            report_id=report.id,
            branch_id=scene.world.branch.id,
            revision=1,
            staff_id=people[1].id,
            actor_id="",
        )
        return report.id

    def test_the_client_reads_them_once_a_second_person_has_verified(self, scene, report_id):
        assert scene.browser.get(f"/exams/results/{report_id}").status_code == 404
        with scene.act():
            self.verify()
        page = text(scene.browser.get(f"/exams/results/{report_id}"))
        assert "146 mmHg" in page
        assert "high; the range is" in page

    def test_somebody_elses_results_are_not_found(self, scene, report_id):
        with scene.act():
            self.verify()
        assert scene.somebody_else()[1].get(f"/exams/results/{report_id}").status_code == 404


class TestStaffAtTheClientsDoor:
    def test_staff_do_not_enter_clients_pages(self, scene):
        with scene.act():
            from webapp.accounts.rules import Role

            staff = make.a_staff_member(scene.world, Role.HEALTH_MANAGER)
        browser = scene.enter(new_client(scene.app), staff.account_id)
        assert browser.get("/exams/book").status_code == 403
