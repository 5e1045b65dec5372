"""B8 on a real database: first come, first offered; an offer holds its place and ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.exams import queries, services
from webapp.exams.models import Booking, Waiting
from webapp.exams.refusals import AlreadyBooked, AlreadyInLine, OfferOver, PlacesFree, SessionFull, YearOver
from webapp.exams.rules.booking import CancelReason, Party
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.plans import services as plans

LATER = timedelta(hours=12)


@pytest.fixture
def world(inside: object) -> Iterator[make.World]:
    with clock.at(make.NOW):
        yield make.a_world(capacity=1)


@pytest.fixture
def full(world: make.World) -> list[str]:
    """Both sessions of the day have one place, and it is taken."""
    return [make.a_booking(world, make.a_client(world), session) for session in world.sessions]


def line_up(client: Client, first: date = make.EXAM_DAY, last: date = make.EXAM_DAY) -> str:
    return services.line_up(client_id=client.id, first_day=first, last_day=last, actor_id="")


def in_line(world: make.World, count: int) -> list[Client]:
    people = [make.a_client(world) for _ in range(count)]
    for seconds, one in enumerate(people):
        with clock.at(make.NOW + timedelta(seconds=seconds)):
            line_up(one)
    return people


def cancel(booking_id: str) -> None:
    client_id = db.session.scalars(select(Booking.client_id).where(Booking.id == booking_id)).one()
    services.cancel(booking_id=booking_id, client_id=client_id, reason=CancelReason.LATER, actor_id="")


def stands(client: Client) -> tuple[str, str]:
    """Give the status of the client's newest booking and the session it is for."""
    asked = select(Booking.status, Booking.session_id).where(Booking.client_id == client.id)
    row = db.session.execute(asked.order_by(Booking.booked_at.desc(), Booking.id.desc())).first()
    return tuple(row) if row else ("", "")


def offer_of(client: Client) -> Booking:
    asked = select(Booking).where(Booking.client_id == client.id, Booking.status == "OFFERED")
    return db.session.scalars(asked.execution_options(populate_existing=True)).one()


def wish(client: Client) -> str:
    asked = select(Waiting.status).where(Waiting.client_id == client.id)
    return db.session.scalars(asked.order_by(Waiting.since.desc())).first()


def expire(booking: Booking) -> None:
    jobs.queue.registered["exams.expire_hold"].act(
        jobs.Task("1", "exams.expire_hold", {"booking_id": booking.id}, 1)
    )


class TestLineUp:
    def test_whoever_finds_all_places_taken_may_wait(self, world, full):
        client = make.a_client(world)
        line_up(client)
        assert wish(client) == "WAITING"

    def test_nobody_waits_while_a_place_is_free(self, world):
        with pytest.raises(PlacesFree):
            line_up(make.a_client(world))

    def test_nobody_stands_in_line_twice(self, world, full):
        [client] = in_line(world, 1)
        with pytest.raises(AlreadyInLine):
            line_up(client)

    def test_nobody_waits_for_a_day_after_her_service_year(self, world):
        client, whose = make.a_client(world), {"actor_id": ""}
        last, after = date(2027, 5, 31), date(2027, 6, 1)
        with clock.at(make.NOW + timedelta(days=185)):
            with pytest.raises(YearOver):
                services.line_up(client_id=client.id, first_day=after, last_day=after, **whose)
            services.line_up(client_id=client.id, first_day=last, last_day=after, **whose)
        assert db.session.scalars(select(Waiting.last_day)).one() == last

    def test_who_is_booked_does_not_wait(self, world, full):
        booked = db.session.scalars(select(Client).join(Booking, Booking.client_id == Client.id)).first()
        with pytest.raises(AlreadyBooked):
            line_up(booked)


