"""The door, as a browser meets it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories.accounts import PASSWORD, TOTP, a_client_account, a_staff_account
from webapp import config
from webapp.accounts.models import PhoneCode
from webapp.accounts.rules import Reach
from webapp.accounts.services import set_reach
from webapp.kernel import clock
from webapp.kernel.db import db

PHONE = "+8613900001111"


@pytest.fixture
def account_id(act: Act) -> str:
    with act():
        return a_client_account(phone=PHONE).id


class TestSignInWithPassword:
    def post(self, client: FlaskClient, **typed: str) -> tuple[int, str]:
        answer = client.post("/sign-in/password", data={"phone": PHONE, "password": PASSWORD} | typed)
        return answer.status_code, answer.text

    @pytest.mark.usefixtures("account_id")
    def test_the_right_password_opens_and_leads_on(self, client: FlaskClient) -> None:
        answer = client.post(
            "/sign-in/password", data={"phone": PHONE, "password": PASSWORD, "next": "/account/devices"}
        )
        assert (answer.status_code, answer.location) == (303, "/account/devices")
        assert client.get("/account/devices").status_code == 200

    @pytest.mark.usefixtures("account_id")
    def test_known_and_unknown_people_get_the_same_answer(self, client: FlaskClient) -> None:
        known = self.post(client, password="not the password")
        unknown = self.post(client, phone="13900009999", password="not the password")
        assert known[0] == unknown[0] == 422
        assert _without_typed(known[1]) == _without_typed(unknown[1])

    @pytest.mark.usefixtures("account_id")
    def test_ten_wrong_tries_bring_a_pause_even_for_the_right_password(self, client: FlaskClient) -> None:
        for _ in range(10):
            assert self.post(client, password="not the password")[0] == 422
        assert self.post(client)[0] == 429

    @pytest.mark.usefixtures("account_id")
    def test_a_stranger_who_knows_the_number_locks_out_only_strangers(
        self, app: Flask, client: FlaskClient
    ) -> None:
        assert self.post(client)[0] == 303
        client.post("/sign-out")
        stranger = new_client(app)
        assert [self.post(stranger, password="a guess")[0] for _ in range(11)] == [422] * 10 + [429]
        assert self.post(new_client(app))[0] == 429
        assert self.post(client)[0] == 303

    def test_a_device_is_known_only_for_those_who_signed_in_on_it(
        self, act: Act, client: FlaskClient, account_id: str
    ) -> None:
        with act():
            a_client_account(phone="+8613900002222")
        assert self.post(client, phone="13900002222")[0] == 303
        stranger = new_client(client.application)
        for _ in range(10):
            self.post(stranger, password="a guess")
        assert self.post(client)[0] == 429

    @pytest.mark.usefixtures("account_id")
    def test_a_known_device_has_ten_tries_of_its_own(self, app: Flask, client: FlaskClient) -> None:
        assert self.post(client)[0] == 303
        assert [self.post(client, password="a guess")[0] for _ in range(11)] == [422] * 10 + [429]
        assert self.post(new_client(app))[0] == 303

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    @pytest.mark.usefixtures("account_id")
    def test_it_never_leads_to_another_site(self, client: FlaskClient, elsewhere: str) -> None:
        answer = client.post(
            "/sign-in/password", data={"phone": PHONE, "password": PASSWORD, "next": elsewhere}
        )
        assert answer.location == "/"


class TestSignInWithCode:
    @pytest.mark.usefixtures("account_id")
    def test_five_wrong_codes_spoil_the_right_one(self, client: FlaskClient, app: Flask) -> None:
        client.post("/sign-in/code", data={"phone": PHONE})
        with app.app_context():
            code = db.session.query(PhoneCode).one().code or ""
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(5):
            assert client.post("/sign-in", data={"phone": PHONE, "code": wrong}).status_code == 422
        assert client.post("/sign-in", data={"phone": PHONE, "code": code}).status_code == 422

    def test_an_unknown_number_gets_the_same_answer(self, client: FlaskClient) -> None:
        answer = client.post("/sign-in/code", data={"phone": "13900008888"})
        assert answer.status_code == 200


class TestSignInStaff:
    def post(self, browser: FlaskClient, password: str = PASSWORD) -> int:
        typed = {"username": "lin", "password": password, "code": pyotp.TOTP(TOTP).at(clock.now())}
        return browser.post("/sign-in/staff", data=typed).status_code

    def test_a_stranger_cannot_keep_a_colleague_out_of_her_own_desk(
        self, app: Flask, act: Act, client: FlaskClient
    ) -> None:
        with act():
            a_staff_account(username="lin")
        with time_machine.travel(datetime(2026, 11, 24, 4, 0, tzinfo=UTC), tick=False) as moment:
            assert self.post(client) == 303
            stranger = new_client(app)
            assert [self.post(stranger, "a guess") for _ in range(11)] == [422] * 10 + [429]
            moment.shift(60)
            assert self.post(client) == 303


CODE_TAB = 'href="/sign-in"'


class TestPassword:
    def test_the_page_leads_to_the_door_with_a_code(self, client: FlaskClient) -> None:
        assert CODE_TAB in client.get("/sign-in/password").text


class TestWithoutTextMessages:
    @pytest.fixture(autouse=True)
    def _no_gateway(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = replace(config.current(), sms_gateway="none")
        monkeypatch.setattr(config, "current", lambda: settings)

    def test_no_page_offers_a_code(self, client: FlaskClient) -> None:
        answer = client.get("/sign-in?next=/me")
        assert (answer.status_code, answer.location) == (303, "/sign-in/password?next=/me")
        assert CODE_TAB not in client.get(answer.location).text

    def test_no_code_can_be_asked_for_or_used(self, client: FlaskClient, app: Flask) -> None:
        for path in ("/sign-in/code", "/sign-in"):
            assert client.post(path, data={"phone": PHONE, "code": "123456"}).status_code == 404
        with app.app_context():
            assert db.session.query(PhoneCode).count() == 0


class TestSignOut:
    def test_the_old_cookie_opens_nothing_and_the_browser_forgets_its_pages(
        self, app: Flask, client: FlaskClient, sign_in: SignIn, account_id: str
    ) -> None:
        sign_in(client, account_id)
        with client.session_transaction() as kept:
            old = dict(kept)
        answer = client.post("/sign-out")
        assert answer.status_code == 303
        assert answer.headers["Clear-Site-Data"] == '"cache"'
        thief = new_client(app)
        with thief.session_transaction() as kept:
            kept.update(old)
        assert thief.get("/account/devices").status_code == 303

    def test_the_cookie_is_out_of_reach_of_scripts(self, client: FlaskClient, account_id: str) -> None:
        answer = client.post("/sign-in/password", data={"phone": PHONE, "password": PASSWORD})
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("kangyue=")
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert account_id not in cookie


class TestDevices:
    @pytest.mark.usefixtures("account_id")
    def test_a_device_is_named_in_words_and_its_own_sentence_is_not_kept(self, client: FlaskClient) -> None:
        says = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
        typed = {"phone": PHONE, "password": PASSWORD}
        client.post("/sign-in/password", data=typed, headers={"User-Agent": says})
        page = client.get("/account/devices").text
        assert "Chrome on Android" in page
        assert "Mozilla" not in page


class TestSetPassword:
    def test_ten_wrong_tries_bring_a_pause(
        self, client: FlaskClient, sign_in: SignIn, account_id: str
    ) -> None:
        sign_in(client, account_id)
        typed = {"current": "a guess of mine", "password": "another long secret"}
        tries = [client.post("/account/password", data=typed).status_code for _ in range(10)]
        assert tries == [422] * 10
        typed["current"] = PASSWORD
        assert client.post("/account/password", data=typed).status_code == 429


class TestStandby:
    def test_short_reach_opens_only_what_is_marked(
        self, act: Act, client: FlaskClient, sign_in: SignIn
    ) -> None:
        with act():
            account = a_staff_account()
            set_reach(account_id=account.id, reach=Reach.OWN_CASE)
        sign_in(client, account.id)
        assert client.get("/account/devices").status_code == 200


class TestCheckOrigin:
    @pytest.mark.usefixtures("account_id")
    def test_a_form_from_elsewhere_is_refused(self, app: Flask) -> None:
        browser = app.test_client()
        answer = browser.post(
            "/sign-in/password",
            data={"phone": PHONE, "password": PASSWORD},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert answer.status_code == 403

    @pytest.mark.parametrize("origin", ["http://[", "null", "//", "http://localhost.evil.example"])
    def test_an_origin_that_is_not_ours_is_refused(self, app: Flask, origin: str) -> None:
        answer = app.test_client().post("/language", data={"language": "en"}, headers={"Origin": origin})
        assert answer.status_code == 403

    @pytest.mark.usefixtures("account_id")
    def test_an_old_browser_passes_with_the_forms_token(self, app: Flask) -> None:
        browser = app.test_client()
        token = re.search(r'name="_csrf" value="(\w+)"', browser.get("/sign-in/password").text)
        assert token
        typed = {"phone": PHONE, "password": PASSWORD, "_csrf": token[1]}
        assert browser.post("/sign-in/password", data=typed).status_code == 303


class TestUnreadableInput:
    def test_control_characters_are_refused_by_name(self, client: FlaskClient) -> None:
        answer = client.post("/sign-in/password", data={"phone": "139\x00", "password": "x"})
        assert answer.status_code == 400
        assert "phone" in answer.text


def _without_typed(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)
