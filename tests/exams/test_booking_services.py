"""B1–B6 on a real database: places are guarded, swaps are atomic, cut-offs hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories import exams as make
from webapp.exams import queries, services
from webapp.exams.models import Booking, BookingChange, Session
from webapp.exams.refusals import (
    AlreadyBooked,
    BookingClosed,
    BookingMoved,
    NoAgreement,
    NoExamInPlan,
    NotContracted,
    PackageNotTaken,
    SameTime,
    SessionFull,
    SessionGone,
    YearOver,
)
from webapp.exams.rules.booking import OCCUPYING, CancelReason
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation.models import Agreement
from webapp.plans import queries as plans
from webapp.plans.rules import Item


@pytest.fixture
def world(inside: object) -> Iterator[make.World]:
    with clock.at(make.NOW):
        yield make.a_world()


def booked(session: Session) -> int:
    return db.session.scalars(select(Session.booked).where(Session.id == session.id)).one()


def rows(session: Session) -> int:
    asked = select(func.count()).where(Booking.session_id == session.id, Booking.status.in_(OCCUPYING))
    return int(db.session.scalar(asked) or 0)


def used(client: object) -> int:
    enrolment = plans.live_enrolment(client_id=client.id, day=clock.today())
    right = plans.entitlement(enrolment_id=enrolment.id, item=Item.EXAM)
    db.session.refresh(right)
    return right.used


def cancel(booking_id: str, client: object) -> None:
    services.cancel(
        booking_id=booking_id, client_id=client.id, reason=CancelReason.LATER, actor_id=client.account_id
    )


def change(booking_id: str, client: object, session: Session) -> None:
    services.change(
        booking_id=booking_id, client_id=client.id, session_id=session.id, actor_id=client.account_id
    )


class TestBook:
    def test_a_booking_takes_one_place_and_the_years_exam(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        held = queries.live_booking(client_id=client.id)
        assert held is not None
        assert held.booking.id == booking_id
        assert booked(world.sessions[0]) == rows(world.sessions[0]) == 1
        assert used(client) == 1
        assert len(held.booking.code) == 8

    def test_the_last_place_goes_to_one_and_the_next_hears_full(self, world):
        make.a_booking(world, make.a_client(world))
        make.a_booking(world, make.a_client(world))
        with pytest.raises(SessionFull):
            make.a_booking(world, make.a_client(world))
        assert booked(world.sessions[0]) == 2

    def test_a_second_booking_in_the_same_service_year_is_refused(self, world):
        client = make.a_client(world)
        make.a_booking(world, client)
        with pytest.raises(AlreadyBooked):
            make.a_booking(world, client, world.sessions[1])

    def test_a_session_of_another_institution_is_refused_also_when_posted_by_hand(self, world):
        elsewhere = make.an_institution(world.branch)
        session = make.a_session(world.branch, elsewhere)
        with pytest.raises(NotContracted):
            make.a_booking(world, make.a_client(world), session)
        assert booked(session) == 0

    def test_a_session_for_another_package_group_is_refused(self, world):
        session = make.a_session(world.branch, world.institution, 10, exam_class=ExamClass.HIGH_END)
        with pytest.raises(PackageNotTaken):
            make.a_booking(world, make.a_client(world), session)

    def test_a_session_that_does_not_exist_is_not_found(self, world):
        client = make.a_client(world)
        with pytest.raises(NotYours):
            services.book(client_id=client.id, session_id="0" * 20, actor_id="")

    def test_somebody_without_a_running_plan_has_nothing_to_book(self, world):
        with pytest.raises(NoExamInPlan):
            make.a_booking(world, make.a_client(world, enrolled=False))

    def test_a_session_past_its_cut_off_cannot_be_booked(self, world):
        client, session = make.a_client(world), world.sessions[0]
        with clock.at(session.starts_at - timedelta(hours=48)), pytest.raises(SessionGone):
            make.a_booking(world, client)
        with clock.at(session.starts_at - timedelta(hours=48, seconds=1)):
            make.a_booking(world, client)

    def test_nobody_is_booked_for_a_day_after_her_service_year(self, world):
        client = make.a_client(world)
        last = make.a_session(world.branch, world.institution, day=date(2027, 5, 31))
        after = make.a_session(world.branch, world.institution, day=date(2027, 6, 1))
        with clock.at(make.NOW + timedelta(days=180)):
            with pytest.raises(YearOver):
                make.a_booking(world, client, after)
            booking_id = make.a_booking(world, client, last)
            with pytest.raises(YearOver), db.session.begin_nested():
                change(booking_id, client, after)
        assert (booked(last), booked(after)) == (1, 0)

    def test_a_closed_session_cannot_be_booked(self, world):
        services.close_session(session_id=world.sessions[0].id, branch_id=world.branch.id, actor_id="")
        with pytest.raises(SessionGone):
            make.a_booking(world, make.a_client(world))

    def test_no_booking_outside_the_agreement(self, world):
        db.session.execute(update(Agreement).values(valid_to=make.EXAM_DAY - timedelta(days=1)))
        with pytest.raises(NoAgreement):
            make.a_booking(world, make.a_client(world))

    def test_the_booking_is_in_the_audit_chain(self, world):
        make.a_booking(world, make.a_client(world))
        audit.write_notes()
        assert audit.verify() is None


class TestChange:
    def test_a_change_moves_one_place_and_keeps_the_booking(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        change(booking_id, client, world.sessions[1])
        assert (booked(world.sessions[0]), booked(world.sessions[1])) == (0, 1)
        held = queries.live_booking(client_id=client.id)
        db.session.refresh(held.booking)
        assert held.booking.id == booking_id
        assert held.booking.revision == 1
        assert used(client) == 1

    def test_a_change_back_and_forth_keeps_both_counters_right(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        for target in (world.sessions[1], world.sessions[0], world.sessions[1]):
            change(booking_id, client, target)
            db.session.expire_all()
        assert (booked(world.sessions[0]), booked(world.sessions[1])) == (0, 1)
        assert db.session.scalar(select(func.count()).select_from(BookingChange)) == 3

    def test_a_change_to_a_full_session_leaves_the_old_place(self, world):
        for _ in range(2):
            make.a_booking(world, make.a_client(world), world.sessions[1])
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        with pytest.raises(SessionFull), db.session.begin_nested():
            change(booking_id, client, world.sessions[1])
        assert booked(world.sessions[0]) == rows(world.sessions[0]) == 1

    def test_a_change_to_the_same_time_is_refused(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        with pytest.raises(SameTime):
            change(booking_id, client, world.sessions[0])

    def test_the_deadline_closes_changes_to_the_second(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client, world.sessions[1])
        later = make.a_session(world.branch, world.institution, day=make.EXAM_DAY + timedelta(days=7))
        edge = world.sessions[1].starts_at - timedelta(hours=48)
        with clock.at(edge), pytest.raises(BookingClosed):
            change(booking_id, client, later)
        with clock.at(edge - timedelta(seconds=1)):
            change(booking_id, client, later)

    def test_somebody_elses_booking_is_not_found(self, world):
        booking_id = make.a_booking(world, make.a_client(world))
        with pytest.raises(NotYours):
            change(booking_id, make.a_client(world), world.sessions[1])


class TestCancel:
    def test_a_cancel_frees_one_place_once_and_keeps_row_and_reason(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        cancel(booking_id, client)
        db.session.expire_all()
        row = db.session.get_one(Booking, booking_id)
        assert (row.status, row.cancel_reason) == ("CANCELLED", "LATER")
        assert booked(world.sessions[0]) == 0
        assert used(client) == 0
        with pytest.raises(BookingMoved):
            cancel(booking_id, client)
        assert booked(world.sessions[0]) == 0

    def test_after_a_cancel_the_year_can_be_booked_again(self, world):
        client = make.a_client(world)
        cancel(make.a_booking(world, client), client)
        db.session.expire_all()
        make.a_booking(world, client, world.sessions[1])
        assert queries.live_booking(client_id=client.id).session.id == world.sessions[1].id

    def test_the_deadline_closes_cancelling_too(self, world):
        client = make.a_client(world)
        booking_id = make.a_booking(world, client)
        with clock.at(world.sessions[0].starts_at - timedelta(hours=48)), pytest.raises(BookingClosed):
            cancel(booking_id, client)
        assert booked(world.sessions[0]) == 1

    def test_somebody_elses_booking_is_not_found(self, world):
        booking_id = make.a_booking(world, make.a_client(world))
        with pytest.raises(NotYours):
            cancel(booking_id, make.a_client(world))


class TestDatabase:
    def test_the_table_itself_refuses_an_overbooked_session(self, world):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Session).values(booked=Session.capacity + 1))

    def test_the_table_itself_refuses_a_second_live_booking(self, world):
        client = make.a_client(world)
        first = db.session.get_one(Booking, make.a_booking(world, client))
        copy = {column.name: getattr(first, column.name) for column in Booking.__table__.columns}
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(insert(Booking).values(**copy | {"id": "1" * 20, "code": "ZZZZZZZZ"}))
