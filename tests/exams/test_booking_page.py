"""What the page of a booking says of each status, and the one next step (B4–B9)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.conftest import new_client
from tests.exams.test_views import Scene, text
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams.models import Booking, PhoneConfirmation
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Agreement

HELD = make.NOW + timedelta(days=2)
LATE = datetime(2026, 12, 2, 2, tzinfo=make.NOW.tzinfo)  # between the cut-off and the exam


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


class Page:
    """A booking that is brought into a status, and its page."""

    def __init__(self, scene):
        self.scene, self.path = scene, scene.booked_path()

    def put(self, **values):
        with self.scene.act():
            booking = db.session.query(Booking).one()
            if values.get("status") == "REQUESTED":
                values.setdefault("requested_at", make.NOW)
            for name, value in values.items():
                setattr(booking, name, value)
        return self

    def text(self):
        return text(self.scene.browser.get(self.path))

    def post(self, step, **fields):
        return self.scene.browser.post(f"{self.path}/{step}", data=fields)


@pytest.fixture
def page(scene):
    return Page(scene)


class TestBooking:
    @pytest.mark.parametrize(
        ("status", "values", "words", "code"),
        [
            ("CONFIRMED", {}, ("Booked", "Change the time", "Cancel"), True),
            (
                "REQUESTED",
                {"held_until": HELD},
                (
                    "Requested",
                    "held for you until Thu 26 Nov, 10:00 am",
                    "Choose another time",
                    "Take it back",
                ),
                False,
            ),
            (
                "CHANGE_REQUESTED",
                {},
                (
                    "Change requested",
                    "You asked to give it up",
                    "until then this time stands",
                    "Keep this time",
                ),
                True,
            ),
            ("OFFERED", {"held_until": HELD}, ("Held for you", "until Thu 26 Nov, 10:00 am"), False),
            ("MUST_REBOOK", {}, ("had to take this time back", "Choose another time"), False),
            ("REFUSED", {}, ("could not confirm this time", "Book a new time"), False),
            ("EXPIRED", {}, ("not held for you any longer", "Book a new time"), False),
            (
                "CANCELLED",
                {"cancelled_at": make.NOW, "cancel_reason": "LATER"},
                ("Given up on Tue 24 Nov, 10:00 am: I would rather book again later", "Book a new time"),
                False,
            ),
            ("NO_SHOW", {}, ("If you were there, please call", "Book a new time"), False),
            (
                "CHECKED_IN",
                {"report_due": make.EXAM_DAY + timedelta(days=7)},
                ("You are there", "reports by Thu 10 Dec"),
                False,
            ),
            ("COMPLETED", {}, ("checked by two people", "See my results"), False),
        ],
    )
    def test_each_status_says_what_it_means_and_what_comes_next(self, page, status, values, words, code):
        said = page.put(status=status, **values).text()
        assert [one for one in words if one not in said] == []
        assert ("Show this code at the desk" in said) is code

    def test_it_is_still_read_when_the_agreement_has_ended_since(self, page):
        with page.scene.act():
            db.session.query(Agreement).update({"valid_to": make.EXAM_DAY})
        page.put(status="COMPLETED")
        with clock.at(make.NOW + timedelta(days=20)):
            assert page.scene.browser.get(page.path).status_code == 200

    def test_a_request_that_is_held_no_longer_is_over_even_before_the_job_says_so(self, page):
        said = page.put(status="REQUESTED", held_until=make.NOW).text()
        assert "not held for you any longer" in said
        assert "Book a new time" in said

    def test_a_place_held_till_midnight_is_held_to_the_end_of_the_day_before(self, page):
        midnight = datetime.combine(make.NOW.date() + timedelta(days=2), time(), ZoneInfo(clock.HOME_ZONE))
        said = page.put(status="REQUESTED", held_until=midnight).text()
        last = make.NOW.date() + timedelta(days=1)
        assert f"held for you until the end of {last:%a} {last.day} {last:%b}." in said
        assert "12:00 am" not in said

    def test_a_changed_booking_waits_for_the_call_and_has_its_new_time(self, page):
        page.post("change", session=page.scene.world.sessions[1].id)
        said = page.text()
        assert "Waiting for our call" in said
        assert "9:00" in said
        assert "Show this code at the desk" in said

    def test_the_time_one_has_is_shown_but_nothing_to_move_to(self, page):
        said = text(page.scene.browser.get(f"{page.path}/change"))
        assert "booked now" in said
        assert "Move to Thu 3 Dec, 9:00 am" in said
        assert "Move to Thu 3 Dec, 8:00 am" not in said

    def test_once_the_call_is_noted_it_is_simply_booked(self, page):
        page.post("change", session=page.scene.world.sessions[1].id)
        with page.scene.act():
            manager = make.a_staff_member(page.scene.world, Role.HEALTH_MANAGER)
            waiting = db.session.query(PhoneConfirmation).one()
            waiting.closed_at, waiting.closed_by = make.NOW, manager.id
        assert "Waiting for our call" not in page.text()

    def test_what_staff_wrote_is_read_by_the_client(self, page):
        assert "The doctor is away" in page.put(status="REFUSED", decided_words="The doctor is away").text()

    def test_a_booking_made_by_staff_names_them(self, page):
        assert "Booked for you by" not in page.text()
        with page.scene.act():
            manager = make.a_staff_member(page.scene.world, Role.HEALTH_MANAGER)
        assert "Booked for you by Lin Ruoxi" in page.put(booked_by=manager.account_id).text()

    def test_an_offer_of_the_waiting_list_was_booked_by_nobody(self, page):
        assert "Booked for you by" not in page.put(booked_by="").text()

    def test_who_must_choose_again_may_although_the_old_cutoff_has_passed(self, page):
        with page.scene.act():
            later = make.a_session(
                page.scene.world.branch, page.scene.world.institution, day=make.EXAM_DAY + timedelta(days=7)
            )
        page.put(status="MUST_REBOOK")
        with clock.at(LATE):
            shown = text(page.scene.browser.get(f"{page.path}/change"))
            assert "which the exam centre had to take back" in shown
            assert page.post("change", session=later.id).status_code == 303
            assert "Thu 10 Dec" in page.text()


class TestUnconfirmed:
    """Past the cut-off a request that nobody has confirmed is still its client's own (B6, B7)."""

    @pytest.fixture
    def later(self, page):
        with page.scene.act():
            later = make.a_session(
                page.scene.world.branch, page.scene.world.institution, day=make.EXAM_DAY + timedelta(days=7)
            )
        page.put(status="REQUESTED", held_until=LATE + timedelta(hours=20), requested_at=LATE)
        return later

    def test_the_page_offers_what_the_post_does(self, page, later):
        with clock.at(LATE):
            said = page.text()
            assert "Until your branch confirms it, you can choose another time" in said
            assert "Take your request back" in text(page.scene.browser.get(f"{page.path}/cancel"))
            assert "Request Thu 10 Dec, 8:00 am" in text(page.scene.browser.get(f"{page.path}/change"))

    def test_she_takes_it_back(self, page, later):
        with clock.at(LATE):
            assert page.post("cancel", reason="CANNOT_COME").status_code == 303
            assert "Given up on" in page.text()

    def test_another_time_is_asked_for_not_had(self, page, later):
        with clock.at(LATE):
            assert page.post("change", session=later.id).status_code == 303
            said = page.text()
            assert "Thu 10 Dec" in said
            assert "Requested" in said
            assert "Show this code" not in said

    def test_once_confirmed_the_cut_off_counts_for_the_post_too(self, page, later):
        page.put(status="CONFIRMED", held_until=None, requested_at=None)
        with clock.at(LATE):
            assert page.post("cancel", reason="CANNOT_COME").status_code == 409
            assert page.post("change", session=later.id).status_code == 409
            assert "Ask to give it up" in page.text()


