"""B6 and B7: what clients ask for is decided by staff of their branch, in words; calls confirm what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import exams as make
from tests.factories.bookings import Case, a_case, before_the_exam
from webapp.clients.models import ServedBy
from webapp.exams import queries, services
from webapp.exams.models import Booking, BookingChange, PhoneCall, Session
from webapp.exams.refusals import (
    BookingClosed,
    BookingMoved,
    CallMoved,
    HoldOver,
    NotContracted,
    PackageNotTaken,
    SameTime,
    SessionFull,
    SessionGone,
    StillOpen,
)
from webapp.exams.rules.booking import Act, BookingStatus, CallResult, Party
from webapp.exams.rules.timetable import ExamClass
from webapp.exams.services.moving import shift
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput, NotYours
from webapp.notices.models import Notice

SECOND = timedelta(seconds=1)
CUT_OFF = timedelta(hours=48)


@pytest.fixture(autouse=True)
def then(inside: object) -> Iterator[None]:
    with clock.at(make.NOW):
        yield


def ask(case: Case, session: Session | None, words: str = "My son drives me at nine") -> None:
    services.ask_change(
        booking_id=case.booking_id,
        client_id=case.client.id,
        session_id=session.id if session else None,
        words=words,
        actor_id=case.client.account_id or "",
    )


def grant(case: Case) -> None:
    services.grant_change(booking_id=case.booking_id, **case.staff())


def status(case: Case) -> BookingStatus:
    return BookingStatus(case.held.booking.status)


def booked(*sessions: Session) -> list[int]:
    asked = select(Session.booked).execution_options(populate_existing=True)
    return [db.session.scalars(asked.where(Session.id == one.id)).one() for one in sessions]


def told(case: Case) -> list[str]:
    return list(
        db.session.scalars(select(Notice.words_en).where(Notice.account_id == case.client.account_id))
    )


class TestApprove:
    def test_the_request_becomes_a_booking_that_is_held_for_good(self):
        case = a_case(BookingStatus.REQUESTED)
        services.approve(booking_id=case.booking_id, **case.staff())
        assert status(case) is BookingStatus.CONFIRMED
        assert case.held.booking.held_until is None
        assert booked(case.asking) == [1]

    def test_who_approved_stands_in_the_ledger(self):
        case = a_case(BookingStatus.REQUESTED)
        services.approve(booking_id=case.booking_id, **case.staff())
        served = db.session.scalars(select(ServedBy).where(ServedBy.client_id == case.client.id)).one()
        assert (served.staff_id, served.capacity) == (case.manager.id, "BOOKING")

    def test_a_second_decision_hears_that_the_booking_has_moved_on(self):
        case = a_case(BookingStatus.REQUESTED)
        services.approve(booking_id=case.booking_id, **case.staff())
        with pytest.raises(BookingMoved):
            services.refuse(booking_id=case.booking_id, words="No", **case.staff())

    def test_another_branch_finds_no_request(self):
        case = a_case(BookingStatus.REQUESTED)
        with pytest.raises(NotYours):
            services.approve(
                booking_id=case.booking_id, **case.staff() | {"branch_id": make.a_world().branch.id}
            )

    def test_what_was_decided_by_somebody_else_in_the_meantime_is_not_decided_again(self):
        """Whoever read the request before it was decided changes nothing: compared and set."""
        case = a_case(BookingStatus.REQUESTED)
        read = case.held
        stale = queries.Held(Booking(**{key: getattr(read.booking, key) for key in KEPT}), read.session)
        services.approve(booking_id=case.booking_id, **case.staff())
        for act in (Act.APPROVE, Act.REFUSE, Act.EXPIRE, Act.CANCEL):
            with pytest.raises(BookingMoved):
                shift(stale, act, make.NOW)
        assert status(case) is BookingStatus.CONFIRMED


KEPT = ("id", "status", "revision", "changed_at", "branch_id", "client_id", "enrolment_id", "session_id")


class TestRefuse:
    def test_the_client_reads_why_and_has_place_and_exam_back(self):
        case = a_case(BookingStatus.REQUESTED)
        services.refuse(booking_id=case.booking_id, words="  The centre is full that day ", **case.staff())
        assert case.held.booking.decided_words == "The centre is full that day"
        assert told(case) == ["The time you asked for is not possible. Open Kangyue to read why."]
        assert booked(case.asking) == [0]
        make.a_booking(case.world, case.client)

    def test_words_are_needed(self):
        case = a_case(BookingStatus.REQUESTED)
        with pytest.raises(BadInput):
            services.refuse(booking_id=case.booking_id, words=" ", **case.staff())
        assert status(case) is BookingStatus.REQUESTED


class TestAskChange:
    def test_only_after_the_cut_off_and_before_the_exam_to_the_second(self):
        case = a_case()
        wanted, starts_at = case.world.sessions[1], case.held.session.starts_at
        for now, refused in [
            (starts_at - CUT_OFF - SECOND, StillOpen),
            (starts_at, BookingClosed),
            (starts_at + SECOND, BookingClosed),
        ]:
            with clock.at(now), pytest.raises(refused):
                ask(case, wanted)
        for now in (starts_at - CUT_OFF, starts_at - SECOND):
            trial = db.session.begin_nested()
            with clock.at(now):
                ask(case, wanted)
            assert status(case) is BookingStatus.CHANGE_REQUESTED
            trial.rollback()

    def test_the_old_place_stands_until_it_is_decided(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        assert booked(*case.world.sessions) == [1, 0]
        assert case.held.booking.asked_words == "My son drives me at nine"

    def test_a_full_time_may_be_asked_for_but_no_foreign_closed_past_or_own_one(self):
        case = a_case()
        world, starts_at = case.world, case.held.session.starts_at
        elsewhere = make.a_session(world.branch, make.an_institution(world.branch))
        deluxe = make.a_session(world.branch, world.institution, 13, exam_class=ExamClass.HIGH_END)
        closed = make.a_session(world.branch, world.institution, 15)
        closed.closed = True
        over = make.a_session(world.branch, world.institution, day=make.EXAM_DAY - timedelta(days=3))
        own = world.sessions[0]
        wrong = {elsewhere: NotContracted, deluxe: PackageNotTaken, closed: SessionGone, over: SessionGone}
        with clock.at(starts_at - timedelta(hours=1)):
            for session, refused in (wrong | {own: SameTime}).items():
                with pytest.raises(refused):
                    ask(case, session)
            full = make.a_session(world.branch, world.institution, 16, capacity=0)
            ask(case, full)
        assert status(case) is BookingStatus.CHANGE_REQUESTED

    def test_it_is_taken_back_and_asked_anew(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        with clock.at(before_the_exam(case, timedelta(hours=20))):
            services.withdraw_change(
                booking_id=case.booking_id, client_id=case.client.id, actor_id=case.client.account_id or ""
            )
            assert case.held.booking.wanted_session_id is None
            ask(case, case.asking)
        assert case.held.booking.wanted_session_id == case.asking.id


class TestGrantChange:
    def test_the_places_are_swapped_and_a_call_is_awaited(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        with clock.at(before_the_exam(case, timedelta(hours=20))):
            grant(case)
        assert status(case) is BookingStatus.CONFIRMED
        assert case.held.session.id == case.world.sessions[1].id
        assert booked(*case.world.sessions) == [0, 1]
        waiting = queries.open_confirmation(case.booking_id)
        assert waiting
        assert waiting.revision == case.held.booking.revision
        assert db.session.scalars(select(BookingChange.actor_id)).one() == case.manager.account_id

    def test_a_full_time_is_said_to_be_full_and_the_question_stays_open(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        for _ in range(2):
            make.a_booking(case.world, make.a_client(case.world), case.world.sessions[1])
        with clock.at(before_the_exam(case, timedelta(hours=20))), pytest.raises(SessionFull):
            grant(case)
        assert status(case) is BookingStatus.CHANGE_REQUESTED
        assert booked(*case.world.sessions) == [1, 2]

    def test_who_asked_to_give_it_up_is_cancelled_and_told(self):
        case = a_case()
        with clock.at(before_the_exam(case, timedelta(hours=20))):
            ask(case, None, "I have a fever")
            grant(case)
        assert status(case) is BookingStatus.CANCELLED
        assert booked(case.world.sessions[0]) == [0]
        assert told(case) == ["Your appointment was cancelled for you. Open Kangyue to see it."]

    def test_once_the_exam_has_begun_nothing_is_granted(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        with clock.at(case.held.session.starts_at), pytest.raises(BookingClosed):
            grant(case)

    def test_denied_the_booking_stays_as_it_was_and_the_client_reads_why(self):
        case = a_case(BookingStatus.CHANGE_REQUESTED)
        services.deny_change(booking_id=case.booking_id, words="The list has closed", **case.staff())
        assert status(case) is BookingStatus.CONFIRMED
        assert case.held.booking.decided_words == "The list has closed"
        assert booked(*case.world.sessions) == [1, 0]
        assert told(case) == ["Your appointment stays as it was. Open Kangyue to read why."]


class TestNoteCall:
    @pytest.fixture
    def case(self) -> Case:
        case = a_case()
        self.change(case, case.world.sessions[1])
        return case

    def change(self, case: Case, session: Session) -> None:
        services.change(
            booking_id=case.booking_id, client_id=case.client.id, session_id=session.id, actor_id=""
        )

    def call(self, case: Case, result: CallResult, **more: object) -> None:
        waiting = queries.open_confirmation(case.booking_id)
        assert waiting
        facts = {"called": "the client", "words": "", "confirmation_id": waiting.id} | case.staff()
        services.note_call(result=result, **facts | more)

    def test_every_change_waits_for_a_call_until_somebody_was_reached(self, case):
        for result in (CallResult.NOT_REACHED, CallResult.ANOTHER_TIME, CallResult.REACHED):
            assert queries.open_confirmation(case.booking_id)
            self.call(case, result)
        assert queries.open_confirmation(case.booking_id) is None

    def test_who_when_and_what_came_of_it_are_kept_for_each_call(self, case):
        waiting = queries.open_confirmation(case.booking_id)
        with clock.at(make.NOW + timedelta(hours=1)):
            self.call(case, CallResult.NOT_REACHED, called="his daughter", words="calls back")
        call = queries.calls_of(waiting.id)[0]
        assert (call.called, call.result, call.words) == ("his daughter", "NOT_REACHED", "calls back")
        assert (call.by, call.at) == (case.manager.id, make.NOW + timedelta(hours=1))

    def test_another_change_waits_for_a_call_of_its_own(self, case):
        self.change(case, case.world.sessions[0])
        self.call(case, CallResult.REACHED)
        self.change(case, case.world.sessions[1])
        assert queries.open_confirmation(case.booking_id)

    def test_a_call_about_an_older_time_confirms_nothing(self, case):
        spoken_of = queries.open_confirmation(case.booking_id).revision
        self.change(case, case.world.sessions[0])
        with pytest.raises(CallMoved):
            self.call(case, CallResult.REACHED, revision=spoken_of)
        assert queries.open_confirmation(case.booking_id)

    def test_a_confirmed_change_is_not_confirmed_again_nor_by_another_branch(self, case):
        waiting = queries.open_confirmation(case.booking_id)
        with pytest.raises(NotYours):
            self.call(case, CallResult.REACHED, branch_id=make.a_world().branch.id)
        with pytest.raises(BadInput):
            self.call(case, CallResult.REACHED, called=" ")
        self.call(case, CallResult.REACHED)
        facts = {"called": "the client", "words": "", "confirmation_id": waiting.id} | case.staff()
        with pytest.raises(CallMoved):
            services.note_call(result=CallResult.REACHED, **facts)
        assert len(db.session.scalars(select(PhoneCall)).all()) == 1


class TestExpire:
    def test_a_request_is_over_at_the_very_second_whether_or_not_its_job_has_run(self):
        case = a_case(BookingStatus.REQUESTED)
        until = case.held.booking.held_until
        with clock.at(until - SECOND):
            assert case.held.status is BookingStatus.REQUESTED
            assert queries.live_booking(client_id=case.client.id)
        with clock.at(until):
            assert case.held.status is BookingStatus.EXPIRED
            assert queries.live_booking(client_id=case.client.id) is None
            with pytest.raises(HoldOver):
                services.approve(booking_id=case.booking_id, **case.staff())

    def test_the_client_books_anew_although_the_job_is_late(self):
        case = a_case(BookingStatus.REQUESTED)
        with clock.at(case.held.booking.held_until):
            make.a_booking(case.world, case.client)
        assert status(case) is BookingStatus.EXPIRED
        assert booked(case.asking, case.world.sessions[0]) == [0, 1]
        assert told(case)[0].startswith("We could not confirm the time you asked for")

    def test_its_place_is_free_for_the_next_although_the_job_is_late(self):
        case = a_case(BookingStatus.REQUESTED)
        other, third = make.a_client(case.world), make.a_client(case.world)
        make.a_booking(case.world, other, case.asking)
        with pytest.raises(SessionFull):
            make.a_booking(case.world, third, case.asking)
        with clock.at(case.held.booking.held_until):
            make.a_booking(case.world, third, case.asking)
        assert status(case) is BookingStatus.EXPIRED

    def test_who_asked_in_vain_need_not_rebook_when_the_session_is_closed(self):
        case = a_case(BookingStatus.REQUESTED)
        with clock.at(case.held.booking.held_until):
            services.close_session(
                session_id=case.asking.id, branch_id=case.world.branch.id, actor_id="", reason=""
            )
        assert status(case) is BookingStatus.EXPIRED
        make.a_booking(case.world, case.client)

    def test_who_changes_over_takes_it_too(self):
        case = a_case(BookingStatus.REQUESTED)
        other = make.a_client(case.world)
        booking_id = make.a_booking(case.world, other)
        case.asking.capacity = 1
        whose = {"client_id": other.id, "actor_id": case.manager.account_id, "party": Party.HEALTH_MANAGER}
        with clock.at(case.held.booking.held_until):
            services.change(booking_id=booking_id, session_id=case.asking.id, **whose)
        assert booked(case.asking, case.world.sessions[0]) == [1, 0]
