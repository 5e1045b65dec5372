"""The session cookie: what was found genuine once is believed again, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, session
from flask.testing import FlaskClient

from webapp.kernel import cookies

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def browser() -> FlaskClient:
    """A browser of an application that counts the visits of each session."""
    app = Flask("kernel")
    app.secret_key = "kernel"
    cookies.init(app)

    @app.post("/")
    def come_in() -> str:
        session.permanent = True
        session["name"] = "anna"
        return "in"

    @app.get("/")
    def look() -> str:
        return str(session.get("name"))

    return app.test_client()


def cookie(browser: FlaskClient) -> str:
    found = browser.get_cookie("session")
    assert found is not None
    return str(found.value)


class TestOpenSession:
    def test_a_cookie_that_was_genuine_before_still_lapses(self, browser: FlaskClient) -> None:
        with time_machine.travel(NOON, tick=False):
            browser.post("/")
            kept = {"Cookie": f"session={cookie(browser)}"}
            assert browser.get("/", headers=kept).text == "anna"
        other = browser.application.test_client(use_cookies=False)
        with time_machine.travel(NOON + timedelta(days=30), tick=False):
            assert other.get("/", headers=kept).text == "anna"
        with time_machine.travel(NOON + timedelta(days=32), tick=False):
            assert other.get("/", headers=kept).text == "None"

    def test_a_changed_cookie_is_nobodys_though_the_whole_one_is_known(self, browser: FlaskClient) -> None:
        browser.post("/")
        whole = cookie(browser)
        other = browser.application.test_client(use_cookies=False)
        for value, name in ((whole, "anna"), (whole[:-1], "None"), ("x" + whole, "None"), (whole, "anna")):
            assert other.get("/", headers={"Cookie": f"session={value}"}).text == name

    def test_another_key_proves_nothing(self, browser: FlaskClient) -> None:
        browser.post("/")
        elsewhere = Flask("elsewhere")
        elsewhere.secret_key = "another"
        cookies.init(elsewhere)
        elsewhere.add_url_rule("/", view_func=lambda: str(session.get("name")))
        kept = {"Cookie": f"session={cookie(browser)}"}
        assert elsewhere.test_client(use_cookies=False).get("/", headers=kept).text == "None"


class TestSaveSession:
    def test_only_what_changed_is_sent(self, browser: FlaskClient) -> None:
        assert "Set-Cookie" in browser.post("/").headers
        seen = browser.get("/")
        assert "Set-Cookie" not in seen.headers
        assert "Cookie" in seen.headers["Vary"]
