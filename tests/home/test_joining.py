"""Somebody new joins by phone and one-time code (A3), and lands where plans are chosen (P5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.conftest import Act
from tests.factories import company, plans
from tests.factories.accounts import a_client_account
from tests.factories.plans import Shop
from webapp.accounts import queries as accounts
from webapp.accounts.models import PhoneCode
from webapp.accounts.rules import CODES_TO_NEW
from webapp.clients import queries as clients
from webapp.clients.models import Client
from webapp.gateways import sms
from webapp.kernel import clock, jobs, limits
from webapp.kernel.db import db

PHONE, E164 = "13900007777", "+8613900007777"


@dataclass
class Door:
    """A browser at the door."""

    shop: Shop
    browser: FlaskClient
    act: Act

    def prove(self, phone: str = PHONE) -> str:
        """Ask for a code and send it back; gives where that leads."""
        self.browser.post("/sign-in/code", data={"phone": phone})
        with self.act():
            code = db.session.query(PhoneCode).order_by(PhoneCode.created_at.desc()).first()
            digits = code.code if code else ""
        return self.browser.post("/sign-in", data={"phone": phone, "code": digits}).location

    def join(self, **changes: str) -> tuple[int, str]:
        """Say who one is; gives the status, and where that leads or else the page."""
        told = {
            "name": "\u67f3\u601d\u8fdc",
            "sex": "MALE",
            "birth_date": "1990-02-03",
            "branch": self.shop.branch.id,
        }
        answer = self.browser.post("/join", data=told | changes)
        return answer.status_code, answer.headers.get("Location", answer.text)

    def joined(self) -> Client | None:
        with self.act():
            account = accounts.by_phone(E164)
            return clients.client(account.person_id) if account else None


@pytest.fixture
def door(app: Flask, act: Act, client: FlaskClient) -> Door:
    with act():
        shop = plans.open_shop()
        company.headquarters()
    return Door(shop, client, act)


class TestJoin:
    def test_a_proven_new_phone_leads_to_who_one_is_and_a_known_one_leads_in(self, door: Door) -> None:
        assert door.prove() == "/join"
        assert "139 0000 7777" in door.browser.get("/join").text
        with door.act():
            known = company.a_client(door.shop.branch, phone="+8613900008888")
        assert known
        assert door.prove("13900008888") == "/"

    def test_without_a_proven_phone_there_is_only_the_door(self, door: Door) -> None:
        assert door.browser.get("/join").location == "/sign-in"
        assert door.join() == (303, "/sign-in")
        assert door.joined() is None

    def test_before_the_code_is_proven_a_new_number_is_answered_like_a_known_one(self, door: Door) -> None:
        with door.act():
            company.a_client(door.shop.branch, phone="+8613900008888")
        pages = []
        for phone in (PHONE, "13900008888"):
            asked = door.browser.post("/sign-in/code", data={"phone": phone})
            wrong = door.browser.post("/sign-in", data={"phone": phone, "code": "0"})
            pages.append([(one.status_code, one.text.replace(phone, "")) for one in (asked, wrong)])
        assert pages[0] == pages[1]


class TestSaveJoin:
    def test_the_new_client_is_signed_in_and_goes_on_to_the_plans(self, door: Door) -> None:
        door.prove()
        assert door.join() == (303, "/plan/apply")
        assert door.browser.get("/plan/apply").status_code == 200
        joined = door.joined()
        assert joined
        assert (joined.branch_id, joined.name_en) == (door.shop.branch.id, "Liu Siyuan")

    def test_a_second_press_makes_nobody_a_second_time(self, door: Door) -> None:
        door.prove()
        assert [door.join(), door.join()] == [(303, "/plan/apply")] * 2
        with door.act():
            assert db.session.query(Client).filter_by(phone_tail="7777").count() == 1

    def test_the_proof_holds_for_half_an_hour(self, door: Door) -> None:
        door.prove()
        with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
            assert door.join() == (303, "/sign-in")
        assert door.joined() is None

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("sex", ""),
            ("birth_date", "2020-01-01"),
            ("birth_date", "soon"),
            ("branch", "0" * 20),
        ],
    )
    def test_what_is_missing_or_wrong_is_named_and_the_rest_is_kept(
        self, door: Door, field: str, value: str
    ) -> None:
        door.prove()
        status, page = door.join(**{field: value})
        assert status == 422
        assert f'id="{field}-error"' in page

    def test_strangers_numbers_cost_no_more_texts_than_a_days_share_and_clients_still_get_theirs(
        self, app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[str] = []
        line = SimpleNamespace(sends=True, send=lambda *, phone, text, language: sent.append(phone))
        monkeypatch.setattr(sms, "gateway", lambda: line)
        with door.act():
            known = a_client_account(phone="+8613900008888").phone
            limits.take("accounts.code.new", "", *CODES_TO_NEW)
            db.session.execute(update(limits.LimitWindow).values(taken=CODES_TO_NEW[0][0]))
        for phone in (E164, known):
            door.browser.post("/sign-in/code", data={"phone": phone})
        jobs.Worker(app).work_off()
        assert sent == [known]

    def test_headquarters_takes_nobody(self, door: Door) -> None:
        door.prove()
        with door.act():
            headquarters = company.headquarters().id
        assert door.join(branch=headquarters)[0] == 422
