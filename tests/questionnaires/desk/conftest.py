"""Headquarters' people beside the house of the room's tests."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.questionnaires.conftest import House
from webapp.accounts.rules import Role


@dataclass(frozen=True)
class Office:
    """Two people of headquarters."""

    fang: FlaskClient
    yuan: FlaskClient


@pytest.fixture
def office(app: Flask, act: Act, sign_in: SignIn, people: House) -> Office:
    with act():
        house = company.headquarters()
        both = [company.somebody(house, Role.HQ_ADMIN).account_id for _ in range(2)]
    return Office(*(in_english(sign_in(new_client(app), one)) for one in both))


def in_english(browser: FlaskClient) -> FlaskClient:
    """Switch somebody's pages to English, the language of the tests' sentences."""
    browser.post("/language", data={"language": "en"})
    return browser