class TestAddToCalendar:
    @pytest.mark.parametrize(
        ("status", "values", "method", "word"),
        [
            ("CONFIRMED", {}, "PUBLISH", "CONFIRMED"),
            ("CHANGE_REQUESTED", {}, "PUBLISH", "CONFIRMED"),
            ("REQUESTED", {"held_until": HELD}, "PUBLISH", "TENTATIVE"),
            ("OFFERED", {"held_until": HELD}, "PUBLISH", "TENTATIVE"),
            ("REQUESTED", {"held_until": make.NOW}, "CANCEL", "CANCELLED"),
            ("MUST_REBOOK", {}, "CANCEL", "CANCELLED"),
            ("REFUSED", {}, "CANCEL", "CANCELLED"),
            ("EXPIRED", {}, "CANCEL", "CANCELLED"),
            ("CANCELLED", {"cancelled_at": make.NOW}, "CANCEL", "CANCELLED"),
        ],
    )
    def test_calendars_understand_each_status(self, page, status, values, method, word):
        file = page.put(status=status, revision=3, **values).scene.browser.get(f"{page.path}/appointment.ics")
        calendar = icalendar.Calendar.from_ical(file.data)
        (event,) = calendar.walk("VEVENT")
        assert (str(calendar["METHOD"]), str(event["STATUS"]), event["SEQUENCE"]) == (method, word, 3)
        assert str(event["UID"]) == f"{page.path.rsplit('/', 1)[1]}@kangyue"
        assert event.decoded("DTSTART") == page.scene.world.sessions[0].starts_at
        assert bool(event.walk("VALARM")) is (method == "PUBLISH")
        assert method.lower() in file.headers["Content-Type"].lower()


