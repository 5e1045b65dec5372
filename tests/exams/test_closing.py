"""B9 on a real database: closing and shrinking lose nobody; opening again serves the line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.exams import queries, services
from webapp.exams.models import Booking, Session, Waiting
from webapp.exams.refusals import MorePeople, PlacesHeld, SessionGone
from webapp.exams.rules.booking import CancelReason
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices.models import Notice
from webapp.plans import queries as plans
from webapp.plans.rules import Item


@pytest.fixture
def world(inside: object) -> Iterator[make.World]:
    with clock.at(make.NOW):
        yield make.a_world(capacity=3)


@pytest.fixture
def people(world: make.World) -> list[str]:
    """Three bookings of the first session, one minute after the other."""
    return [_book_at(world, minute) for minute in range(3)]


def _book_at(world: make.World, minute: int) -> str:
    with clock.at(make.NOW + timedelta(minutes=minute)):
        return make.a_booking(world, make.a_client(world))


def shrink(world: make.World, capacity: int, **more: object) -> int:
    whose = {"session_id": world.sessions[0].id, "branch_id": world.branch.id, "actor_id": ""}
    return services.resize_session(**whose, capacity=capacity, **more)


def close(world: make.World, **more: object) -> int:
    return services.close_session(
        session_id=world.sessions[0].id, branch_id=world.branch.id, actor_id="", **more
    )


def close_day(world: make.World, **more: object) -> int:
    whose = {"branch_id": world.branch.id, "institution_id": world.institution.id, "actor_id": ""}
    return services.close_day(**whose, day=make.EXAM_DAY, **more)


def statuses(bookings: list[str]) -> list[str]:
    found = dict(db.session.execute(select(Booking.id, Booking.status)).all())
    return [found[one] for one in bookings]


def line_up(client: Client, second: int = 0) -> None:
    with clock.at(make.NOW + timedelta(seconds=second)):
        services.line_up(client_id=client.id, first_day=make.EXAM_DAY, last_day=make.EXAM_DAY, actor_id="")


def wish(client: Client) -> str:
    return db.session.scalars(select(Waiting.status).where(Waiting.client_id == client.id)).one()


class TestResizeSession:
    def test_a_smaller_session_displaces_those_who_booked_last(self, world, people):
        assert shrink(world, 1) == 2
        assert statuses(people) == ["CONFIRMED", "MUST_REBOOK", "MUST_REBOOK"]
        make.counters_are_true()

    def test_whoever_is_displaced_keeps_the_years_exam_and_is_told_at_once(self, world, people):
        shrink(world, 2)
        booking = db.session.get_one(Booking, people[2])
        right = plans.entitlement(enrolment_id=booking.enrolment_id, item=Item.EXAM)
        assert right.used == 1
        client = db.session.get_one(Client, booking.client_id)
        told = db.session.scalars(select(Notice).where(Notice.account_id == client.account_id)).one()
        assert told.link == f"/exams/bookings/{booking.id}"

    def test_it_is_asked_again_when_it_would_concern_more_people_than_were_named(self, world, people):
        with pytest.raises(MorePeople) as refused:
            shrink(world, 1, most=1)
        assert refused.value.people == 2
        assert statuses(people) == ["CONFIRMED"] * 3

    def test_a_larger_session_serves_the_line(self, world, people):
        services.close_session(session_id=world.sessions[1].id, branch_id=world.branch.id, actor_id="")
        first, second = make.a_client(world), make.a_client(world)
        line_up(first)
        line_up(second, 1)
        assert shrink(world, 4) == 0
        assert (wish(first), wish(second)) == ("OFFERED", "WAITING")
        make.counters_are_true()

    def test_an_offer_goes_before_a_booking_and_its_person_keeps_the_old_place_in_line(self, world, people):
        services.close_session(session_id=world.sessions[1].id, branch_id=world.branch.id, actor_id="")
        first, second = make.a_client(world), make.a_client(world)
        line_up(first)
        line_up(second, 1)
        shrink(world, 4)
        assert shrink(world, 3) == 1
        assert statuses(people) == ["CONFIRMED"] * 3
        assert wish(first) == "WAITING"
        shrink(world, 4)
        assert (wish(first), wish(second)) == ("OFFERED", "WAITING")
        make.counters_are_true()

    def test_another_branchs_session_is_left_alone(self, world):
        with pytest.raises(NotYours):
            services.resize_session(
                session_id=world.sessions[0].id, branch_id="0" * 20, capacity=9, actor_id=""
            )


class TestCloseSession:
    def test_everybody_must_choose_again_and_nobody_new_comes_in(self, world, people):
        assert close(world, reason="Water damage") == 3
        assert statuses(people) == ["MUST_REBOOK"] * 3
        asked = select(Session.reason).where(Session.id == world.sessions[0].id)
        assert db.session.scalar(asked) == "Water damage"
        with pytest.raises(SessionGone):
            make.a_booking(world, make.a_client(world))
        make.counters_are_true()

    def test_who_has_arrived_is_not_sent_away(self, world):
        desk = make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
        booking = make.a_checked_in(world, make.a_client(world), desk)
        with pytest.raises(PlacesHeld):
            close(world)
        assert statuses([booking]) == ["CHECKED_IN"]

    def test_a_closed_session_serves_nobody_until_it_is_opened_again(self, world, people):
        services.close_session(session_id=world.sessions[1].id, branch_id=world.branch.id, actor_id="")
        close(world)
        first = make.a_client(world)
        line_up(first)
        given_up = db.session.get_one(Booking, people[0])
        services.cancel(
            booking_id=given_up.id, client_id=given_up.client_id, reason=CancelReason.LATER, actor_id=""
        )
        assert wish(first) == "WAITING"
        services.reopen_session(session_id=world.sessions[0].id, branch_id=world.branch.id, actor_id="")
        assert wish(first) == "OFFERED"
        make.counters_are_true()


class TestCloseDay:
    def test_all_sessions_of_the_day_close_together(self, world, people):
        people.append(make.a_booking(world, make.a_client(world), world.sessions[1]))
        assert close_day(world) == 4
        assert statuses(people) == ["MUST_REBOOK"] * 4
        make.counters_are_true()

    def test_several_days_close_at_once(self, world):
        later = make.a_session(world.branch, world.institution, day=date(2026, 12, 5))
        make.a_booking(world, make.a_client(world), later)
        assert close_day(world, last_day=date(2026, 12, 5)) == 1

    def test_an_opened_day_serves_the_line(self, world):
        close_day(world)
        first = make.a_client(world)
        line_up(first)
        whose = {"branch_id": world.branch.id, "institution_id": world.institution.id, "actor_id": ""}
        services.reopen_day(**whose, day=make.EXAM_DAY)
        assert wish(first) == "OFFERED"


class TestMustRebook:
    def test_they_stand_on_the_branchs_list_until_they_have_another_time(self, world, people):
        close(world)
        listed = queries.to_book_anew(branch_id=world.branch.id, size=2)
        assert [one.booking.id for one in listed.rows] == sorted(people)[:2]
        rest = queries.to_book_anew(branch_id=world.branch.id, after=listed.after, size=2)
        assert [one.booking.id for one in rest.rows] == sorted(people)[2:]
        first = db.session.get_one(Booking, people[0])
        services.cancel(
            booking_id=first.id, client_id=first.client_id, reason=CancelReason.LATER, actor_id=""
        )
        assert queries.staff_work(branch_id=world.branch.id, now=clock.now()).must_rebook == 2

    def test_other_branches_have_their_own_list(self, world, people):
        close(world)
        assert queries.to_book_anew(branch_id="0" * 20).rows == []
