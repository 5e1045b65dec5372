"""What nobody needs any more is swept away, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories.accounts import a_client_account
from webapp.accounts import rules
from webapp.accounts.models import AuthSession, PhoneCode
from webapp.kernel import audit, clock, housekeeping, jobs, limits, transaction
from webapp.kernel.db import Model, db
from webapp.kernel.idempotency import Answer
from webapp.kernel.jobs import Worker, queue
from webapp.kernel.jobs.models import Job, Status
from webapp.kernel.kept_forms import LASTS, KeptForm

A_MOMENT = timedelta(minutes=1)


def swept(model: type[Model], keep: timedelta, put: Callable[[datetime], None]) -> tuple[int, int]:
    """Give how many of two rows, one just past its time and one just within, are there before and after."""
    with transaction.unit_of_work():
        for age in (keep + A_MOMENT, keep - A_MOMENT):
            put(clock.now() - age)
    before = _count(model)
    with transaction.unit_of_work():
        _sweep(model)
    return before, _count(model)


def _sweep(model: type[Model]) -> None:
    housekeeping.sweep_table(jobs.Task("", "kernel.sweep_table", {"table": model.__tablename__}, 1))


def _count(model: type[Model]) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def _stored_answer(at: datetime) -> None:
    db.session.add(Answer(account_id="a" * 20, key=at.isoformat(), fingerprint="", created_at=at))


def _job(status: Status) -> Callable[[datetime], None]:
    return lambda at: db.session.add(Job(name="x", payload={}, due_at=at, status=status, ended_at=at))


@pytest.mark.usefixtures("inside")
class TestSweepTable:
    def test_a_stored_answer_is_kept_for_a_week(self) -> None:
        assert swept(Answer, housekeeping.KEEP_ANSWERS, _stored_answer) == (2, 1)

    def test_what_was_typed_after_a_session_ended_is_kept_for_a_day(self) -> None:
        def put(at: datetime) -> None:
            db.session.add(KeptForm(account_id="", path="/", fields={}, kept_at=at))

        assert swept(KeptForm, LASTS, put) == (2, 1)

    def test_a_limit_is_forgotten_when_its_longest_window_is_over(self) -> None:
        def put(at: datetime) -> None:
            with clock.at(at):
                limits.take("sms.phone", at.isoformat(), (10, 86_400))

        assert swept(limits.LimitWindow, housekeeping.KEEP_LIMITS, put) == (2, 1)

    def test_a_done_job_is_kept_for_a_month(self) -> None:
        assert swept(Job, housekeeping.KEEP_JOBS, _job(Status.DONE)) == (2, 1)

    def test_a_dead_job_waits_for_somebody_to_look(self) -> None:
        assert swept(Job, housekeeping.KEEP_JOBS, _job(Status.DEAD)) == (2, 2)

    def test_a_code_by_text_message_is_gone_a_day_after_its_five_minutes(self) -> None:
        def put(at: datetime) -> None:
            db.session.add(PhoneCode(phone="+8613900001111", phone_index="", code_hash="", ends_at=at))

        assert swept(PhoneCode, rules.KEEP_CODES, put) == (2, 1)

    def test_a_session_is_gone_a_month_after_its_last_possible_moment(self) -> None:
        account = a_client_account()

        def put(at: datetime) -> None:
            values = {"account_id": account.id, "branch_id": "", "ends_at": at}
            db.session.add(AuthSession(id=at.isoformat(), **values))

        assert swept(AuthSession, rules.KEEP_SESSIONS, put) == (2, 1)
        log = db.session.scalars(select(audit.AuditEntry).filter_by(action="kernel.swept")).one()
        assert (log.subject_id, log.details) == ("auth_session", '{"rows": 1}')
        assert audit.verify() is None

    def test_one_transaction_takes_one_batch_and_asks_for_the_next(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(housekeeping, "BATCH", 3)
        for minute in range(5):
            _stored_answer(clock.now() - housekeeping.KEEP_ANSWERS - timedelta(minutes=1 + minute))
        left = []
        for _ in range(3):
            _sweep(Answer)
            left.append((_count(Answer), _count(Job)))
        assert left == [(2, 1), (0, 1), (0, 1)]


class TestSweep:
    def test_the_worker_sweeps_every_table_in_its_own_job(self, app: Flask) -> None:
        with app.app_context(), transaction.unit_of_work():
            _stored_answer(clock.now() - housekeeping.KEEP_ANSWERS - A_MOMENT)
            jobs.enqueue("kernel.sweep")
        assert Worker(app).work_off() == 1 + len(housekeeping.kept)
        with app.app_context():
            assert _count(Answer) == 0
            assert set(db.session.scalars(select(Job.status))) == {Status.DONE}

    def test_it_sweeps_what_expires_and_nothing_else(self) -> None:
        expected = {
            "idempotent_answer",
            "limit_window",
            "job",
            "auth_session",
            "phone_code",
            "kept_form",
            "exam_import",
            "group_roster_import",
        }
        assert set(housekeeping.kept) == expected


class TestInit:
    @pytest.mark.usefixtures("app")
    def test_the_application_has_the_sweep_on_its_timetable(self) -> None:
        assert queue.timetable["kernel.sweep"] == housekeeping.EVERY
        assert queue.registered["kernel.sweep"].act is housekeeping.sweep
        assert queue.registered["kernel.sweep_table"].act is housekeeping.sweep_table