class TestOffer:
    def test_a_cancelled_place_is_held_for_the_first_in_line_at_once(self, world, full):
        first, second = in_line(world, 2)
        cancel(full[0])
        assert stands(first) == ("OFFERED", world.sessions[0].id)
        assert stands(second) == ("", "")
        assert (wish(first), wish(second)) == ("OFFERED", "WAITING")
        make.counters_are_true()

    def test_a_held_place_is_taken_for_everybody_else(self, world, full):
        in_line(world, 1)
        cancel(full[0])
        with pytest.raises(SessionFull):
            make.a_booking(world, make.a_client(world))

    def test_two_places_freed_go_to_the_two_first_and_nobody_gets_two(self, world, full):
        first, second, third = in_line(world, 3)
        for booking_id in full:
            cancel(booking_id)
        assert {stands(first)[1], stands(second)[1]} == {one.id for one in world.sessions}
        assert stands(third) == ("", "")
        make.counters_are_true()

    def test_a_place_left_by_a_change_is_offered_too(self, world, full):
        spare = make.a_session(world.branch, world.institution, 10, capacity=1, day=date(2026, 12, 4))
        [first] = in_line(world, 1)
        mover = db.session.get_one(Booking, full[0])
        services.change(booking_id=mover.id, client_id=mover.client_id, session_id=spare.id, actor_id="")
        assert stands(first) == ("OFFERED", world.sessions[0].id)
        make.counters_are_true()

    def test_it_lasts_twelve_hours(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        assert offer_of(first).held_until == make.NOW + LATER

    def test_it_never_lasts_past_the_cut_off(self, world, full):
        [first] = in_line(world, 1)
        closes = world.sessions[0].starts_at - timedelta(hours=48)
        with clock.at(closes - timedelta(hours=3)):
            cancel(full[0])
        assert offer_of(first).held_until == closes

    def test_the_client_hears_of_it_at_once(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        told = db.session.scalars(select(Notice).where(Notice.account_id == first.account_id)).one()
        assert told.words_en == "A place is held for you until Tue 24 Nov, 10:00 pm"
        assert told.link == f"/exams/bookings/{offer_of(first).id}"

    def test_days_that_do_not_suit_are_passed_by(self, world, full):
        early, suited = make.a_client(world), make.a_client(world)
        line_up(early, date(2026, 11, 26), date(2026, 12, 2))
        line_up(suited)
        cancel(full[0])
        assert (wish(early), wish(suited)) == ("WAITING", "OFFERED")

    def test_a_place_for_other_packages_is_offered_to_nobody_here(self, world, full):
        other = make.a_session(world.branch, world.institution, 11, exam_class=ExamClass.HIGH_END)
        [first] = in_line(world, 1)
        services.resize_session(session_id=other.id, branch_id=world.branch.id, capacity=5, actor_id="")
        assert wish(first) == "WAITING"

    def test_who_has_lost_the_right_is_passed_over_and_the_next_is_asked(self, world, full):
        spent, moved, third = in_line(world, 3)
        plans.use(enrolment_id=_enrolment(spent), item="EXAM")
        elsewhere = make.an_institution(world.branch)
        plans.change_institution(
            client_id=moved.id, institution_id=elsewhere.id, reason="moved", actor_id="", day=clock.today()
        )
        cancel(full[0])
        assert (wish(spent), wish(moved), wish(third)) == ("PASSED", "PASSED", "OFFERED")
        assert stands(third) == ("OFFERED", world.sessions[0].id)
        make.counters_are_true()


def _enrolment(client: Client) -> str:
    return queries.offer_for(client_id=client.id, day=clock.today()).enrolment_id


class TestAcceptOffer:
    def test_a_taken_offer_is_a_booking_like_any(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        accept(first)
        assert stands(first) == ("CONFIRMED", world.sessions[0].id)
        assert wish(first) == "TAKEN"
        make.counters_are_true()

    def test_at_the_very_second_of_its_end_it_is_over_although_no_job_has_run(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        with clock.at(make.NOW + LATER), pytest.raises(OfferOver):
            accept(first)
        with clock.at(make.NOW + LATER - timedelta(seconds=1)):
            accept(first)

    def test_taking_twice_books_once(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        booking_id = offer_of(first).id
        accept(first)
        with pytest.raises(OfferOver):
            services.accept_offer(booking_id=booking_id, client_id=first.id, actor_id="")

    def test_what_was_taken_cannot_be_declined_any_more(self, world, full):
        [first] = in_line(world, 1)
        cancel(full[0])
        booking_id = offer_of(first).id
        accept(first)
        with pytest.raises(OfferOver):
            services.decline_offer(booking_id=booking_id, client_id=first.id, actor_id="")
        assert stands(first)[0] == "CONFIRMED"


def accept(client: Client) -> None:
    services.accept_offer(booking_id=offer_of(client).id, client_id=client.id, actor_id="")


class TestEndOfAnOffer:
    def test_a_lapsed_offer_passes_on_to_the_next(self, world, full):
        first, second = in_line(world, 2)
        cancel(full[0])
        with clock.at(make.NOW + LATER):
            expire(offer_of(first))
        assert stands(first)[0] == "EXPIRED"
        assert stands(second) == ("OFFERED", world.sessions[0].id)
        assert (wish(first), wish(second)) == ("PASSED", "OFFERED")
        make.counters_are_true()

    def test_the_job_does_nothing_before_its_time_nor_twice(self, world, full):
        first, second = in_line(world, 2)
        cancel(full[0])
        offer = offer_of(first)
        expire(offer)
        assert stands(first)[0] == "OFFERED"
        with clock.at(make.NOW + LATER):
            expire(offer)
            expire(offer)
        assert stands(second)[0] == "OFFERED"
        make.counters_are_true()

    def test_a_declined_offer_passes_on_and_the_year_may_be_booked_again(self, world, full):
        first, second = in_line(world, 2)
        cancel(full[0])
        cancel(offer_of(first).id)
        assert stands(second) == ("OFFERED", world.sessions[0].id)
        assert wish(first) == "PASSED"
        line_up(first)
        make.counters_are_true()

    def test_an_offer_that_lapses_at_the_cut_off_goes_to_nobody(self, world, full):
        first, second = in_line(world, 2)
        closes = world.sessions[0].starts_at - timedelta(hours=48)
        with clock.at(closes - timedelta(hours=3)):
            cancel(full[0])
        with clock.at(closes):
            expire(offer_of(first))
        assert wish(second) == "WAITING"
        make.counters_are_true()


class TestLeaveLine:
    def test_who_left_is_not_asked(self, world, full):
        first, second = in_line(world, 2)
        services.leave_line(client_id=first.id, actor_id="")
        services.leave_line(client_id=first.id, actor_id="")
        cancel(full[0])
        assert (wish(first), wish(second)) == ("LEFT", "OFFERED")

    def test_who_books_another_day_leaves_the_line(self, world, full):
        spare = make.a_session(world.branch, world.institution, 10, day=date(2026, 12, 4))
        first, second = in_line(world, 2)
        with clock.at(make.NOW + timedelta(minutes=1)):
            booking_id = make.a_booking(world, first, spare)
            assert wish(first) == "BOOKED"
            cancel(booking_id)
            cancel(full[0])
        assert stands(first)[0] == "CANCELLED"
        assert wish(second) == "OFFERED"

    def test_who_booked_and_cancelled_may_line_up_anew_at_the_end(self, world, full):
        spare = make.a_session(world.branch, world.institution, 10, day=date(2026, 12, 4))
        first, _second = in_line(world, 2)
        with clock.at(make.NOW + timedelta(minutes=1)):
            cancel(make.a_booking(world, first, spare))
            line_up(first)
            own = _enrolment(first)
            assert queries.own_place(client_id=first.id, enrolment_id=own).before == 1

    def test_who_is_booked_by_staff_leaves_the_line_too(self, world, full):
        spare = make.a_session(world.branch, world.institution, 10, day=date(2026, 12, 4))
        [first] = in_line(world, 1)
        staff = make.a_staff_member(world, Role.HEALTH_MANAGER)
        whose = {"client_id": first.id, "actor_id": staff.account_id, "party": Party.HEALTH_MANAGER}
        services.book(session_id=spare.id, **whose)
        assert wish(first) == "BOOKED"


class TestOwnPlace:
    def test_the_number_before_her_is_honest(self, world, full):
        first, _second, third = in_line(world, 3)
        elsewhere = make.a_client(world)
        line_up(elsewhere, date(2026, 12, 10), date(2026, 12, 11))
        assert before(third) == 2
        assert before(elsewhere) == 0
        services.leave_line(client_id=first.id, actor_id="")
        assert before(third) == 1


def before(client: Client) -> int:
    found = queries.own_place(client_id=client.id, enrolment_id=_enrolment(client))
    assert found is not None
    return found.before
