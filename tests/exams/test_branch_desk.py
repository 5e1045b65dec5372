"""The branch's desk of bookings: what waits, who decides, what others may not see (B6, B7, B9, A1, A6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.models import Booking, PhoneCall, PhoneConfirmation, Session
from webapp.exams.rules.booking import Party
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records.models import AccessEntry

LISTS = ("requests", "change-requests", "calls", "rebook", "waiting")
AFTER_CUTOFF = datetime.combine(make.EXAM_DAY, time(7), clock.zone("Asia/Shanghai")) - timedelta(days=1)


class Branch:
    """A branch whose sessions are booked by request, a client, a health manager's and a manager's browser."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.world = make.a_world()
            db.session.execute(update(Session).values(self_service=False))
            self.client = make.a_client(self.world)
        self.browsers = {}

    @property
    def staff(self):
        """A health manager's browser, signed in on the day it is by the clock."""
        today = clock.today()
        if today not in self.browsers:
            self.browsers[today] = self.browser(Role.HEALTH_MANAGER)
        return self.browsers[today]

    def browser(self, role, world=None, institution=None):
        with self.act():
            person = make.a_staff_member(world or self.world, role, institution)
        return self.enter(new_client(self.app), person.account_id)

    def stranger(self):
        """Give the health manager of another branch a browser."""
        with self.act():
            elsewhere = make.a_world()
        return self.browser(Role.HEALTH_MANAGER, elsewhere)

    def request(self):
        with self.act():
            self.booking_id = make.a_booking(self.world, self.client)
        return self.booking_id

    def booked(self):
        """Let staff book, so that the booking stands at once."""
        with self.act():
            self.booking_id = services.book(
                client_id=self.client.id,
                session_id=self.world.sessions[0].id,
                actor_id=self.an_account(),
                party=Party.HEALTH_MANAGER,
            )
        return self.booking_id

    def an_account(self):
        return make.a_staff_member(self.world, Role.HEALTH_MANAGER).account_id

    def change_asked(self, session_id=None, words="My son is ill"):
        """Let the client ask for another time after the cut-off."""
        self.booked()
        with clock.at(AFTER_CUTOFF), self.act():
            services.ask_change(
                booking_id=self.booking_id,
                client_id=self.client.id,
                session_id=session_id,
                words=words,
                actor_id="",
            )

    def changed(self):
        """Let the client move her booking: a call is due."""
        self.booked()
        with self.act():
            services.change(
                booking_id=self.booking_id,
                client_id=self.client.id,
                session_id=self.world.sessions[1].id,
                actor_id="",
            )

    def post(self, act, browser=None, **fields):
        path = f"/desk/exams/bookings/{self.booking_id}/{act}"
        return (browser or self.staff).post(path, data=fields)

    def page(self, browser=None):
        return (browser or self.staff).get(f"/desk/exams/bookings/{self.booking_id}")

    def row(self, model):
        with self.app.app_context():
            return db.session.scalars(select(model)).one()

    def status(self):
        return self.row(Booking).status

    def places(self):
        with self.app.app_context():
            asked = select(Session.booked).where(Session.branch_id == self.world.branch.id)
            return list(db.session.scalars(asked.order_by(Session.starts_at)))


