"""Two people act on the same booking at once: in turn, each with a true answer, and nothing is done twice (B4–B7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import Act
from tests.factories import exams as make
from tests.factories.bookings import a_case
from tests.meanwhile import alone, meanwhile
from webapp.exams import queries, services
from webapp.exams.refusals import BookingMoved
from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.kernel import clock

pytestmark = pytest.mark.postgresql


@dataclass(frozen=True, slots=True)
class Desk:
    """The deeds of a client and of her branch on one booking."""

    act: Act
    booking_id: str
    client: dict[str, str]
    staff: dict[str, str]
    other_session: str

    def cancel(self) -> None:
        services.cancel(**self.client, reason=CancelReason.LATER)

    def change(self) -> None:
        services.change(**self.client, session_id=self.other_session)

    def approve(self) -> None:
        services.approve(booking_id=self.booking_id, **self.staff)

    def refuse(self) -> None:
        services.refuse(booking_id=self.booking_id, words="The centre is full that day", **self.staff)

    def status(self) -> str:
        with self.act():
            make.counters_are_true()
            found = queries.held(self.booking_id)
            return found.booking.status if found else ""


def a_desk(act: Act, status: BookingStatus) -> Desk:
    with clock.at(make.NOW), act():
        case = a_case(status)
        client = {"booking_id": case.booking_id, "client_id": case.client.id}
        client["actor_id"] = case.client.account_id or ""
        return Desk(act, case.booking_id, client, case.staff(), case.world.sessions[1].id)


def both(act: Act, first: Callable[[], None], second: Callable[[], None]) -> None:
    """Do the second while the first's transaction is still open; the clock stands at the factory's time."""

    def then(deed: Callable[[], None]) -> Callable[[], None]:
        def at_that_time() -> None:
            with clock.at(make.NOW):
                deed()

        return at_that_time

    meanwhile(act, then(first), alone(act, then(second)))


class TestAtOnce:
    def test_two_cancels_free_one_place(self, act: Act) -> None:
        desk = a_desk(act, BookingStatus.CONFIRMED)
        with pytest.raises(BookingMoved):
            both(act, desk.cancel, desk.cancel)
        assert desk.status() == BookingStatus.CANCELLED

    def test_who_gives_up_what_is_being_changed_gives_up_the_new_place(self, act: Act) -> None:
        desk = a_desk(act, BookingStatus.CONFIRMED)
        both(act, desk.change, desk.cancel)
        assert desk.status() == BookingStatus.CANCELLED

    def test_what_is_being_given_up_is_not_changed(self, act: Act) -> None:
        desk = a_desk(act, BookingStatus.CONFIRMED)
        with pytest.raises(BookingMoved):
            both(act, desk.cancel, desk.change)
        assert desk.status() == BookingStatus.CANCELLED

    def test_a_request_that_is_being_taken_back_is_not_approved(self, act: Act) -> None:
        desk = a_desk(act, BookingStatus.REQUESTED)
        with pytest.raises(BookingMoved):
            both(act, desk.cancel, desk.approve)
        assert desk.status() == BookingStatus.CANCELLED

    def test_two_decisions_are_one(self, act: Act) -> None:
        desk = a_desk(act, BookingStatus.REQUESTED)
        with pytest.raises(BookingMoved):
            both(act, desk.approve, desk.refuse)
        assert desk.status() == BookingStatus.CONFIRMED
