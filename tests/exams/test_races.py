"""Two deeds at the same moment: closing and booking (B9), freeing a place and lining up for it (B8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import Act
from tests.factories import exams as make
from tests.meanwhile import alone, meanwhile
from webapp.exams import services
from webapp.exams.models import Booking, Waiting
from webapp.exams.refusals import NotContracted, PlacesFree
from webapp.exams.rules.booking import CancelReason
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans import services as plans
from webapp.plans.refusals import InstitutionMoved

pytestmark = pytest.mark.postgresql


class TestCloseDay:
    def test_who_books_at_that_moment_is_told_to_choose_again(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world()
            client = make.a_client(world)
            booking = {"client_id": client.id, "session_id": world.sessions[0].id, "actor_id": ""}
            day = {"branch_id": world.branch.id, "institution_id": world.institution.id, "actor_id": ""}
        book = then(lambda: services.book(**booking))
        close = then(lambda: services.close_day(**day, day=make.EXAM_DAY))
        assert meanwhile(act, book, alone(act, close)) == 1
        with act():
            make.counters_are_true()


class TestWaitingList:
    """A place is freed while somebody lines up for it: she is either asked or told that a place is free (B8)."""

    def test_who_lines_up_while_a_place_is_being_freed_does_not_wait_beside_it(self, act: Act) -> None:
        cancel, line_up = a_full_day(act)
        with pytest.raises(PlacesFree):
            meanwhile(act, cancel, alone(act, line_up))

    def test_a_place_freed_while_somebody_lines_up_is_held_for_her(self, act: Act) -> None:
        cancel, line_up = a_full_day(act)
        meanwhile(act, line_up, alone(act, cancel))
        with act():
            assert set(db.session.scalars(select(Booking.status))) == {"CANCELLED", "CONFIRMED", "OFFERED"}
            make.counters_are_true()

    def test_two_places_freed_at_once_are_held_for_two_people(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world(capacity=1)
            held = [make.a_booking(world, make.a_client(world), session) for session in world.sessions]
            for _ in range(2):
                services.line_up(
                    client_id=make.a_client(world).id,
                    first_day=make.EXAM_DAY,
                    last_day=make.EXAM_DAY,
                    actor_id="",
                )
        first, second = (then(cancelling(act, booking_id)) for booking_id in held)
        meanwhile(act, first, alone(act, second))
        with act():
            asked = select(Booking.client_id).where(Booking.status == "OFFERED")
            assert len(set(db.session.scalars(asked))) == 2
            assert db.session.scalars(select(Waiting.status)).all() == ["OFFERED"] * 2
            make.counters_are_true()


class TestBook:
    def test_who_books_while_the_institution_is_changed_is_told_to_look_again(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world()
            client = make.a_client(world)
            other = make.an_institution(world.branch)
            booking = {"client_id": client.id, "session_id": world.sessions[0].id, "actor_id": ""}
            change = {"client_id": client.id, "institution_id": other.id, "reason": "moved", "actor_id": ""}
        move = then(lambda: plans.change_institution(**change, day=clock.today()))
        book = then(lambda: services.book(**booking))
        with pytest.raises((InstitutionMoved, NotContracted)):
            meanwhile(act, move, alone(act, book))


def a_full_day(act: Act) -> tuple[Callable[[], object], Callable[[], object]]:
    """One place, taken: give the deed that frees it and the deed of somebody who lines up for it."""
    with clock.at(make.NOW), act():
        world = make.a_world(capacity=1)
        held, _other = [make.a_booking(world, make.a_client(world), one) for one in world.sessions]
        wish = {"client_id": make.a_client(world).id, "first_day": make.EXAM_DAY, "last_day": make.EXAM_DAY}
    return then(cancelling(act, held)), then(lambda: services.line_up(**wish, actor_id=""))


def cancelling(act: Act, booking_id: str) -> Callable[[], object]:
    with act():
        client_id = db.session.get_one(Booking, booking_id).client_id
    why = CancelReason.LATER
    return lambda: services.cancel(booking_id=booking_id, client_id=client_id, reason=why, actor_id="")


def then(deed: Callable[[], object]) -> Callable[[], object]:
    """Do something at the time of the factory's world, in whichever thread."""

    def at_that_time() -> object:
        with clock.at(make.NOW):
            return deed()

    return at_that_time
