"""How the sizes of the queue's views are told: a hundred rows are counted, no more."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from tests.factories.complaints import Company, a_complaint
from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.presenters.desk import filters
from webapp.complaints.queries import Queue, work_list
from webapp.complaints.queries.work_list import COUNTED
from webapp.kernel.db import db


def test_beyond_ninety_nine_nobody_needs_the_number(inside: Flask) -> None:
    with inside.test_request_context("/desk/complaints"):
        drawn = [words for words, _link, _now in filters(Queue.MINE, dict.fromkeys(COUNTED, 100))][:-1]
        few = [words for words, _link, _now in filters(Queue.MINE, dict.fromkeys(COUNTED, 99))][:-1]
    assert [words.split()[-1] for words in drawn] == ["99+"] * len(COUNTED)
    assert [words.split()[-1] for words in few] == ["99"] * len(COUNTED)


def test_more_than_are_counted_are_not_counted(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_list, "MOST_COUNTED", 2)
    work_list._counts.cache_clear()
    for _number in range(3):
        a_complaint(company)
    assert queries.sizes(company.handler.id)[Queue.MINE] == 2
    work_list._counts.cache_clear()


def test_late_is_what_was_breached_once(company: Company) -> None:
    case = a_complaint(company)
    assert queries.sizes(company.handler.id)[Queue.BREACHED] == 0
    db.session.execute(update(Case).where(Case.id == case.id).values(escalated=1))
    assert queries.sizes(company.handler.id)[Queue.BREACHED] == 1
