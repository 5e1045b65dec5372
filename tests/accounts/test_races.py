"""Guesses of a one-time code at the same moment (A3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Act, new_client
from webapp.accounts import rules, services
from webapp.accounts.models import PhoneCode
from webapp.accounts.services import signing
from webapp.kernel.db import db

pytestmark = pytest.mark.postgresql

CROWD = 12
PHONE = "13900001111"


@pytest.fixture
def right(act: Act) -> str:
    """The code that was sent to the phone."""
    with act():
        services.send_code(phone=f"+86{PHONE}", address="198.51.100.7", language="en")
    with act():
        return db.session.scalars(select(PhoneCode)).one().code or ""


def test_however_many_guess_at_once_five_are_judged(
    app: Flask, act: Act, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, counting, judged = Barrier(CROWD), Lock(), list[str]()
    as_always = signing._fits_code

    def counted(row: PhoneCode, code: str) -> bool:
        with counting:
            judged.append(code)
        return as_always(row, code)

    monkeypatch.setattr(signing, "_fits_code", counted)
    wrong = [f"{n:06d}" for n in range(CROWD + 1) if f"{n:06d}" != right][:CROWD]

    def guess(code: str) -> int:
        browser = new_client(app)
        start.wait()
        return browser.post("/sign-in", data={"phone": PHONE, "code": code}).status_code

    with ThreadPoolExecutor(CROWD) as pool:
        answers = list(pool.map(guess, wrong))
    assert set(answers) <= {422, 503}  # 503: the database let others in first, and nothing was judged
    assert len(judged) == rules.CODE_TRIES
    assert new_client(app).post("/sign-in", data={"phone": PHONE, "code": right}).status_code == 422
    with act():
        assert db.session.scalars(select(PhoneCode.tries)).one() == rules.CODE_TRIES


def test_a_right_code_opens_at_the_fifth_try(app: Flask, right: str) -> None:
    browser = new_client(app)
    for n in range(rules.CODE_TRIES - 1):
        wrong = f"{(int(right) + 1 + n) % 1_000_000:06d}"
        assert browser.post("/sign-in", data={"phone": PHONE, "code": wrong}).status_code == 422
    assert browser.post("/sign-in", data={"phone": PHONE, "code": right}).status_code == 303
