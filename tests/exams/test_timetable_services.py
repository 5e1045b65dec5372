"""Sessions from templates on a real database; closing never cancels anybody (B9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from sqlalchemy import func, select

from tests.factories import exams as make
from webapp.exams import queries, services
from webapp.exams.models import Booking, Session
from webapp.exams.queries import Open
from webapp.exams.refusals import SessionGone
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import services as organisation

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 20)


@pytest.fixture
def world(inside: object) -> Iterator[make.World]:
    with clock.at(make.NOW):
        yield make.a_world()


def a_calendar_day(day: date, *, works: bool, stands_for: int | None = None) -> None:
    organisation.set_calendar_day(
        day=day, works=works, name_zh="", name_en="", source="", stands_for=stands_for, actor_id=""
    )


def add_mondays(
    world: make.World, exam_class: ExamClass = ExamClass.ANY, *, self_service: bool = True
) -> None:
    services.add_template(
        branch_id=world.branch.id,
        institution_id=world.institution.id,
        weekday=1,
        starts=time(8),
        ends=time(8, 30),
        capacity=6,
        exam_class=exam_class,
        valid_from=date(2026, 1, 1),
        self_service=self_service,
        actor_id="",
    )


def generate(world: make.World) -> int:
    return services.generate_sessions(
        branch_id=world.branch.id, institution_id=world.institution.id, first=FIRST, last=LAST, actor_id=""
    )


class TestGenerateSessions:
    def test_each_week_gets_its_session_and_a_rerun_makes_none(self, world):
        add_mondays(world)
        assert generate(world) == 2
        assert generate(world) == 0

    def test_a_rerun_leaves_the_places_already_held(self, world):
        add_mondays(world)
        generate(world)
        session = db.session.scalars(select(Session).where(Session.day == FIRST)).one()
        make.a_booking(world, make.a_client(world), session)
        generate(world)
        db.session.refresh(session)
        assert session.booked == 1

    def test_a_closed_day_gets_none(self, world):
        add_mondays(world)
        services.close_day(
            branch_id=world.branch.id, institution_id=world.institution.id, day=FIRST, actor_id=""
        )
        assert generate(world) == 1

    def test_a_public_holiday_gets_none(self, world):
        add_mondays(world)
        a_calendar_day(FIRST, works=False)
        assert generate(world) == 1

    def test_a_make_up_day_follows_the_weekday_it_stands_for(self, world):
        add_mondays(world)
        a_calendar_day(date(2026, 12, 12), works=True, stands_for=1)
        assert generate(world) == 3

    def test_a_make_up_day_of_no_known_weekday_follows_its_own(self, world):
        add_mondays(world)
        a_calendar_day(date(2026, 12, 12), works=True)
        assert generate(world) == 2

    def test_requests_or_bookings_as_the_weekly_time_says(self, world):
        add_mondays(world, self_service=False)
        generate(world)
        assert not db.session.scalars(select(Session.self_service).where(Session.day == FIRST)).one()

    def test_whoever_waits_has_the_new_places_first(self, world):
        client = make.a_client(world)
        services.line_up(client_id=client.id, first_day=FIRST, last_day=FIRST, actor_id="")
        add_mondays(world)
        generate(world)
        visit = queries.live_booking(client_id=client.id)
        assert (visit.booking.status, visit.session.day) == ("OFFERED", FIRST)
        make.counters_are_true()

    def test_times_are_the_institutions_wall_clock(self, world):
        add_mondays(world)
        generate(world)
        session = db.session.scalars(select(Session).where(Session.day == FIRST)).one()
        assert session.starts_at.isoformat() == "2026-12-07T00:00:00+00:00"


class TestKeepTimesOpen:
    def test_each_day_the_coming_weeks_are_made_once(self, world):
        add_mondays(world)
        registered = jobs.queue.registered
        for _ in range(2):
            registered["exams.keep_times_open"].act(jobs.Task("1", "exams.keep_times_open", {}, 1))
        asked = db.session.scalars(select(jobs.Job).where(jobs.Job.name == "exams.extend_times")).all()
        assert len(asked) == 1
        for _ in range(2):
            registered["exams.extend_times"].act(jobs.Task("2", "exams.extend_times", asked[0].payload, 1))
        days = db.session.scalars(select(Session.day).where(Session.capacity == 6)).all()
        assert (len(days), max(days)) == (12, date(2027, 2, 15))


class TestEndTemplate:
    def end(self, world, day: date = FIRST, **more: object) -> tuple[int, int]:
        [template] = queries.templates_of(branch_id=world.branch.id, institution_id=world.institution.id)
        return services.end_template(
            template_id=template.id, institution_id=world.institution.id, from_day=day, actor_id="", **more
        )

    def test_its_sessions_take_nobody_new_and_who_is_booked_stays(self, world):
        add_mondays(world)
        generate(world)
        first, second = db.session.scalars(select(Session).where(Session.capacity == 6).order_by(Session.day))
        booking = make.a_booking(world, make.a_client(world), first)
        assert self.end(world) == (2, 1)
        for session in (first, second):
            with pytest.raises(SessionGone):
                make.a_booking(world, make.a_client(world), session)
        assert queries.held(booking).booking.status == "CONFIRMED"
        kept = queries.kept(
            branch_id=world.branch.id, institution_id=world.institution.id, from_day=clock.today()
        )
        assert [(one.id, one.booked) for one in kept] == [(first.id, 1)]

    def test_or_everybody_must_choose_again(self, world):
        add_mondays(world)
        generate(world)
        first = db.session.scalars(select(Session).where(Session.day == FIRST)).one()
        booking = make.a_booking(world, make.a_client(world), first)
        assert self.end(world, keep=False, reason="We move") == (2, 1)
        assert db.session.scalars(select(Booking.status).where(Booking.id == booking)).one() == "MUST_REBOOK"
        make.counters_are_true()

    def test_weeks_before_the_day_go_on(self, world):
        add_mondays(world)
        generate(world)
        assert self.end(world, date(2026, 12, 14)) == (1, 0)
        assert db.session.scalars(select(Session.ended).where(Session.day == FIRST)).all() == [False]
        assert generate(world) == 0

    def test_other_windows_of_that_day_go_on(self, world):
        add_mondays(world)
        generate(world)
        self.end(world)
        assert not any(session.ended for session in world.sessions)

    def test_a_window_ended_once_is_not_made_longer_by_a_later_end(self, world):
        add_mondays(world)
        self.end(world, date(2026, 12, 8))
        self.end(world, date(2026, 12, 20))
        [template] = queries.templates_of(branch_id=world.branch.id, institution_id=world.institution.id)
        assert template.valid_until == FIRST

    def test_the_same_window_added_again_takes_people_again(self, world):
        add_mondays(world)
        generate(world)
        self.end(world, date(2025, 12, 1))
        add_mondays(world)
        first = db.session.scalars(select(Session).where(Session.capacity == 6).order_by(Session.day)).first()
        assert first is not None
        held = first.booked
        make.a_booking(world, make.a_client(world), first)
        db.session.refresh(first)
        assert first.booked == held + 1

    def test_another_institutions_window_does_not_exist(self, world):
        add_mondays(world)
        [template] = queries.templates_of(branch_id=world.branch.id, institution_id=world.institution.id)
        with pytest.raises(NotYours):
            services.end_template(
                template_id=template.id, institution_id="0" * 20, from_day=FIRST, actor_id=""
            )


class TestFreeDays:
    def where(self, world, exam_class=ExamClass.REGULAR):
        return Open(world.branch.id, world.institution.id, exam_class, clock.now())

    def free(self, world, **kwargs):
        return queries.free_days(where=self.where(world, **kwargs), first=FIRST.replace(day=1), last=LAST)

    def test_it_counts_the_places_left_per_day(self, world):
        assert self.free(world) == {make.EXAM_DAY: 4}
        make.a_booking(world, make.a_client(world))
        assert self.free(world) == {make.EXAM_DAY: 3}

    def test_full_and_closed_sessions_do_not_count(self, world):
        services.close_session(session_id=world.sessions[1].id, branch_id=world.branch.id, actor_id="")
        for _ in range(2):
            make.a_booking(world, make.a_client(world))
        assert self.free(world) == {}

    def test_sessions_of_another_package_group_do_not_count(self, world):
        add_mondays(world, ExamClass.HIGH_END)
        generate(world)
        assert FIRST not in self.free(world)
        assert FIRST in self.free(world, exam_class=ExamClass.HIGH_END)

    def test_a_full_session_is_still_shown_among_the_times_of_its_day(self, world):
        for _ in range(2):
            make.a_booking(world, make.a_client(world))
        shown = queries.sessions_on(where=self.where(world), day=make.EXAM_DAY)
        assert [session.id for session in shown] == [session.id for session in world.sessions]

    def test_nothing_else_was_made(self, world):
        assert db.session.scalar(select(func.count()).select_from(Session)) == 2
