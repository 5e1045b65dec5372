"""Whoever needs several rows takes them in one order, so that two never wait for each other in a ring (PostgreSQL).

Two deeds run side by side in slow motion: after each statement that changes or holds something both stand still for
a moment, so that each has its first row before it asks for the second. Both must hear an answer of the house's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.conftest import Act
from tests.factories import exams as make
from tests.factories.bookings import a_case
from webapp.exams import queries, services
from webapp.exams.models import Booking, Waiting
from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.plans import queries as plans

pytestmark = pytest.mark.postgresql
Deed = Callable[[], object]
PAUSE = 0.04
HELD = ("UPDATE", "INSERT", "DELETE")
LATER = make.NOW + timedelta(days=4)
"""A request of two working days is over."""


@pytest.fixture(autouse=True)
def _truth(act: Act) -> Iterator[None]:
    yield
    with act():
        make.counters_are_true()


@pytest.fixture
def together(app: Flask, act: Act) -> Callable[..., list[object]]:
    """Do deeds side by side in slow motion at a moment; gives each one's refusal or None. No error of the database.

    The last one begins `lag` statements after the others.
    """

    def run(*deeds: Deed, moment: datetime = make.NOW, lag: int = 0) -> list[object]:
        start = Barrier(len(deeds))

        def one(deed: Deed) -> object:
            start.wait()
            sleep(PAUSE * lag if deed is deeds[-1] else 0)
            try:
                with clock.at(moment), act():
                    deed()
            except (Refusal, NotYours) as refusal:
                return type(refusal).__name__
            return None

        with app.app_context():
            engine = db.engine
        with slowly(engine), ThreadPoolExecutor(len(deeds)) as pool:
            return [found.result() for found in [pool.submit(one, deed) for deed in deeds]]

    return run


@contextmanager
def slowly(engine: object) -> Iterator[None]:
    """Stand still after each statement that holds a row."""

    def wait(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if (
            statement.lstrip().startswith(HELD)
            or "FOR UPDATE" in statement
            or "FOR NO KEY UPDATE" in statement
        ):
            sleep(PAUSE)

    event.listen(engine, "after_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", wait)


def cancelling(booking_id: str, client_id: str) -> Deed:
    why = CancelReason.LATER
    return lambda: services.cancel(booking_id=booking_id, client_id=client_id, reason=why, actor_id="")


def booking(client_id: str, session_id: str) -> Deed:
    return lambda: services.book(client_id=client_id, session_id=session_id, actor_id="")


class TestTwoAtOnce:
    def test_who_books_a_full_time_and_the_clock_that_ends_a_request_there(self, act, together):
        with clock.at(make.NOW), act():
            case = a_case(BookingStatus.REQUESTED)
            session, other = case.held.session, make.a_client(case.world)
            session.capacity = 1
            wanted = (other.id, session.id)
        task = jobs.Task("1", "exams.expire_hold", {"booking_id": case.booking_id}, 1)
        said = together(booking(*wanted), lambda: services.expire_hold(task), moment=LATER)
        assert said[1] is None

    def test_opposite_moves_of_two_people(self, act, together):
        with clock.at(make.NOW), act():
            world = make.a_world()
            people = [make.a_client(world).id for _ in range(2)]
            held = [
                services.book(client_id=one, session_id=at.id, actor_id="")
                for one, at in zip(people, world.sessions, strict=True)
            ]
            ends = [one.id for one in reversed(world.sessions)]

        def moving(which: int) -> Deed:
            whose = {"booking_id": held[which], "client_id": people[which], "actor_id": ""}
            return lambda: services.change(**whose, session_id=ends[which])

        assert together(moving(0), moving(1)) == [None, None]

    @pytest.mark.parametrize("lag", [1, 2, 3])
    def test_who_gives_up_and_books_the_same_time_at_once(self, act, together, lag):
        with clock.at(make.NOW), act():
            case = a_case()
            client_id, session_id = case.client.id, case.held.session.id
        gives_up = cancelling(case.booking_id, client_id)
        assert together(gives_up, booking(client_id, session_id), lag=lag)[0] is None

    def test_who_gives_up_while_the_time_is_closed(self, act, together):
        with clock.at(make.NOW), act():
            case = a_case()
            client_id, session = case.client.id, case.held.session
            closed = {"session_id": session.id, "branch_id": session.branch_id, "actor_id": ""}
        said = together(cancelling(case.booking_id, client_id), lambda: services.close_session(**closed))
        assert said[1] is None
        with act():
            given_up = case.held.status is BookingStatus.CANCELLED
            assert given_up == (said[0] is None)
            assert given_up or case.held.status is BookingStatus.MUST_REBOOK

    @pytest.mark.parametrize("lag", [0, 1, 2, 3, 5])
    @pytest.mark.parametrize("lines_up_first", [True, False])
    def test_nobody_is_booked_and_in_line_at_once(self, act, together, lag, lines_up_first):
        with clock.at(make.NOW), act():
            world = make.a_world(capacity=1)
            client, other = make.a_client(world), make.a_client(world)
            full = make.a_session(world.branch, world.institution, 15, capacity=1, day=LATER.date())
            services.book(client_id=other.id, session_id=full.id, actor_id="")
            whose, free, day = client.id, world.sessions[0].id, full.day

        def line_up() -> None:
            services.line_up(client_id=whose, first_day=day, last_day=day, actor_id="")

        deeds = [line_up, booking(whose, free)]
        together(*(deeds if lines_up_first else reversed(deeds)), lag=lag)
        with act():
            booked = db.session.scalars(select(Booking.id).where(Booking.client_id == whose)).all()
            waits = select(Waiting.id).where(Waiting.client_id == whose, Waiting.status == "WAITING")
            assert (len(booked), len(db.session.scalars(waits).all())) in {(1, 0), (0, 1)}

    def test_people_taken_in_bulk_and_a_move_the_other_way(self, act, together):
        with clock.at(make.NOW), act():
            world = make.a_world()
            first, second = sorted(one.id for one in world.sessions)
            mover, *people = (make.a_client(world).id for _ in range(3))
            held = services.book(client_id=mover, session_id=first, actor_id="")
            years = [queries.offer_for(client_id=one, day=clock.today()).enrolment_id for one in people]

        def bulk() -> None:
            plans.hold_years(years)
            queries.hold_places([second, first])
            queries.hold_wishes(people)
            for one, session_id in zip(people, (second, first), strict=True):
                booking(one, session_id)()

        def move() -> None:
            services.change(booking_id=held, client_id=mover, session_id=second, actor_id="")

        assert together(bulk, move) == [None, None]

    def test_who_lost_her_time_chooses_one_while_a_place_is_offered_to_her(self, act, together):
        with clock.at(make.NOW), act():
            case = a_case(BookingStatus.MUST_REBOOK)
            world, client_id = case.world, case.client.id
            only = make.a_session(world.branch, world.institution, 15, capacity=1, day=LATER.date())
            holder = make.a_client(world)
            gone = services.book(client_id=holder.id, session_id=only.id, actor_id="")
            services.line_up(client_id=client_id, first_day=only.day, last_day=only.day, actor_id="")
            other, freed = world.sessions[1].id, (gone, holder.id)

        def choose() -> None:
            services.change(booking_id=case.booking_id, client_id=client_id, session_id=other, actor_id="")

        assert together(cancelling(*freed), choose)[0] is None
        with act():
            assert (
                len(set(db.session.scalars(select(Booking.status).where(Booking.client_id == client_id))))
                == 1
            )
