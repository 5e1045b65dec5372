"""Clocks that run, on a real database: reminders, late promises, a calendar that changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint, by_handler, later
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules import clocks
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.states import State
from webapp.complaints.services.recomputing import recompute
from webapp.complaints.services.reminding import remind
from webapp.kernel import audit
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.jobs import Job, Task
from webapp.notices.models import Notice
from webapp.organisation import services as organisation
from webapp.toolbox.calendar import WorkingDays


def result_of(case: Case) -> CaseClock:
    db.session.expire_all()
    return next(row for row in queries.clocks(case.id) if row.kind == "RESULT")


def jobs_named(name: str) -> list[Job]:
    db.session.flush()
    return list(db.session.scalars(select(Job).where(Job.name == name).order_by(Job.id)))


class TestShareReached:
    @pytest.mark.parametrize(
        ("days", "left", "share"),
        [(1, 1, 0), (1, 0, 100), (5, 3, 0), (5, 2, 50), (5, 1, 80), (5, 0, 100), (10, 5, 50), (10, 2, 80)],
    )
    def test_half_four_fifths_and_the_last_day(self, days: int, left: int, share: int) -> None:
        calendar, today = WorkingDays(), date(2026, 11, 2)
        assert clocks.share_reached(calendar, days=days, due=calendar.add(today, left), today=today) == share

    def test_what_is_late_is_over(self) -> None:
        monday = date(2026, 11, 2)
        reached = clocks.share_reached(WorkingDays(), days=5, due=monday, today=monday + timedelta(days=3))
        assert reached == 100


class TestRemind:
    def test_each_share_once_by_a_job(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING, named=False)
        asked = []
        for days in range(8):  # Thursday to Thursday, the due day
            with later(days):
                services.sweep()
                services.sweep()
            asked.append(result_of(case).reminded)
        assert asked == [0, 0, 0, 0, 0, 50, 80, 100]
        shares = [job.payload["share"] for job in jobs_named("complaints.remind")]
        assert shares == [50, 80, 100]

    def test_nobody_is_reminded_while_it_stands_still(self, company: Company) -> None:
        a_case(company, State.WAITING_CLIENT, named=False)
        with later(7):
            services.sweep()
        assert jobs_named("complaints.remind") == []

    def test_first_the_handler_then_the_next_level_too(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING, named=False)
        for share, told in ((50, {company.handler}), (80, {company.handler, company.manager})):
            db.session.query(Notice).delete()
            remind(Task("job", "complaints.remind", {"clock_id": result_of(case).id, "share": share}, 1))
            accounts = set(db.session.scalars(select(Notice.account_id)))
            assert accounts == {one.account_id for one in told}

    def test_a_promise_kept_meanwhile_reminds_nobody(self, company: Company) -> None:
        case = a_case(company, State.DECIDED, named=False)
        before = len(db.session.scalars(select(Notice.id)).all())
        remind(Task("job", "complaints.remind", {"clock_id": result_of(case).id, "share": 50}, 1))
        assert len(db.session.scalars(select(Notice.id)).all()) == before


class TestLate:
    def test_a_promise_kept_late_before_any_timer_looked_is_a_breach(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING, named=False)
        with later(8):
            services.settle(**by_handler(company, case), remedy="-", result="-", agreed=True)
        row = result_of(case)
        assert row.met_at is not None
        assert row.breached_at is not None
        told = [(one.action, one.subject) for one in queries.events(case.id)]
        assert told[-2:] == [("BREACH", "RESULT"), ("SETTLE", "")]

    def test_serving_is_put_off_only_once(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        one = {"respondent_id": factory.the_respondent(case), "reason": "He is on leave."}
        services.put_off(**by_handler(company, case), **one)
        with later(5), pytest.raises(services.NotAllowedNow, match="nobody_to_put_off"):
            services.put_off(**by_handler(company, case), **one)


def set_day(day: date, *, works: bool) -> None:
    named = {"name_zh": "", "name_en": "", "source": "headquarters"}
    organisation.set_calendar_day(day=day, works=works, **named, actor_id="")


def recomputed() -> None:
    recompute(Task("job", "complaints.recompute", {}, 1))
    db.session.flush()


class TestCalendarChanges:
    def test_a_job_is_asked_for(self, company: Company) -> None:
        set_day(date(2026, 11, 24), works=False)
        assert len(jobs_named("complaints.recompute")) == 1

    def test_open_clocks_move_with_a_line_in_the_log(self, company: Company) -> None:
        case = a_case(company, State.ACCEPTED, named=False)
        set_day(date(2026, 11, 24), works=False)
        recomputed()
        recomputed()
        assert result_of(case).due_on == factory.fresh(case).due_on == date(2026, 11, 27)
        audit.write_notes()
        moved = select(AuditEntry.details).where(AuditEntry.action == "complaints.clock.moved")
        lines = list(db.session.scalars(moved))
        assert len(lines) == 1
        assert '"from": "2026-11-26"' in lines[0]
        assert '"to": "2026-11-27"' in lines[0]

    def test_a_make_up_day_brings_it_forward(self, company: Company) -> None:
        case = a_case(company, State.ACCEPTED, named=False)
        set_day(date(2026, 11, 21), works=True)
        recomputed()
        assert result_of(case).due_on == date(2026, 11, 25)

    def test_pauses_and_an_extension_are_replayed(self, company: Company) -> None:
        case = a_complaint(company, category=Category.EXAM)
        services.accept(**by_handler(company, case))
        services.extend(**by_handler(company, case), days=3, reason="The log.")
        services.ask_client(**by_handler(company, case), question="When?")
        with later(5):
            services.answer(case_id=case.id, client_id=company.client.id, words="At three.", language="en")
        before = result_of(case).due_on
        recomputed()
        assert result_of(case).due_on == before == date(2026, 12, 11)
        set_day(date(2026, 11, 23), works=False)
        recomputed()
        assert result_of(case).due_on == before  # a day within the pause was no working day after all

    def test_closed_ones_and_breaches_never_move(self, company: Company) -> None:
        done, missed = a_case(company, State.CLOSED), a_complaint(company)
        with later(8):
            services.sweep()
            set_day(date(2026, 11, 24), works=False)
            recomputed()
        assert result_of(done).due_on == date(2026, 11, 26)
        assert result_of(missed).due_on == date(2026, 11, 26)
        assert result_of(missed).breached_at is not None

    def test_the_clients_own_times_move_too(self, company: Company) -> None:
        waits, decided = a_case(company, State.WAITING_CLIENT, named=False), a_case(company, State.DECIDED)
        set_day(date(2026, 12, 3), works=False)
        set_day(date(2026, 12, 4), works=False)
        recomputed()
        assert factory.fresh(waits).waits_until == date(2026, 12, 7)
        assert factory.fresh(decided).window_until == date(2026, 12, 7)
