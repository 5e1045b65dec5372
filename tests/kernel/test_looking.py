"""A view that looks before it asks for the write lock."""

from __future__ import annotations

import pytest
from flask import Flask, Response, request

from webapp.kernel import audit, transaction
from webapp.kernel.db import db


@pytest.fixture
def till(kernel: Flask) -> Flask:
    """The kernel with one view that is refused by a look where the room is full."""

    def look(room: str) -> Response | None:
        assert not transaction.writing()
        db.session.execute(db.select(1))
        return Response("full", 409) if room == "full" else None

    @kernel.post("/book/<room>")
    @transaction.look_first(look)
    def book(room: str) -> Response:
        assert transaction.writing()
        audit.record("test.booked", subject=("room", room))
        return Response("refused", 422) if "refuse" in request.form else Response("booked")

    return kernel


def booked(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(audit.AuditEntry)) or 0


class TestLookFirst:
    def test_whom_the_look_refuses_never_writes(self, till: Flask) -> None:
        assert till.test_client().post("/book/full").status_code == 409
        assert booked(till) == 0

    def test_whom_it_lets_through_acts_and_is_kept(self, till: Flask) -> None:
        assert till.test_client().post("/book/free").status_code == 200
        assert booked(till) == 1

    def test_who_is_refused_while_acting_leaves_nothing(self, till: Flask) -> None:
        assert till.test_client().post("/book/free", data={"refuse": "1"}).status_code == 422
        assert booked(till) == 0
