"""B6, B7: who books at once and who asks; staff acting for clients; cut-offs to the second for both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, select

from tests.factories import exams as make
from tests.factories.bookings import Case, a_case
from webapp.accounts.rules import Role
from webapp.clients.models import ServedBy
from webapp.exams import queries, services
from webapp.exams.models import Session
from webapp.exams.presenters.centre import cutoff_words
from webapp.exams.presenters.slots import deadline
from webapp.exams.refusals import BookingClosed, HoldOver, OnRequest, SessionGone
from webapp.exams.rules.booking import BookingStatus, CancelReason, Party
from webapp.exams.rules.cutoff import instant
from webapp.exams.services.holding import end_hold_at
from webapp.kernel import audit, clock, jobs
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import speaking
from webapp.notices.models import Notice
from webapp.organisation import services as organisation
from webapp.organisation.models import Staff
from webapp.plans.rules import Kind

SECOND = timedelta(seconds=1)
STAFF = Party.HEALTH_MANAGER
SHANGHAI = "Asia/Shanghai"


@pytest.fixture(autouse=True)
def then(inside: object) -> Iterator[None]:
    with clock.at(make.NOW):
        yield


def booking_of(client: object) -> queries.Held:
    found = queries.live_booking(client_id=client.id)
    assert found
    return found


def change(case: Case, session: Session, actor: Staff | None = None) -> None:
    account_id, party = (actor.account_id, STAFF) if actor else (case.client.account_id or "", Party.CLIENT)
    whose = {"booking_id": case.booking_id, "client_id": case.client.id}
    services.change(session_id=session.id, actor_id=account_id, party=party, **whose)


def cancel(case: Case, actor: Staff | None = None) -> None:
    account_id, party = (actor.account_id, STAFF) if actor else (case.client.account_id or "", Party.CLIENT)
    whose = {"booking_id": case.booking_id, "client_id": case.client.id}
    services.cancel(reason=CancelReason.OTHER, actor_id=account_id, party=party, **whose)


def said(case: Case) -> tuple[str, str]:
    """What an English page says of a booking's deadline, and of the institution's rule."""
    terms = queries.offer_for(client_id=case.client.id, day=clock.today()).terms
    with speaking("en"):
        return deadline(case.held.session.starts_at, terms), cutoff_words(terms)


class TestRequests:
    def test_a_time_not_opened_for_self_service_and_a_companys_member_ask(self):
        world = make.a_world()
        asking = make.a_session(world.branch, world.institution, 11, self_service=False)
        for client, session in [
            (make.a_client(world), asking),
            (make.a_client(world, kind=Kind.GROUP), world.sessions[0]),
        ]:
            make.a_booking(world, client, session)
            held = booking_of(client)
            assert held.booking.status == BookingStatus.REQUESTED
            assert held.booking.held_until == instant(date(2026, 11, 27), time(), SHANGHAI)
            assert held.session.booked == 1

    def test_it_is_held_by_the_working_calendar_and_never_past_the_exam(self):
        organisation.set_calendar_day(
            day=date(2026, 11, 26), works=False, name_zh="", name_en="", source="", actor_id=""
        )
        world = make.a_world(change_hours=0)
        client, hurried = make.a_client(world, kind=Kind.GROUP), make.a_client(world, kind=Kind.GROUP)
        make.a_booking(world, client)
        assert booking_of(client).booking.held_until == instant(date(2026, 11, 28), time(), SHANGHAI)
        tomorrow = make.a_session(world.branch, world.institution, day=date(2026, 11, 25))
        make.a_booking(world, hurried, tomorrow)
        assert booking_of(hurried).booking.held_until == tomorrow.starts_at

    def test_a_changed_request_stays_one_and_is_held_no_longer_than_before(self):
        case = a_case(BookingStatus.REQUESTED)
        with clock.at(make.NOW + timedelta(days=1)):
            change(case, case.world.sessions[0])
        assert case.held.booking.status == BookingStatus.REQUESTED
        assert case.held.booking.held_until == instant(date(2026, 11, 27), time(), SHANGHAI)

    def test_its_job_ends_it_at_its_moment_and_only_once(self):
        case = a_case(BookingStatus.REQUESTED)
        until = case.held.booking.held_until
        task = jobs.Task("1", "exams.expire_hold", {"booking_id": case.booking_id}, 1)
        with clock.at(until - SECOND):
            services.expire_hold(task)
            assert case.held.booking.status == BookingStatus.REQUESTED
        with clock.at(until):
            services.expire_hold(task)
            services.expire_hold(task)
        assert case.held.booking.status == BookingStatus.EXPIRED
        assert db.session.scalars(select(Session.booked).where(Session.id == case.asking.id)).one() == 0

    def test_a_job_that_comes_too_early_comes_again(self):
        case = a_case(BookingStatus.REQUESTED)
        until = case.held.booking.held_until
        db.session.execute(delete(jobs.Job))  # the clock was turned back after it had been taken
        with clock.at(until - SECOND):
            services.expire_hold(jobs.Task("1", "exams.expire_hold", {"booking_id": case.booking_id}, 1))
        assert db.session.scalars(select(jobs.Job.due_at)).all() == [until]

    def test_the_job_is_written_with_the_request(self):
        case = a_case(BookingStatus.REQUESTED)
        job = db.session.scalars(select(jobs.Job).where(jobs.Job.name == "exams.expire_hold")).one()
        assert job.due_at == case.held.booking.held_until

    def test_a_hold_until_the_same_moment_again_has_a_job_of_its_own(self):
        case = a_case(BookingStatus.REQUESTED)
        holds = select(jobs.Job).where(jobs.Job.name == "exams.expire_hold").order_by(jobs.Job.id)
        first = db.session.scalars(holds).one()
        first.status = "DONE"
        end_hold_at(case.held.booking.id, first.due_at)
        assert sorted(one.status for one in db.session.scalars(holds)) == ["DONE", "READY"]

    def test_a_lapsed_request_is_neither_changed_nor_cancelled(self):
        case = a_case(BookingStatus.REQUESTED)
        with clock.at(case.held.booking.held_until):
            for press in (lambda: change(case, case.world.sessions[0]), lambda: cancel(case)):
                with pytest.raises(HoldOver):
                    press()


class TestChange:
    def test_a_place_that_was_had_at_once_is_no_way_round_a_request(self):
        case = a_case()
        with pytest.raises(OnRequest), db.session.begin_nested():
            change(case, case.asking)
        assert case.held.session.id == case.world.sessions[0].id
        change(case, case.asking, case.manager)
        assert case.held.session.id == case.asking.id

    def test_a_companys_member_whom_the_branch_has_confirmed_changes_her_own_time(self):
        case = a_case()
        case.client = make.a_client(case.world, kind=Kind.GROUP)
        case.book(case.world.sessions[1])
        services.approve(booking_id=case.booking_id, **case.staff())
        change(case, case.asking)
        assert (case.held.booking.status, case.held.session.id) == ("CONFIRMED", case.asking.id)


class TestStaffActForClients:
    def test_they_may_go_beyond_the_service_year(self):
        case = a_case()
        late = make.a_session(case.world.branch, case.world.institution, day=date(2027, 6, 1))
        change(case, late, case.manager)
        assert case.held.session.day == late.day

    def test_what_they_book_stands_with_their_name_on_it(self):
        world = make.a_world()
        client, manager = (
            make.a_client(world, kind=Kind.GROUP),
            make.a_staff_member(world, Role.HEALTH_MANAGER),
        )
        asking = make.a_session(world.branch, world.institution, 11, self_service=False)
        services.book(client_id=client.id, session_id=asking.id, actor_id=manager.account_id, party=STAFF)
        held = booking_of(client)
        assert (held.booking.status, held.booking.booked_by) == ("CONFIRMED", manager.account_id)
        served = db.session.scalars(select(ServedBy).where(ServedBy.client_id == client.id)).one()
        assert (served.staff_id, served.capacity) == (manager.id, "BOOKING")
        audit.write_notes()
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_id == held.booking.id)).one()
        assert entry.actor_id == manager.account_id
        assert '"party": "HEALTH_MANAGER"' in entry.details

    def test_no_other_branchs_staff_nor_another_party_does(self):
        case, other = a_case(), make.a_world()
        stranger = make.a_staff_member(other, Role.HEALTH_MANAGER)
        late = make.a_client(case.world)
        for press in (
            lambda: change(case, case.world.sessions[1], stranger),
            lambda: cancel(case, stranger),
            lambda: services.book(
                client_id=late.id,
                session_id=case.world.sessions[0].id,
                actor_id=stranger.account_id,
                party=STAFF,
            ),
            lambda: services.book(
                client_id=late.id,
                session_id=case.world.sessions[0].id,
                actor_id=case.desk.account_id,
                party=Party.INSTITUTION_DESK,
            ),
        ):
            with pytest.raises(NotYours):
                press()
        assert case.held.booking.revision == 0

    def test_after_the_clients_cut_off_they_may_until_the_exam_begins_to_the_second(self):
        case = a_case()
        target, starts_at = case.world.sessions[1], case.held.session.starts_at
        with clock.at(starts_at - timedelta(hours=48)), pytest.raises(BookingClosed):
            change(case, target)
        for press in (lambda: change(case, target, case.manager), lambda: cancel(case, case.manager)):
            with clock.at(starts_at), pytest.raises(BookingClosed):
                press()
            trial = db.session.begin_nested()
            with clock.at(starts_at - SECOND):
                press()
            trial.rollback()
            db.session.expire_all()

    def test_they_book_a_time_that_clients_no_longer_can(self):
        case = a_case()
        late, session = make.a_client(case.world), case.world.sessions[1]
        book = {"client_id": late.id, "session_id": session.id}
        with clock.at(session.starts_at - SECOND):
            with pytest.raises(SessionGone):
                services.book(actor_id=late.account_id or "", **book)
            services.book(actor_id=case.manager.account_id, party=STAFF, **book)

    def test_the_client_is_told_of_what_was_cancelled_for_her(self):
        case = a_case()
        cancel(case, case.manager)
        notices = select(Notice.words_en).where(Notice.account_id == case.client.account_id)
        assert db.session.scalars(notices).all() == [
            "Your appointment was cancelled for you. Open Kangyue to see it."
        ]


class TestMustRebook:
    def test_whatever_the_time_of_the_lost_exam_a_new_place_is_taken(self):
        case = a_case(BookingStatus.MUST_REBOOK)
        later = make.a_session(case.world.branch, case.world.institution, day=date(2026, 12, 15))
        with clock.at(case.held.session.starts_at + timedelta(days=1)):
            change(case, later)
        assert case.held.booking.status == BookingStatus.CONFIRMED
        assert case.held.session.booked == 1
        assert queries.open_confirmation(case.booking_id)


class TestWorkingDaysCutOff:
    """Two working days before Thursday 3 December, by a calendar in which Monday was worked for and Tuesday is free."""

    @pytest.fixture
    def case(self) -> Case:
        organisation.set_calendar_day(
            day=date(2026, 12, 1), works=False, name_zh="", name_en="", source="", actor_id=""
        )
        world = make.a_world(change_working_days=2)
        client = make.a_client(world)
        manager = make.a_staff_member(world, Role.HEALTH_MANAGER)
        case = Case(world, client, manager, manager, world.sessions[0])
        case.book(world.sessions[0])
        return case

    EDGE = datetime.combine(date(2026, 12, 1), time(), clock.zone(SHANGHAI))

    def test_changing_cancelling_and_booking_obey_it_to_the_second(self, case):
        target, late = case.world.sessions[1], make.a_client(case.world)
        book = {"client_id": late.id, "session_id": target.id, "actor_id": ""}
        for press, refused in [
            (lambda: change(case, target), BookingClosed),
            (lambda: cancel(case), BookingClosed),
            (lambda: services.book(**book), SessionGone),
        ]:
            for moment in (self.EDGE, self.EDGE + SECOND):
                with clock.at(moment), pytest.raises(refused):
                    press()
            trial = db.session.begin_nested()
            with clock.at(self.EDGE - SECOND):
                press()
            trial.rollback()
            db.session.expire_all()

    def test_pages_say_the_day_and_the_rule(self, case):
        assert said(case) == (
            "You can change or cancel until the end of Mon 30 Nov",
            "By yourself until the end of the day 2 working days before; later your branch decides",
        )

    def test_pages_say_the_hour_where_hours_count(self):
        edge, rule = said(a_case())
        assert edge.startswith("You can change or cancel before Tue 1 Dec")
        assert rule == "By yourself until 48 hours before; later your branch decides"
