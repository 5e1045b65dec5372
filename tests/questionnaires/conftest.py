"""A branch, its published questionnaire, and people who fill it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.organisation import services as organisation
from webapp.questionnaires.queries import parsed
from webapp.questionnaires.services import publish_shipped


@dataclass(frozen=True)
class Person:
    """Somebody who signs in."""

    id: str
    account_id: str
    branch_id: str
    browser: FlaskClient


@dataclass(frozen=True)
class House:
    """Two clients and a health manager of one branch, and one of another."""

    shen: Person
    wang: Person
    manager: Person
    stranger: Person


@pytest.fixture
def people(app: Flask, act: Act, sign_in: SignIn) -> House:
    """The house, with `hra` published and nobody having begun."""
    parsed.cache_clear()
    with act():
        publish_shipped(codes=["hra"])
        branches = [
            organisation.open_branch(code=code, name_zh=code, name_en=code, actor_id="").id
            for code in ("A", "B")
        ]
        shen, wang = _client(branches[0], "+8613900000001"), _client(branches[0], "+8613900000002")
        manager, stranger = _manager(branches[0], "meng"), _manager(branches[1], "qiao")
    return House(*(Person(*ids, sign_in(new_client(app), ids[1])) for ids in (shen, wang, manager, stranger)))


def _client(branch_id: str, phone: str) -> tuple[str, str, str]:
    client = clients.register(
        branch_id=branch_id,
        name_zh="沈致和",
        name_en="Shen Zhihe",
        sex="MALE",
        birth_date=date(1968, 5, 4),
        phone=phone,
        language="en",
        actor_id="",
    )
    return client.id, client.account_id, branch_id


def _manager(branch_id: str, username: str) -> tuple[str, str, str]:
    staff = organisation.hire(
        branch_id=branch_id,
        role=Role.HEALTH_MANAGER,
        username=username,
        password="a long enough secret",
        name_zh="孟晓",
        name_en="Meng Xiao",
        hired_on=date(2024, 1, 1),
        actor_id="",
    )
    return staff.id, staff.account_id, branch_id
