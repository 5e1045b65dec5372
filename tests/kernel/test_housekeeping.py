"""What nobody needs any more is swept away, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp.kernel import clock, housekeeping, jobs, limits, transaction
from webapp.kernel.db import Model, db
from webapp.kernel.idempotency import Answer
from webapp.kernel.jobs import queue
from webapp.kernel.jobs.models import Job, Status

A_MOMENT = timedelta(minutes=1)


def swept(model: type[Model], keep: timedelta, put: Callable[[datetime], None]) -> tuple[int, int]:
    """Give how many of two rows, one just past its time and one just within, are there before and after."""
    with transaction.unit_of_work():
        for age in (keep + A_MOMENT, keep - A_MOMENT):
            put(clock.now() - age)
    before = _count(model)
    with transaction.unit_of_work():
        housekeeping.sweep(jobs.Task("", "kernel.sweep", {}, 1))
    return before, _count(model)


def _count(model: type[Model]) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


@pytest.mark.usefixtures("inside")
class TestSweep:
    def test_a_stored_answer_is_kept_for_a_week(self) -> None:
        def put(at: datetime) -> None:
            db.session.add(Answer(account_id="a" * 20, key=at.isoformat(), fingerprint="", created_at=at))

        assert swept(Answer, housekeeping.KEEP_ANSWERS, put) == (2, 1)

    def test_a_limit_is_forgotten_when_its_longest_window_is_over(self) -> None:
        def put(at: datetime) -> None:
            with clock.at(at):
                limits.take("sms.phone", at.isoformat(), (10, 86_400))

        assert swept(limits.LimitWindow, housekeeping.KEEP_LIMITS, put) == (2, 1)

    def test_a_done_job_is_kept_for_a_month(self) -> None:
        def put(at: datetime) -> None:
            db.session.add(Job(name="test.do", payload={}, due_at=at, status=Status.DONE, ended_at=at))

        assert swept(Job, housekeeping.KEEP_JOBS, put) == (2, 1)

    def test_a_dead_job_waits_for_somebody_to_look(self) -> None:
        def put(at: datetime) -> None:
            db.session.add(Job(name="test.do", payload={}, due_at=at, status=Status.DEAD, ended_at=at))

        assert swept(Job, housekeeping.KEEP_JOBS, put) == (2, 2)


class TestInit:
    def test_the_application_has_the_sweep_on_its_timetable(self, app: Flask) -> None:
        assert queue.timetable["kernel.sweep"] == housekeeping.EVERY
        assert queue.registered["kernel.sweep"].act is housekeeping.sweep
