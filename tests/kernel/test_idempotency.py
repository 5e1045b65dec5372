"""A form sent twice acts once."""

from __future__ import annotations

import threading
import time

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from webapp.kernel import access, audit, errors, htmx, idempotency
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.transaction import writing


@pytest.fixture
def desk(kernel: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The kernel with one view that books, once."""

    @kernel.post("/book")
    @idempotency.once
    def book() -> Response:
        assert writing()
        audit.record("test.booked", subject=("room", request.form["room"]))
        db.session.execute(db.select(1))
        time.sleep(float(request.form.get("slow", 0)))
        if request.form["room"] == "full":
            return Response("full", 422)
        if request.form["room"] == "page":
            return Response("<p>您好</p>", 201, mimetype="text/html")
        return htmx.go_to(f"/booking/{audit_count() + 1}")

    def refuse(_error: errors.Refusal) -> Response:
        return Response("refused", 422)

    kernel.register_error_handler(errors.Refusal, refuse)
    htmx.init(kernel)
    monkeypatch.setattr(access, "visitor", lambda: Visitor(account_id=request.headers.get("X-Who", "anna")))
    return kernel


def audit_count() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(audit.AuditEntry)) or 0


def count(app: Flask) -> int:
    with app.app_context():
        return audit_count()


def send(client: FlaskClient, key: str | None = "key-00001", *, who: str = "anna", **fields: str) -> Response:
    headers = {"X-Who": who} | ({"Idempotency-Key": key} if key else {})
    return client.post("/book", data={"room": "a"} | fields, headers=headers)


class TestOnce:
    def test_the_second_press_gets_the_first_answer_and_acts_no_more(self, desk: Flask) -> None:
        first, second = send(desk.test_client()), send(desk.test_client())
        assert (first.status_code, first.location) == (303, "/booking/1")
        assert (second.status_code, second.location) == (303, "/booking/1")
        assert count(desk) == 1

    def test_a_body_is_given_again_word_for_word(self, desk: Flask) -> None:
        answers = [send(desk.test_client(), room="page") for _ in range(2)]
        assert [(a.status_code, a.text) for a in answers] == [(201, "<p>您好</p>")] * 2
        assert count(desk) == 1

    def test_the_key_may_stand_in_the_form(self, desk: Flask) -> None:
        answers = [send(desk.test_client(), None, _key="key-00002", _csrf=str(n)) for n in range(2)]
        assert [a.location for a in answers] == ["/booking/1"] * 2

    def test_htmx_gets_a_plain_answer_in_its_own_way(self, desk: Flask) -> None:
        send(desk.test_client())
        headers = {"Idempotency-Key": "key-00001", "HX-Request": "true"}
        again = desk.test_client().post("/book", data={"room": "a"}, headers=headers)
        assert again.status_code == 200
        assert "/booking/1" in again.headers["HX-Location"]

    def test_another_body_with_the_same_key_is_refused(self, desk: Flask) -> None:
        send(desk.test_client())
        assert send(desk.test_client(), room="b").status_code == 422
        assert count(desk) == 1

    def test_another_account_has_keys_of_its_own(self, desk: Flask) -> None:
        send(desk.test_client())
        send(desk.test_client(), who="boris", room="b")
        assert count(desk) == 2

    def test_a_refused_form_keeps_its_key_for_the_corrected_one(self, desk: Flask) -> None:
        assert send(desk.test_client(), room="full").status_code == 422
        assert send(desk.test_client(), room="b").status_code == 303
        assert count(desk) == 1

    @pytest.mark.parametrize("key", ["x", "a" * 81, "white space", "<script>"])
    def test_something_that_is_no_key_is_refused(self, desk: Flask, key: str) -> None:
        assert send(desk.test_client(), key).status_code == 422

    def test_without_a_key_each_press_acts(self, desk: Flask) -> None:
        send(desk.test_client(), None)
        send(desk.test_client(), None)
        assert count(desk) == 2

    def test_two_presses_at_the_same_moment_act_once(self, desk: Flask) -> None:
        answers: list[Response] = []
        presses = [
            threading.Thread(target=lambda: answers.append(send(desk.test_client(), slow="0.2")))
            for _ in range(4)
        ]
        for press in presses:
            press.start()
        for press in presses:
            press.join()
        assert [a.location for a in answers] == ["/booking/1"] * 4
        assert count(desk) == 1
