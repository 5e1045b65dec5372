"""What a clinic's appointment book is asked to keep when appointments change their status, kept by ours (B4, B10).

Booked leads to there, missed or given up; what is over stays over; the same status twice is refused; a mistake at
the desk is taken back to what it was; who did what is written down for each change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import exams as make
from tests.factories.bookings import Case, a_case
from webapp.exams import services
from webapp.exams.models import Session
from webapp.exams.refusals import BookingMoved, NotExpected, NotToday, SessionFull
from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.kernel import audit, clock
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db

OVER = (BookingStatus.COMPLETED, BookingStatus.CANCELLED, BookingStatus.REFUSED, BookingStatus.EXPIRED)


@pytest.fixture(autouse=True)
def then(inside: object) -> Iterator[None]:
    with clock.at(make.NOW):
        yield


def come(case: Case) -> None:
    services.check_in(booking_id=case.booking_id, staff_id=case.desk.id, **case.at_the_desk())


def stay_away(case: Case) -> None:
    services.no_show(booking_id=case.booking_id, **case.at_the_desk())


def give_up(case: Case) -> None:
    whose = {"client_id": case.client.id, "actor_id": case.client.account_id or ""}
    services.cancel(booking_id=case.booking_id, reason=CancelReason.LATER, **whose)


def booked(case: Case) -> int:
    asked = select(Session.booked).where(Session.id == case.held.session.id)
    return db.session.scalars(asked.execution_options(populate_existing=True)).one()


class TestWhatIsOver:
    @pytest.mark.parametrize("status", OVER)
    def test_it_stays_over_whatever_is_pressed(self, status):
        case = a_case(status)
        with clock.at(case.held.session.starts_at):
            for press, refused in [(come, NotExpected), (stay_away, NotExpected), (give_up, BookingMoved)]:
                with pytest.raises(refused):
                    press(case)
        assert case.held.booking.status == status

    def test_who_is_there_is_neither_checked_in_again_nor_missed_nor_given_up(self):
        case = a_case(BookingStatus.CHECKED_IN)
        with clock.at(case.held.session.starts_at):
            for press, refused in [(come, NotExpected), (stay_away, NotExpected), (give_up, BookingMoved)]:
                with pytest.raises(refused):
                    press(case)
        assert booked(case) == 1


class TestMissed:
    def test_nobody_is_missed_before_the_exam_begins(self):
        case = a_case()
        starts_at = case.held.session.starts_at
        with clock.at(starts_at - timedelta(seconds=1)), pytest.raises(NotToday):
            stay_away(case)
        with clock.at(starts_at):
            stay_away(case)
        assert case.held.booking.status == BookingStatus.NO_SHOW

    def test_only_who_was_expected_can_be_missed(self):
        for status in set(BookingStatus) - {BookingStatus.CONFIRMED, BookingStatus.CHANGE_REQUESTED}:
            case = a_case(status)
            with clock.at(case.held.session.starts_at), pytest.raises(NotExpected):
                stay_away(case)

    def test_taken_back_it_is_what_it_was_before(self):
        case = a_case()
        with clock.at(case.held.session.starts_at):
            stay_away(case)
            services.expect_again(booking_id=case.booking_id, **case.at_the_desk())
        assert case.held.booking.status == BookingStatus.CONFIRMED
        assert booked(case) == 1

    def test_it_is_not_taken_back_into_a_full_session(self):
        case = a_case()
        with clock.at(case.held.session.starts_at):
            stay_away(case)
            db.session.get_one(Session, case.held.session.id).capacity = 0
            with pytest.raises(SessionFull):
                services.expect_again(booking_id=case.booking_id, **case.at_the_desk())


class TestWrittenDown:
    def test_each_change_says_who_did_what_and_when(self):
        case = a_case()
        client, desk = case.client.account_id, case.desk.account_id
        whose = {"booking_id": case.booking_id, "client_id": case.client.id, "actor_id": client or ""}
        services.change(session_id=case.world.sessions[1].id, **whose)
        with clock.at(case.held.session.starts_at):
            stay_away(case)
            come(case)
            audit.write_notes()
            asked = select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.at)
            lines = db.session.execute(
                asked.where(AuditEntry.subject_id == case.booking_id).order_by(AuditEntry.seq)
            ).all()
            exam = clock.now()
        assert [(line.action.removeprefix("exams.booking."), line.actor_id, line.at) for line in lines] == [
            ("booked", client, make.NOW),
            ("changed", client, make.NOW),
            ("no_show", desk, exam),
            ("checked_in", desk, exam),
        ]
        assert audit.verify() is None
