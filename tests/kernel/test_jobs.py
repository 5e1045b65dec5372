"""Jobs are done once, in time, and survive what happens to their workers."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp.kernel import audit, clock, jobs, transaction
from webapp.kernel.db import db
from webapp.kernel.jobs import leasing, queue
from webapp.kernel.jobs.models import Job, Status


@pytest.fixture(autouse=True)
def _register() -> Iterator[None]:
    """Leave the register as it was found."""
    before, timetable = dict(queue.registered), dict(queue.timetable)
    queue.timetable.clear()
    yield
    queue.registered.clear()
    queue.registered.update(before)
    queue.timetable.update(timetable)


def enqueue(app: Flask, name: str, number: int = 0, **kwargs: object) -> bool:
    with app.app_context(), transaction.unit_of_work():
        return jobs.enqueue(name, {"number": number}, **kwargs)  # type: ignore[arg-type]


def counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        grouped = select(Job.status, func.count()).group_by(Job.status)
        return dict(db.session.execute(grouped).all())


class TestEnqueue:
    def test_a_job_is_done_with_its_payload(self, kernel: Flask) -> None:
        done: list[object] = []
        jobs.handler("test.do")(lambda task: done.append(task.payload["number"]))
        enqueue(kernel, "test.do", 7)
        assert jobs.Worker(kernel).work_off() == 1
        assert done == [7]
        assert counts(kernel) == {"DONE": 1}

    def test_the_same_unique_key_is_enqueued_once(self, kernel: Flask) -> None:
        assert enqueue(kernel, "test.do", unique="booking-1")
        assert not enqueue(kernel, "test.do", unique="booking-1")

    def test_a_job_of_a_rolled_back_act_does_not_exist(self, kernel: Flask) -> None:
        with kernel.app_context(), pytest.raises(ZeroDivisionError):
            _enqueue_and_fail()
        assert counts(kernel) == {}

    def test_a_later_job_waits(self, kernel: Flask) -> None:
        jobs.handler("test.do")(lambda task: None)
        enqueue(kernel, "test.do", run_after=clock.now() + timedelta(hours=1))
        assert jobs.Worker(kernel).work_off() == 0
        with clock.at(clock.now() + timedelta(hours=2)):
            assert jobs.Worker(kernel).work_off() == 1


class TestFail:
    def test_a_failing_job_waits_longer_each_time_and_is_given_up_at_last(self, kernel: Flask) -> None:
        tries: list[int] = []

        def fail(task: jobs.Task) -> None:
            tries.append(task.attempt)
            raise ValueError("the phone 13800138000 is off")

        jobs.handler("test.fail")(fail)
        enqueue(kernel, "test.fail")
        at = clock.now()
        for _ in range(12):
            at += timedelta(hours=2)
            with clock.at(at):
                jobs.Worker(kernel).work_off()
        assert tries == list(range(1, leasing.MAX_ATTEMPTS + 1))
        assert counts(kernel) == {"DEAD": 1}
        with kernel.app_context():
            assert "is off" in (queue.dead()[0].last_error or "")

    def test_a_failed_job_leaves_no_effect(self, kernel: Flask) -> None:
        def fail(_task: jobs.Task) -> None:
            audit.record("test.half_done")
            db.session.execute(select(1))
            raise ValueError

        jobs.handler("test.fail")(fail)
        enqueue(kernel, "test.fail")
        jobs.Worker(kernel).work_off()
        with kernel.app_context():
            assert db.session.scalar(select(func.count()).select_from(audit.AuditEntry)) == 0

    def test_waits_grow_from_ten_seconds_to_an_hour(self) -> None:
        waits = [leasing.backoff(n).total_seconds() for n in (1, 2, 3, 9, 20)]
        assert waits == [10, 20, 40, 2560, 3600]


class TestLease:
    def test_a_worker_that_lost_its_lease_cannot_end_the_job(self, kernel: Flask) -> None:
        enqueue(kernel, "test.do")
        with kernel.app_context():
            with transaction.unit_of_work():
                first = leasing.lease("first", timedelta(0))
            with transaction.unit_of_work():
                assert leasing.lease("second") is not None
            assert first is not None
            with pytest.raises(leasing.LeaseLost), transaction.unit_of_work():
                leasing.end(first, "first")

    def test_a_leased_job_is_not_given_to_another(self, kernel: Flask) -> None:
        enqueue(kernel, "test.do")
        with kernel.app_context(), transaction.unit_of_work():
            assert leasing.lease("first") is not None
            assert leasing.lease("second") is None


class TestRecurring:
    def test_each_period_is_enqueued_once_among_all_workers(self, kernel: Flask) -> None:
        done: list[int] = []
        jobs.recurring("test.tick", every=timedelta(hours=1))(lambda task: done.append(1))
        start = clock.now()
        for minutes in (0, 30, 61, 62, 125):
            with clock.at(start + timedelta(minutes=minutes)):
                jobs.Worker(kernel).work_off()
                jobs.Worker(kernel).work_off()
        assert len(done) == 2


@pytest.mark.slow
class TestKill:
    def test_killed_workers_neither_lose_nor_double_an_effect(self, kernel: Flask) -> None:
        for number in range(40):
            enqueue(kernel, "test.inside", number)
        url = kernel.config["SQLALCHEMY_DATABASE_URI"]
        command = [sys.executable, "-m", "tests.kernel.worker_process", url]
        kills, deadline = 0, time.monotonic() + 90
        workers = [subprocess.Popen(command) for _ in range(2)]
        try:
            while counts(kernel) != {str(Status.DONE): 40} and time.monotonic() < deadline:
                time.sleep(1.0 if kills < 4 else 0.3)
                if kills < 4:
                    workers[kills % 2].send_signal(signal.SIGKILL)
                    workers[kills % 2].wait()
                    workers[kills % 2] = subprocess.Popen(command)
                    kills += 1
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        with kernel.app_context():
            numbers = [int(n) for n in db.session.scalars(select(audit.AuditEntry.subject_id))]
            assert sorted(numbers) == list(range(40))
            assert audit.verify() is None


def _enqueue_and_fail() -> None:
    with transaction.unit_of_work():
        jobs.enqueue("test.do")
        raise ZeroDivisionError
