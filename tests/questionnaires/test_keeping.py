"""A draft that nobody touches ends after 90 days, told 7 days before; its owner may delete it at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.test_views import begin, save
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.questionnaires import queries, services

TASK = jobs.Task("x", "questionnaires.old_drafts", {}, 1)


@pytest.fixture
def begun(people: House) -> House:
    begin(people.shen)
    save(people.shen, 1, {"work": "sitting"})
    return people


def after(act: Act, days: float) -> None:
    """Let the sweep run so many days from now."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False), act():
        services.sweep_drafts(TASK)


def told(act: Act) -> list[str]:
    with act():
        return list(db.session.scalars(select(Notice.words_en).order_by(Notice.id)))


def draft(people: House, act: Act) -> Any:
    with act():
        return queries.draft(client_id=people.shen.id, code="hra")


class TestSweepDrafts:
    def test_seven_days_before_its_end_the_owner_is_told_once(self, begun: House, act: Act) -> None:
        after(act, 82.9)
        assert told(act) == []
        after(act, 83.1)
        after(act, 84)
        assert len(told(act)) == 1
        assert "7 days" in told(act)[0]
        assert draft(begun, act)

    def test_after_ninety_days_it_is_deleted_and_the_owner_is_told(self, begun: House, act: Act) -> None:
        after(act, 83.1)
        after(act, 89.9)
        assert draft(begun, act)
        after(act, 90.2)
        assert draft(begun, act) is None
        assert len(told(act)) == 2
        assert "deleted" in told(act)[1]

    def test_nothing_is_deleted_without_the_notice_having_come_a_week_before(
        self, begun: House, act: Act
    ) -> None:
        after(act, 200)
        after(act, 206.9)
        assert draft(begun, act)
        after(act, 207.1)
        assert draft(begun, act) is None

    def test_a_touch_begins_the_ninety_days_anew(self, begun: House, act: Act) -> None:
        after(act, 83.1)
        with time_machine.travel(clock.now() + timedelta(days=85), tick=False), act():
            found = queries.draft(client_id=begun.shen.id, code="hra")
            assert found
            services.save_answers(
                client_id=begun.shen.id, code="hra", values={}, revision=found.revision, draft=found
            )
        after(act, 100)
        assert draft(begun, act)
        assert len(told(act)) == 1
        after(act, 85 + 83.1)
        assert len(told(act)) == 2


class TestDelete:
    def test_asks_first_and_then_deletes_for_good(self, begun: House, act: Act) -> None:
        path = "/questionnaires/hra/delete"
        assert path in begun.shen.browser.get("/questionnaires/hra").text
        page = begun.shen.browser.get(path)
        assert page.status_code == 200
        assert draft(begun, act)
        assert begun.shen.browser.post(path, data={"_key": "k" * 20}).status_code == 303
        assert draft(begun, act) is None

    def test_nobody_deletes_anothers(self, begun: House, act: Act) -> None:
        assert (
            begun.wang.browser.post("/questionnaires/hra/delete", data={"_key": "k" * 20}).status_code == 404
        )
        assert begun.manager.browser.post("/questionnaires/hra/delete").status_code == 403
        assert draft(begun, act)
