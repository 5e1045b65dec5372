"""What time does is done case by case: none waits for another's fault (T5, T12, T17, S1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Act
from tests.factories import complaints as factory
from tests.factories.complaints import a_case, a_complaint
from webapp.complaints import services
from webapp.complaints.models import Case, CaseEvent
from webapp.complaints.rules.states import Action, State
from webapp.complaints.services import engine, timers
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.jobs import Job, Status, Task, Worker
from webapp.kernel.jobs.queue import timetable

LATER = factory.NOW + timedelta(days=30)
TASK = Task("", timers.TIMERS, {}, 1)


@pytest.fixture
def cases(act: Act) -> list[str]:
    """Three cases of one client: two nobody took up in time, and one with a result."""
    with clock.at(factory.NOW), act():
        company = factory.a_company()
        made = [a_complaint(company), a_complaint(company), a_case(company, State.DECIDED)]
        return [case.id for case in made]


def work_off(app: Flask) -> None:
    with clock.at(LATER):
        Worker(app).work_off()


def told(app: Flask, case_id: str) -> list[str]:
    with app.app_context():
        asked = select(CaseEvent.action).where(CaseEvent.case_id == case_id).order_by(CaseEvent.version)
        return list(db.session.scalars(asked))


def run_timers(act: Act) -> None:
    with clock.at(LATER), act():
        timers.run_timers(TASK)


class TestEachCase:
    def test_is_looked_at_by_a_job_of_its_own(self, app: Flask, act: Act, cases: list[str]) -> None:
        run_timers(act)
        with app.app_context():
            rows = db.session.scalars(select(Job).where(Job.name == "complaints.case_timers"))
            assert sorted(row.payload["case_id"] for row in rows) == sorted(cases)
        work_off(app)
        assert told(app, cases[0]).count("BREACH") == 2
        assert told(app, cases[2])[-1] == "CLOSE"

    def test_waits_for_no_other_that_raises(
        self, app: Flask, act: Act, cases: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A fault in one case stops that case alone, and stands in its job for whoever runs the house."""
        as_always = engine.move

        def faulty(case: Case, *, action: Action, **more: Any) -> Any:
            if case.id == cases[0] and action is Action.BREACH:
                raise RuntimeError("a fault in one case")
            return as_always(case, action=action, **more)

        monkeypatch.setattr(engine, "move", faulty)
        run_timers(act)
        work_off(app)
        assert "BREACH" not in told(app, cases[0])
        assert told(app, cases[1]).count("BREACH") == 2
        assert told(app, cases[2])[-1] == "CLOSE"
        with app.app_context():
            failed = [job for job in db.session.scalars(select(Job)) if job.last_error]
            assert [row.payload["case_id"] for row in failed] == [cases[0]]
            assert "a fault in one case" in failed[0].last_error
            assert failed[0].status == Status.READY  # tried again, after a while

    def test_is_asked_for_once_however_often_the_timers_run(
        self, app: Flask, act: Act, cases: list[str]
    ) -> None:
        run_timers(act)
        run_timers(act)
        with app.app_context():
            asked = db.session.scalars(select(Job).where(Job.name == "complaints.case_timers")).all()
            assert len(asked) == len(cases)
        work_off(app)
        run_timers(act)
        work_off(app)
        assert told(app, cases[0]).count("BREACH") == 2

    def test_is_found_once_more_tomorrow_where_its_job_was_given_up(self, act: Act, cases: list[str]) -> None:
        run_timers(act)
        with clock.at(LATER + timedelta(days=1)), act():
            asked = services.due(clock.today())
            assert {case_id for case_id, _version in asked} == set(cases)
            timers.run_timers(TASK)
            again = db.session.scalars(select(Job).where(Job.name == "complaints.case_timers")).all()
            assert len(again) == 2 * len(cases)


def test_nothing_is_asked_for_where_nothing_is_due(act: Act, cases: list[str]) -> None:
    with clock.at(factory.NOW), act():
        timers.run_timers(TASK)
        assert not db.session.scalars(select(Job).where(Job.name == "complaints.case_timers")).all()


def test_the_timers_are_on_the_timetable() -> None:
    assert {timers.TIMERS, "complaints.accounts"} <= set(timetable)
