"""B8 and B9 together: who lost her time to a closed session may wait for a place as well as choose one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import new_client
from tests.factories import exams as make
from tests.factories.bookings import Case, a_case
from webapp.exams import queries, services
from webapp.exams.models import BookingChange, Waiting
from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans.models import Entitlement

AFTER = make.NOW + timedelta(hours=12)


@pytest.fixture
def case(inside: object) -> Iterator[Case]:
    """A client lost her time, lined up, and is offered the place of somebody who gave up."""
    with clock.at(make.NOW):
        yield a_case(BookingStatus.OFFERED, displaced=True)


def who(case: Case) -> dict[str, str]:
    return {"booking_id": case.booking_id, "client_id": case.client.id, "actor_id": ""}


def wish() -> str:
    return db.session.scalars(select(Waiting.status)).one()


def used() -> set[int]:
    """The year's exam of everybody who has a booking is used once."""
    db.session.expire_all()
    return set(db.session.scalars(select(Entitlement.used).where(Entitlement.item == "EXAM")))


def must_choose(case: Case) -> bool:
    """Tell whether she has to choose again, with the time she lost and her right."""
    held = case.held
    lost = held.status is BookingStatus.MUST_REBOOK and held.session.closed
    return lost and held.booking.lost_session_id is None and 1 in used()


class TestOffer:
    def test_it_is_her_own_booking_that_is_offered_a_place(self, case):
        assert case.held.status is BookingStatus.OFFERED
        assert case.held.booking.lost_session_id
        assert wish() == "OFFERED"
        make.counters_are_true()

    def test_taking_it_is_the_change_she_had_to_make(self, case):
        lost, offered = case.held.booking.lost_session_id, case.held.session.id
        services.accept_offer(**who(case))
        assert case.held.status is BookingStatus.CONFIRMED
        change = db.session.scalars(select(BookingChange)).one()
        assert (change.from_session_id, change.to_session_id) == (lost, offered)
        assert wish() == "TAKEN"
        assert queries.calls_due(branch_id=case.world.branch.id).rows
        make.counters_are_true()

    @pytest.mark.parametrize("verb", ["decline", "cancel", "expire", "close"])
    def test_whatever_ends_it_leaves_her_with_a_time_to_choose(self, case, verb):
        session = case.held.session
        with clock.at(AFTER if verb == "expire" else make.NOW):
            if verb == "decline":
                services.decline_offer(**who(case))
            elif verb == "cancel":
                services.cancel(**who(case), reason=CancelReason.LATER)
            elif verb == "expire":
                services.expire(case.held, AFTER)
            else:
                services.close_session(session_id=session.id, branch_id=session.branch_id, actor_id="")
        assert must_choose(case)
        assert wish() == ("WAITING" if verb == "close" else "PASSED")
        make.counters_are_true()

    def test_one_that_is_over_does_not_keep_her_from_choosing_although_no_job_has_run(self, case):
        with clock.at(AFTER):
            assert case.held.status is BookingStatus.MUST_REBOOK
            services.change(**who(case), session_id=case.world.sessions[1].id)
        assert case.held.session.id == case.world.sessions[1].id
        assert case.held.status is BookingStatus.CONFIRMED
        make.counters_are_true()


class TestWait:
    @pytest.fixture
    def case(self, inside: object) -> Iterator[Case]:
        with clock.at(make.NOW):
            case = a_case(BookingStatus.MUST_REBOOK)
            day = case.held.session.day + timedelta(days=1)
            services.line_up(client_id=case.client.id, first_day=day, last_day=day, actor_id="")
            yield case

    def test_who_chooses_a_time_herself_waits_no_longer(self, case):
        services.change(**who(case), session_id=case.world.sessions[1].id)
        assert wish() == "BOOKED"

    def test_who_gives_the_exam_up_waits_no_longer(self, case):
        services.cancel(**who(case), reason=CancelReason.LATER)
        assert wish() == "LEFT"


class TestPages:
    def test_the_booking_leads_to_the_waiting_list_and_the_list_takes_her_in(self, app, act, sign_in):
        with clock.at(make.NOW):
            with act():
                case = a_case(BookingStatus.MUST_REBOOK)
                account_id, booking_id = case.client.account_id, case.booking_id
                day = (case.held.session.day + timedelta(days=1)).isoformat()
            browser = sign_in(new_client(app), account_id)
            assert "/exams/waiting" in browser.get(f"/exams/bookings/{booking_id}").text
            assert "/exams/waiting" in browser.get(f"/exams/bookings/{booking_id}/change").text
            assert browser.post("/exams/waiting", data={"first_day": day, "last_day": day}).status_code == 303
            assert "You are the first in line" in browser.get("/exams/waiting").text