@pytest.fixture
def branch(app, act, sign_in) -> Iterator[Branch]:
    with clock.at(make.NOW):
        yield Branch(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestRequests:
    def test_a_request_stands_on_the_list_until_it_is_decided(self, branch):
        branch.request()
        assert "Shen Zhihe" in text(branch.staff.get("/desk/exams/requests"))
        assert branch.post("approve").status_code == 303
        assert branch.status() == "CONFIRMED"
        assert "Shen Zhihe" not in text(branch.staff.get("/desk/exams/requests"))

    @pytest.mark.parametrize(
        ("verb", "said"), [("approve", "The request was confirmed"), ("refuse", "The request was refused")]
    )
    def test_the_case_says_who_decided_and_when(self, branch, verb, said):
        branch.request()
        branch.post(verb, words="Full")
        page = text(branch.page())
        assert said in page
        assert "by Lin Ruoxi" in page[page.index(said) :]

    def test_what_is_held_no_longer_has_left_it_although_no_job_ran(self, branch):
        branch.request()
        with clock.at(branch.row(Booking).held_until):
            assert "Shen Zhihe" not in text(branch.staff.get("/desk/exams/requests"))
            assert "Not held any longer" in text(branch.page())
            assert branch.post("approve").status_code == 409

    def test_the_last_hours_are_shown_as_pressing(self, branch):
        branch.request()
        with clock.at(branch.row(Booking).held_until - timedelta(hours=3)):
            assert "sig act" in text(branch.staff.get("/desk/exams/requests"))

    def test_a_list_is_in_the_log_of_whom_it_shows(self, branch):
        branch.request()
        branch.staff.get("/desk/exams/requests")
        assert branch.row(AccessEntry).what == "exam_booking"


class TestRefuse:
    def test_it_needs_a_reason_and_frees_the_place(self, branch):
        branch.request()
        answer = branch.post("refuse", words=" ")
        assert (answer.status_code, 'href="#words"' in text(answer)) == (422, True)
        assert branch.post("refuse", words="The doctor is away").status_code == 303
        assert (branch.status(), branch.places()) == ("REFUSED", [0, 0])
        assert "The doctor is away" in text(branch.page())

    def test_who_comes_second_is_told_how_it_stands_now(self, branch):
        branch.request()
        branch.post("approve")
        answer = branch.post("refuse", words="No")
        assert answer.status_code == 409
        assert "It stands now: Booked" in text(answer)

    def test_a_double_press_is_one_deed(self, branch):
        branch.request()
        answers = [branch.post("approve", _key="one-use-key-1") for _ in range(2)]
        assert [one.status_code for one in answers] == [303, 303]


class TestChangeRequests:
    def test_the_page_shows_old_time_wanted_time_with_its_places_and_the_reason(self, branch):
        branch.change_asked(branch.world.sessions[1].id)
        with clock.at(AFTER_CUTOFF):
            page = text(branch.page())
        for words in ("8:00 am", "9:00 am, 2 places left", "My son is ill"):
            assert words in page

    def test_granting_moves_it_and_asks_for_a_call(self, branch):
        branch.change_asked(branch.world.sessions[1].id)
        with clock.at(AFTER_CUTOFF):
            assert branch.post("grant").status_code == 303
            assert "Shen Zhihe" in text(branch.staff.get("/desk/exams/calls"))
        assert (branch.status(), branch.places()) == ("CONFIRMED", [0, 1])

    def test_a_full_time_is_said_and_the_question_stays(self, branch):
        branch.change_asked(branch.world.sessions[1].id)
        with branch.act():
            db.session.execute(update(Session).where(Session.booked == 0).values(booked=2))
        with clock.at(AFTER_CUTOFF):
            answer = branch.post("grant")
        assert (answer.status_code, "just been taken" in text(answer)) == (409, True)
        assert branch.status() == "CHANGE_REQUESTED"

    def test_denying_leaves_it_with_words(self, branch):
        branch.change_asked()
        with clock.at(AFTER_CUTOFF):
            assert "wants to give the appointment up" in text(branch.page())
            assert branch.post("deny", words="Please come if you can").status_code == 303
        assert branch.status() == "CONFIRMED"


class TestCalls:
    FIELDS = {"called": "Shen Zhihe", "remark": "Comes at nine"}

    def call(self, branch, result, **more):
        row = branch.row(PhoneConfirmation)
        seen = {"confirmation": row.id, "revision": row.revision}
        return branch.post("calls", result=result, **self.FIELDS | seen | more)

    def test_the_list_shows_phone_and_both_times(self, branch):
        branch.changed()
        page = text(branch.staff.get("/desk/exams/calls"))
        assert "Thu 3 Dec, 8:00 am → Thu 3 Dec, 9:00 am" in page
        assert "nobody has called yet" in page
        assert branch.row(AccessEntry).client_id == branch.client.id

    def test_who_was_not_reached_stays_with_the_log(self, branch):
        branch.changed()
        assert self.call(branch, "NOT_REACHED").status_code == 303
        page = text(branch.staff.get("/desk/exams/calls"))
        assert "Shen Zhihe" in page
        assert "Not reached" in page
        assert "Comes at nine" in text(branch.page())

    def test_who_was_reached_leaves_it(self, branch):
        branch.changed()
        self.call(branch, "REACHED")
        assert "Shen Zhihe" not in text(branch.staff.get("/desk/exams/calls"))
        assert branch.row(PhoneCall).result == "REACHED"

    def test_a_call_about_an_earlier_time_is_told(self, branch):
        branch.changed()
        assert self.call(branch, "REACHED", revision="0").status_code == 409

    def test_a_call_about_another_booking_is_not_noted_here(self, branch):
        branch.changed()
        other = branch.row(PhoneConfirmation).id
        with branch.act():
            branch.booking_id = make.a_booking(branch.world, make.a_client(branch.world))
        assert branch.post("calls", result="REACHED", confirmation=other, **self.FIELDS).status_code == 404

    def test_nothing_is_kept_without_whom_and_result(self, branch):
        branch.changed()
        answer = branch.post("calls")
        assert answer.status_code == 422
        assert 'href="#called"' in text(answer)


class TestBookForClient:
    def path(self, branch):
        return f"/desk/clients/{branch.client.id}/exam"

    def book(self, branch, browser=None):
        fields = {"session": branch.world.sessions[0].id}
        return (browser or branch.staff).post(self.path(branch), data=fields)

    def test_staff_book_at_once_with_their_name_on_it(self, branch):
        for asked in ({}, {"HX-Request": "true"}):
            assert "Thu 3 Dec" in text(branch.staff.get(self.path(branch), headers=asked))
        answer = self.book(branch)
        assert answer.status_code == 303
        assert branch.status() == "CONFIRMED"
        assert "by Lin Ruoxi" in text(branch.staff.get(answer.location))

    def test_no_time_is_chosen_for_them_beforehand(self, branch):
        page, chosen = text(branch.staff.get(self.path(branch))), branch.world.sessions[1].id
        assert "nothing is chosen yet" in page
        assert 'name="session"' not in page
        asked = {"day": make.EXAM_DAY.isoformat(), "time": chosen}
        page = text(branch.staff.get(self.path(branch), query_string=asked))
        assert f'name="session" value="{chosen}"' in page

    def test_after_the_clients_cut_off_staff_still_may_until_the_session_begins(self, branch):
        branch.booked()
        begins = branch.world.sessions[0].starts_at
        with clock.at(begins - timedelta(minutes=1)):
            assert branch.post("move", session=branch.world.sessions[1].id).status_code == 303
        with clock.at(begins + timedelta(hours=1)):
            answer = branch.post("give-up", reason="CANNOT_COME")
            assert "/give-up" not in text(branch.page())
        assert answer.status_code == 409

    def test_giving_up_needs_a_reason_and_frees_the_place(self, branch):
        branch.booked()
        assert branch.post("give-up").status_code == 422
        assert branch.post("give-up", reason="LATER").status_code == 303
        assert (branch.status(), branch.places()) == ("CANCELLED", [0, 0])
        assert "The client would rather book again later" in text(branch.page())

    def test_a_full_time_shows_the_others(self, branch):
        with branch.act():
            first = branch.world.sessions[0].id
            db.session.execute(update(Session).where(Session.id == first).values(booked=2))
        answer = self.book(branch)
        assert answer.status_code == 409
        assert "just been taken" in text(answer)
        assert "9:00 am" in text(answer)

    def test_who_is_booked_is_shown_the_booking(self, branch):
        booking_id = branch.booked()
        answer = branch.staff.get(self.path(branch))
        assert answer.location == f"/desk/exams/bookings/{booking_id}"

    def test_a_client_without_a_plan_is_said_to_have_none(self, branch):
        with branch.act():
            other = make.a_client(branch.world, enrolled=False)
        page = text(branch.staff.get(f"/desk/clients/{other.id}/exam"))
        assert "No exam to book" in page


class TestAfterTheYear:
    """A time taken back at the end of a service year can be made up after it, by staff, for sixty days (B9)."""

    YEAR_ENDS = date(2027, 5, 31)

    @pytest.fixture
    def late(self, branch):
        """She lost her last day of May; now it is June. Two times are open: within the sixty days, and after."""
        place = (branch.world.branch, branch.world.institution)
        with clock.at(make.NOW + timedelta(days=180)), branch.act():
            branch.booking_id = make.a_booking(
                branch.world, branch.client, make.a_session(*place, day=self.YEAR_ENDS)
            )
            lost = db.session.get_one(Booking, branch.booking_id).session_id
            services.close_session(session_id=lost, branch_id=branch.world.branch.id, actor_id="")
            branch.within, branch.after = (
                make.a_session(*place, day=self.YEAR_ENDS + timedelta(days=days)).id for days in (60, 61)
            )
        with clock.at(make.NOW + timedelta(days=192)):
            yield branch

    def test_staff_find_another_day_within_it_and_none_after_it(self, late):
        page = late.staff.get(
            f"/desk/exams/bookings/{late.booking_id}/move", query_string={"month": "2027-07"}
        )
        assert "day=2027-07-30" in text(page)
        assert "day=2027-07-31" not in text(page)
        assert late.post("move", session=late.after).status_code == 409
        assert late.post("move", session=late.within).status_code == 303
        assert late.status() == "CONFIRMED"

    def test_the_client_herself_does_not(self, late, sign_in):
        browser = sign_in(new_client(late.app), late.client.account_id)
        path = f"/exams/bookings/{late.booking_id}/change"
        assert browser.get(path).status_code == 200
        assert browser.post(path, data={"session": late.within}).status_code == 409
        assert late.status() == "MUST_REBOOK"


class TestMustRebook:
    def test_who_lost_a_time_stands_there_until_there_is_another(self, branch):
        branch.booked()
        with branch.act():
            services.close_session(
                session_id=branch.world.sessions[0].id, branch_id=branch.world.branch.id, actor_id=""
            )
        page = text(branch.staff.get("/desk/exams/rebook"))
        assert "Thu 3 Dec, 8:00 am" in page
        assert branch.post("move", session=branch.world.sessions[1].id).status_code == 303
        assert (branch.status(), branch.places()) == ("CONFIRMED", [0, 1])
        assert "Shen Zhihe" not in text(branch.staff.get("/desk/exams/rebook"))


class TestWaitingLine:
    def test_who_waits_is_listed_with_the_days_wanted(self, branch):
        with branch.act():
            db.session.execute(update(Session).values(capacity=1, booked=1))
            day = make.EXAM_DAY
            services.line_up(client_id=branch.client.id, first_day=day, last_day=day, actor_id="")
        page = text(branch.staff.get("/desk/exams/waiting"))
        assert "Shen Zhihe" in page
        assert "Thu 3 Dec" in page


class TestBranchCalendar:
    def test_the_month_leads_to_the_day_and_the_day_to_the_person(self, branch):
        branch.booked()
        month = text(branch.staff.get("/desk/exams/calendar?day=2026-12-01"))
        assert "1 of 4" in month
        day = text(branch.staff.get("/desk/exams/calendar/day?day=2026-12-03"))
        assert "Shen Zhihe" in day
        assert branch.row(AccessEntry).what == "exam_booking"

    def test_another_branch_sees_neither_times_nor_people(self, branch):
        branch.booked()
        day = "/desk/exams/calendar/day?day=2026-12-03"
        asked = f"{day}&institution={branch.world.institution.id}"
        assert "Shen Zhihe" not in text(branch.stranger().get(asked))

    def test_a_branch_that_shares_an_institution_sees_its_own_people_only(self, branch):
        branch.booked()
        with branch.act():
            other = make.a_world().branch.id
        where = {"institution_id": branch.world.institution.id, "day": make.EXAM_DAY}
        with branch.app.app_context():
            assert queries.people_on(branch_id=other, **where) == []
            assert len(queries.people_on(branch_id=branch.world.branch.id, **where)) == 1

    @pytest.mark.parametrize("path", ["calendar", "calendar/day", "utilisation"])
    def test_an_unreadable_day_is_named(self, branch, path):
        desk = branch.browser(Role.INSTITUTION_DESK, institution=branch.world.institution)
        browser = desk if path == "utilisation" else branch.staff
        for day in ("soon", "0001-01-01"):
            assert browser.get(f"/desk/exams/{path}?day={day}").status_code == 400


class TestWhoMay:
    POSTS = ("approve", "refuse", "grant", "deny", "calls", "move", "accept", "give-up")

    def test_another_branchs_booking_is_not_found_whatever_is_posted(self, branch):
        branch.request()
        other = branch.stranger()
        fields = {"words": "x", "called": "x", "result": "REACHED", "reason": "OTHER", "session": "a" * 20}
        assert [branch.post(act, other, **fields).status_code for act in self.POSTS] == [404] * 8
        for path in ("", "/move", "/give-up"):
            assert other.get(f"/desk/exams/bookings/{branch.booking_id}{path}").status_code == 404
        assert other.get(f"/desk/clients/{branch.client.id}/exam").status_code == 404
        assert branch.status() == "REQUESTED"

    def test_other_lists_show_nobody_of_it(self, branch):
        branch.request()
        other = branch.stranger()
        for one in LISTS:
            assert "Shen Zhihe" not in text(other.get(f"/desk/exams/{one}"))

    def test_the_branch_manager_decides_too(self, branch):
        branch.request()
        assert branch.post("approve", branch.browser(Role.BRANCH_MANAGER)).status_code == 303

    @pytest.mark.parametrize("role", [Role.NUTRITIONIST, Role.FAMILY_DOCTOR, Role.INSTITUTION_DESK])
    def test_other_roles_do_not_enter(self, branch, role):
        branch.request()
        at = branch.world.institution if role is Role.INSTITUTION_DESK else None
        browser = branch.browser(role, institution=at)
        assert {browser.get(f"/desk/exams/{one}").status_code for one in LISTS} == {403}
        assert branch.post("approve", browser).status_code == 403