class TestAskChange:
    @pytest.fixture
    def later(self, page):
        with page.scene.act():
            return make.a_session(
                page.scene.world.branch, page.scene.world.institution, day=make.EXAM_DAY + timedelta(days=7)
            )

    def test_after_the_cutoff_the_page_leads_to_the_branch_instead_of_a_dead_end(self, page, later):
        with clock.at(LATE):
            said = page.text()
            assert "Changes were open until Tue 1 Dec, 8:00 am" in said
            assert "Ask for another time" in said
            chosen = text(page.scene.browser.get(f"{page.path}/change"))
            assert "Ask for Thu 10 Dec, 8:00 am" in chosen
            asked = text(page.scene.browser.get(f"{page.path}/ask?session={later.id}"))
            assert "Until your branch has decided, Thu 3 Dec, 8:00 am stands." in asked
            assert page.post("ask", session=later.id, words="A funeral").status_code == 303
            said = page.text()
        assert "You asked for Thu 10 Dec, 8:00 am" in said
        assert "Show this code at the desk" in said
        assert page.scene.booked(page.scene.world.sessions[0]) == 1

    def test_it_can_be_given_up_by_the_branch_only_and_taken_back_by_the_client(self, page):
        with clock.at(LATE):
            assert page.post("ask", words="").status_code == 303
            assert "You asked to give it up" in page.text()
            assert page.post("keep").status_code == 303
            assert "You asked" not in page.text()

    def test_before_the_cutoff_there_is_nothing_to_ask(self, page, later):
        assert page.scene.browser.get(f"{page.path}/ask").headers["Location"] == page.path
        assert page.post("ask", session=later.id).status_code == 409

    def test_too_many_words_are_an_error_of_their_field_and_are_kept(self, page, later):
        with clock.at(LATE):
            answer = page.post("ask", session=later.id, words="word " * 60)
        assert answer.status_code == 422
        assert "word word" in text(answer)
        assert later.id in text(answer)

    @pytest.mark.parametrize("session", ["x", "é" * 20])
    def test_an_unreadable_session_is_named(self, page, session):
        with clock.at(LATE):
            assert page.post("ask", session=session).status_code == 400
            assert page.scene.browser.get(f"{page.path}/ask?session={session}").status_code == 400

    def test_somebody_elses_booking_is_not_found(self, page, later):
        other = page.scene.somebody_else()[1]
        with clock.at(LATE):
            assert other.get(f"{page.path}/ask").status_code == 404
            assert other.post(f"{page.path}/ask", data={"session": later.id}).status_code == 404
            assert other.post(f"{page.path}/keep").status_code == 404


class TestCentre:
    def test_the_guide_says_where_when_until_when_and_what_to_bring(self, page):
        path = f"/exams/centres/{page.scene.world.institution.id}"
        assert path in page.text()
        assert path in text(page.scene.somebody_else()[1].get("/exams/book"))
        said = text(page.scene.browser.get(path))
        for words in (
            "Xishan Health Centre",
            "2nd floor, 18 South Lake Road",
            "Metro line 4, South Lake",
            "tel:010-5550 0118",
            "openstreetmap",
            "until 48 hours before",
            "Within 7 days",
            "Your identity card",
            "Fast for at least 8 hours",
        ):
            assert words in said

    def test_a_deadline_of_working_days_is_said_in_working_days(self, page):
        with page.scene.act():
            agreement = db.session.query(Agreement).one()
            agreement.change_working_days, agreement.report_in_working_days = 2, True
        said = text(page.scene.browser.get(f"/exams/centres/{page.scene.world.institution.id}"))
        assert "until the end of the day 2 working days before" in said
        assert "Within 7 working days" in said

    def test_another_branchs_institution_is_not_found(self, page):
        with page.scene.act():
            elsewhere = make.a_world().institution
        assert page.scene.browser.get(f"/exams/centres/{elsewhere.id}").status_code == 404

    def test_without_a_plan_it_still_guides(self, page):
        with page.scene.act():
            other = make.a_client(page.scene.world, enrolled=False)
        browser = page.scene.enter(new_client(page.scene.app), other.account_id)
        assert browser.get(f"/exams/centres/{page.scene.world.institution.id}").status_code == 200


class TestOffline:
    def test_the_page_for_times_without_a_network_is_nobodys_and_the_offline_page_leads_to_it(self, page):
        stranger = new_client(page.scene.app)
        english = {"Accept-Language": "en"}
        assert "Nothing is kept here" in text(stranger.get("/exams/offline", headers=english))
        assert 'href="/exams/book"' in text(stranger.get("/offline", headers=english))
        assert "exams/(book|bookings/" in text(stranger.get("/sw.js"))
