"""The last place, wanted by two at the same moment: buyers, a line, a hold that ends, a counter that shrinks (B1–B9).

What ticket shops try of their quotas, carts, vouchers and waiting lists, said for exams: each deed is done while
the other's transaction is still open, in both orders; counters are true afterwards and everybody heard the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import Act
from tests.factories import exams as make
from tests.factories.bookings import a_case, before_the_exam
from tests.meanwhile import alone, meanwhile
from webapp.exams import services
from webapp.exams.models import Booking
from webapp.exams.refusals import BookingMoved, NotExpected, OfferOver, SessionFull
from webapp.exams.rules.booking import BookingStatus, CancelReason, Party
from webapp.kernel import clock, jobs
from webapp.kernel.db import db

pytestmark = pytest.mark.postgresql
Deed = Callable[[], object]
AFTER = make.NOW + timedelta(hours=13)
"""An offer of twelve hours is over."""


def at(moment: datetime, deed: Deed) -> Deed:
    """Do something at a moment, in whichever thread."""

    def then() -> object:
        with clock.at(moment):
            return deed()

    return then


@pytest.fixture(autouse=True)
def _counters(act: Act) -> Iterator[None]:
    yield
    with act():
        make.counters_are_true()


def statuses(act: Act) -> list[str]:
    """Give the status of every booking, in order of the alphabet."""
    with act():
        return sorted(db.session.scalars(select(Booking.status)))


class TestTwoForOne:
    def two(self, act: Act) -> tuple[Deed, Deed]:
        """Two clients want the only place."""
        with clock.at(make.NOW), act():
            world = make.a_world(capacity=1)
            wanted = {"session_id": world.sessions[0].id, "actor_id": ""}
            people = [make.a_client(world).id for _ in range(2)]
        first, second = (
            at(make.NOW, lambda one=one: services.book(client_id=one, **wanted))  # type: ignore[misc]
            for one in people
        )
        return first, second

    def test_the_second_of_two_is_told_that_it_is_full(self, act: Act) -> None:
        first, second = self.two(act)
        with pytest.raises(SessionFull):
            meanwhile(act, first, alone(act, second))
        assert statuses(act) == ["CONFIRMED"]

    def test_when_the_first_fails_in_the_end_the_second_has_the_place(self, act: Act) -> None:
        first, second = self.two(act)

        def in_vain() -> None:
            first()
            db.session.rollback()

        meanwhile(act, in_vain, alone(act, second))
        assert statuses(act) == ["CONFIRMED"]


class TestHoldThatEnds:
    """An offer ends at the moment at which its client takes it, or somebody else wants its place (B8)."""

    def deeds(self, act: Act) -> tuple[Deed, Deed]:
        with clock.at(make.NOW), act():
            case = a_case(BookingStatus.OFFERED)
            who = {"booking_id": case.booking_id, "client_id": case.client.id, "actor_id": ""}
        task = jobs.Task("one", "exams.expire_hold", {"booking_id": case.booking_id}, 1)
        return lambda: services.accept_offer(**who), lambda: services.expire_hold(task)

    def test_who_takes_it_in_the_last_second_keeps_it(self, act: Act) -> None:
        accept, expire = self.deeds(act)
        meanwhile(act, at(make.NOW, accept), alone(act, at(AFTER, expire)))
        assert statuses(act) == ["CANCELLED", "CONFIRMED"]

    def test_who_takes_it_while_it_ends_is_told_that_it_is_over(self, act: Act) -> None:
        accept, expire = self.deeds(act)
        with pytest.raises(OfferOver):
            meanwhile(act, at(AFTER, expire), alone(act, at(make.NOW, accept)))
        assert statuses(act) == ["CANCELLED", "EXPIRED"]

    def test_it_ends_once_though_two_workers_see_to_it(self, act: Act) -> None:
        _accept, expire = self.deeds(act)
        with suppress(BookingMoved):  # that worker tries again and finds nothing to do
            meanwhile(act, at(AFTER, expire), alone(act, at(AFTER, expire)))
        assert statuses(act) == ["CANCELLED", "EXPIRED"]

    def test_its_place_goes_to_one_of_two_who_come_before_the_job(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            case = a_case(BookingStatus.OFFERED)
            wanted = {"session_id": case.held.session.id, "actor_id": ""}
            people = [make.a_client(case.world).id for _ in range(2)]
        first, second = (
            at(AFTER, lambda one=one: services.book(client_id=one, **wanted))  # type: ignore[misc]
            for one in people
        )
        with pytest.raises((SessionFull, BookingMoved)):
            meanwhile(act, first, alone(act, second))
        assert statuses(act) == ["CANCELLED", "CONFIRMED", "EXPIRED"]


class TestLineAndPasser:
    def test_who_passes_by_does_not_get_the_place_that_is_freed_for_the_line(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world(capacity=1)
            people = [make.a_client(world) for _ in range(2)]
            held = [make.a_booking(world, one, world.sessions[n]) for n, one in enumerate(people)]
            waits, passes = make.a_client(world).id, make.a_client(world).id
            day = make.EXAM_DAY
            services.line_up(client_id=waits, first_day=day, last_day=day, actor_id="")
            whose = {"booking_id": held[0], "client_id": people[0].id, "actor_id": ""}
            wanted = {"client_id": passes, "session_id": world.sessions[0].id, "actor_id": ""}
        cancel = at(make.NOW, lambda: services.cancel(**whose, reason=CancelReason.LATER))
        with pytest.raises(SessionFull):
            meanwhile(act, cancel, alone(act, at(make.NOW, lambda: services.book(**wanted))))
        assert statuses(act) == ["CANCELLED", "CONFIRMED", "OFFERED"]


class TestShrinking:
    def deeds(self, act: Act) -> tuple[Deed, Deed]:
        """One of two places is free; somebody wants it while the session is made smaller by it."""
        with clock.at(make.NOW), act():
            world = make.a_world(capacity=2)
            make.a_booking(world, make.a_client(world))
            session = world.sessions[0].id
            wanted = {"client_id": make.a_client(world).id, "session_id": session, "actor_id": ""}
            fewer = {"session_id": session, "branch_id": world.branch.id, "capacity": 1, "actor_id": ""}
        return (
            at(make.NOW, lambda: services.book(**wanted)),
            at(make.NOW, lambda: services.resize_session(**fewer)),
        )

    def test_who_wants_a_place_that_is_being_taken_away_is_told_that_it_is_full(self, act: Act) -> None:
        book, shrink = self.deeds(act)
        with pytest.raises(SessionFull):
            meanwhile(act, shrink, alone(act, book))
        assert statuses(act) == ["CONFIRMED"]

    def test_who_just_booked_it_must_choose_again_and_is_counted(self, act: Act) -> None:
        book, shrink = self.deeds(act)
        assert meanwhile(act, book, alone(act, shrink)) == 1
        assert statuses(act) == ["CONFIRMED", "MUST_REBOOK"]


class TestArrival:
    """The branch gives a booking up while the desk lets its client in."""

    def deeds(self, act: Act) -> tuple[Deed, Deed]:
        with clock.at(make.NOW), act():
            case = a_case(BookingStatus.CONFIRMED)
            morning = before_the_exam(case, timedelta(minutes=5))
            desk = {"booking_id": case.booking_id, **case.at_the_desk(), "staff_id": case.desk.id}
            whose = {"booking_id": case.booking_id, "client_id": case.client.id}
            whose["actor_id"] = case.whose(Party.HEALTH_MANAGER)[0]
        party = Party.HEALTH_MANAGER
        return (
            at(morning, lambda: services.check_in(**desk)),
            at(morning, lambda: services.cancel(**whose, reason=CancelReason.OTHER, party=party)),
        )

    def test_who_has_been_let_in_is_not_cancelled(self, act: Act) -> None:
        check_in, cancel = self.deeds(act)
        with pytest.raises(BookingMoved):
            meanwhile(act, check_in, alone(act, cancel))
        assert statuses(act) == ["CHECKED_IN"]

    def test_who_is_being_cancelled_is_not_let_in(self, act: Act) -> None:
        check_in, cancel = self.deeds(act)
        with pytest.raises((NotExpected, BookingMoved)):
            meanwhile(act, cancel, alone(act, check_in))
        assert statuses(act) == ["CANCELLED"]
