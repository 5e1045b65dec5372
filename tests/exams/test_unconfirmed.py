"""What nobody has confirmed yet: whose it is, how long it is held, and that it stays a request (B6, B7, B9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import exams as make
from tests.factories.bookings import Case, a_case, before_the_exam
from webapp.exams import services
from webapp.exams.models import Session
from webapp.exams.refusals import BookingClosed, HoldOver, SessionGone
from webapp.exams.rules.booking import BookingStatus, CancelReason, Party
from webapp.kernel import clock
from webapp.kernel.db import db

SECOND = timedelta(seconds=1)
TWO_DAYS_ON = datetime(2026, 11, 26, 16, tzinfo=make.NOW.tzinfo)
"""Midnight in Shanghai after the second working day from `make.NOW`."""
PAST_CUT_OFF = timedelta(hours=47)


@pytest.fixture(autouse=True)
def then(inside: object) -> Iterator[None]:
    with clock.at(make.NOW):
        yield


def whose(case: Case) -> dict[str, str]:
    return {
        "booking_id": case.booking_id,
        "client_id": case.client.id,
        "actor_id": case.client.account_id or "",
    }


def by_staff(case: Case) -> dict[str, object]:
    return whose(case) | {"actor_id": case.manager.account_id, "party": Party.HEALTH_MANAGER}


def move(case: Case, session: Session) -> None:
    services.change(session_id=session.id, **whose(case))


def take_back(case: Case) -> None:
    services.cancel(reason=CancelReason.CANNOT_COME, **whose(case))


def status(case: Case) -> BookingStatus:
    return BookingStatus(case.held.booking.status)


def booked(*sessions: Session) -> list[int]:
    asked = select(Session.booked).execution_options(populate_existing=True)
    return [db.session.scalars(asked.where(Session.id == one.id)).one() for one in sessions]


class TestPastTheCutOff:
    @pytest.fixture
    def case(self) -> Case:
        return a_case(BookingStatus.REQUESTED, soon=True)

    def test_she_takes_it_back_and_the_place_is_free_at_once(self, case):
        with clock.at(before_the_exam(case, PAST_CUT_OFF)):
            take_back(case)
        assert status(case) is BookingStatus.CANCELLED
        assert booked(case.asking) == [0]

    def test_she_asks_for_another_time_and_the_branch_decides(self, case):
        with clock.at(before_the_exam(case, PAST_CUT_OFF)):
            move(case, case.world.sessions[1])
        assert status(case) is BookingStatus.REQUESTED
        assert booked(case.asking, case.world.sessions[1]) == [0, 1]

    def test_not_for_one_whose_own_cut_off_has_passed(self, case):
        near = make.a_session(case.world.branch, case.world.institution, 14, day=date(2026, 11, 26))
        with clock.at(before_the_exam(case, timedelta(hours=40))), pytest.raises(SessionGone):
            move(case, near)
        assert booked(case.asking, near) == [1, 0]

    def test_to_the_second_at_which_the_exam_begins(self, case):
        start = case.held.session.starts_at
        with clock.at(start - SECOND):
            trial = db.session.begin_nested()
            take_back(case)
            trial.rollback()
            db.session.expire_all()
        with clock.at(start), pytest.raises(HoldOver):
            take_back(case)

    def test_once_confirmed_the_branch_decides(self, case):
        with clock.at(before_the_exam(case, PAST_CUT_OFF)):
            services.approve(booking_id=case.booking_id, **case.staff())
            for act in (lambda: take_back(case), lambda: move(case, case.world.sessions[1])):
                with pytest.raises(BookingClosed):
                    act()
            services.ask_change(session_id=None, words="I have a fever", **whose(case))
        assert status(case) is BookingStatus.CHANGE_REQUESTED


class TestHold:
    def test_no_change_makes_it_outlive_two_working_days_from_the_first_request(self):
        case = a_case(BookingStatus.REQUESTED)
        for days, session in enumerate([*case.world.sessions, case.asking]):
            with clock.at(make.NOW + timedelta(hours=16 * days)):
                move(case, session)
            assert case.held.booking.held_until == TWO_DAYS_ON
        with clock.at(TWO_DAYS_ON), pytest.raises(HoldOver):
            move(case, case.world.sessions[0])

    def test_nor_does_a_change_that_staff_make_for_her(self):
        case = a_case(BookingStatus.REQUESTED)
        with clock.at(make.NOW + timedelta(days=1)):
            services.change(session_id=case.world.sessions[0].id, **by_staff(case))
        assert (status(case), case.held.booking.held_until) == (BookingStatus.REQUESTED, TWO_DAYS_ON)

    def test_a_hold_that_an_early_exam_cut_short_has_its_two_days_elsewhere(self):
        case = a_case(BookingStatus.REQUESTED, soon=True)
        assert case.held.booking.held_until == case.held.session.starts_at < TWO_DAYS_ON
        move(case, case.world.sessions[0])
        assert case.held.booking.held_until == TWO_DAYS_ON


class TestDisplaced:
    """A request whose session was emptied: what its client chooses instead is asked for again."""

    @pytest.fixture
    def case(self) -> Case:
        return a_case(BookingStatus.MUST_REBOOK, unconfirmed=True)

    def test_it_stays_a_request_with_two_working_days_of_its_own(self, case):
        with clock.at(make.NOW + timedelta(days=5)):
            move(case, case.world.sessions[0])
            assert case.held.status is BookingStatus.REQUESTED
        assert case.held.booking.held_until == TWO_DAYS_ON + timedelta(days=5)

    def test_staff_confirm_it_as_any_other(self, case):
        move(case, case.world.sessions[0])
        services.approve(booking_id=case.booking_id, **case.staff())
        assert (status(case), case.held.booking.requested_at) == (BookingStatus.CONFIRMED, None)

    def test_displaced_again_it_still_is_one(self, case):
        for session in case.world.sessions:
            move(case, session)
            services.close_session(session_id=session.id, branch_id=case.world.branch.id, actor_id="")
            db.session.expire_all()
            assert status(case) is BookingStatus.MUST_REBOOK
        move(case, make.a_session(case.world.branch, case.world.institution, 15))
        assert status(case) is BookingStatus.REQUESTED

    def test_what_staff_choose_for_her_stands(self, case):
        services.change(session_id=case.world.sessions[0].id, **by_staff(case))
        assert (status(case), case.held.booking.held_until) == (BookingStatus.CONFIRMED, None)

    def test_who_had_been_confirmed_has_another_time_at_once(self):
        case = a_case(BookingStatus.MUST_REBOOK)
        move(case, case.world.sessions[1])
        assert status(case) is BookingStatus.CONFIRMED
