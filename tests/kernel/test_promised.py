"""Whoever promised only to read does not write: on both engines, by whatever way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update

from webapp.kernel import transaction
from webapp.kernel.db import changed, db, rows, written
from webapp.kernel.inserting import insert_new
from webapp.kernel.limits import LimitWindow
from webapp.kernel.promised import WrittenWhileReadingError

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROW = {"name": "n", "holder": "h", "seconds": 60, "opened_at": NOON, "taken": 1}


def _flush() -> None:
    db.session.add(LimitWindow(**ROW))
    db.session.flush()


def _ask_with_something_new() -> None:
    db.session.add(LimitWindow(**ROW))
    db.session.scalar(select(func.count()).select_from(LimitWindow))


WAYS: list[Callable[[], object]] = [
    _flush,
    _ask_with_something_new,
    lambda: db.session.execute(insert(LimitWindow).values(**ROW)),
    lambda: db.session.scalar(insert(LimitWindow).values(**ROW).returning(LimitWindow.taken)),
    lambda: db.session.scalars(update(LimitWindow).values(taken=2).returning(LimitWindow.taken)),
    lambda: changed(delete(LimitWindow)),
    lambda: written(insert(LimitWindow), ROW),
    lambda: insert_new(LimitWindow, **ROW),
    lambda: rows(update(LimitWindow).values(taken=2).returning(LimitWindow.taken), {}),
]
PLACES: list[Callable[[Flask], AbstractContextManager[object]]] = [
    lambda app: app.test_request_context("/"),
    lambda _app: transaction.reading(),
]


@pytest.mark.parametrize("place", PLACES)
class TestReading:
    @pytest.mark.parametrize("write", WAYS)
    def test_no_way_of_writing_is_open(
        self,
        inside: Flask,
        place: Callable[[Flask], AbstractContextManager[object]],
        write: Callable[[], object],
    ) -> None:
        with place(inside), pytest.raises(WrittenWhileReadingError):
            write()
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(LimitWindow)) == 0

    def test_questions_are_answered_and_a_value_that_stays_is_no_write(
        self, inside: Flask, place: Callable[[Flask], AbstractContextManager[object]]
    ) -> None:
        with transaction.unit_of_work():
            insert_new(LimitWindow, **ROW)
        with place(inside):
            one = db.session.scalars(select(LimitWindow)).one()
            one.taken = 1
            assert rows(select(LimitWindow.taken), {}).scalar() == 1


class TestWriting:
    @pytest.mark.parametrize("write", WAYS)
    def test_every_way_is_open_to_a_deed(self, inside: Flask, write: Callable[[], object]) -> None:
        with transaction.unit_of_work():
            write()
        with inside.test_request_context("/", method="POST"):
            db.session.execute(delete(LimitWindow))
            db.session.rollback()
