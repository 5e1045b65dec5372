"""What a phone's outbox sends of a complaint that was written without a network (T1)."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from tests.budgets.test_statements import exceptions
from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company
from tests.listening import listening
from webapp.complaints import queries
from webapp.complaints.models import Case, Evidence
from webapp.kernel import device
from webapp.kernel.db import db

SAID = {"who": "nobody", "category": "MANNER", "story": "Nobody called me back."}
PATH = "/complaints/new/whole"


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


@pytest.fixture
def phone(app: Flask, sign_in: SignIn, company: Company) -> FlaskClient:
    return browser_of(app, sign_in, company, "client")


def a_photo(colour: str) -> io.BytesIO:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(picture, "PNG")
    picture.seek(0)
    return picture


def how_many(act: Act) -> int:
    with act():
        return db.session.scalar(select(func.count()).select_from(Case)) or 0


def headers(company: Company, key: str = "k" * 30) -> dict[str, str]:
    with_tag = device.tag_of(company.client.account_id or "")
    return {"Idempotency-Key": key, "X-Person": with_tag, "Accept": "application/json"}


def sent(phone: FlaskClient, company: Company, said: dict[str, Any], key: str = "k" * 30) -> Any:
    return phone.post(PATH, json=said, headers=headers(company, key))


class TestWhole:
    def test_sent_as_often_as_the_network_needs_it_is_one_case(
        self, act: Act, phone: FlaskClient, company: Company
    ) -> None:
        pages = {sent(phone, company, SAID).get_json()["page"] for _again in range(3)}
        assert how_many(act) == 1
        (page,) = pages
        assert phone.get(page).status_code == 200

    def test_who_is_named_stands_by_at_once_as_from_the_three_pages(
        self, act: Act, phone: FlaskClient, company: Company
    ) -> None:
        said = SAID | {"who": company.served.id, "happened_on": "2026-01-05", "confidential": "y"}
        assert sent(phone, company, said).status_code == 200
        with act():
            case = queries.cases_of_client(company.client.id)[0]
            assert (case.state, case.confidential, str(case.happened_on)) == ("ACCEPTED", True, "2026-01-05")
            assert factory.standing_of(company.served) == "STANDBY"

    def test_it_costs_no_more_statements_than_it_may(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        with listening(app) as seen:
            assert sent(phone, company, SAID | {"who": company.served.id}).status_code == 200
        assert len(seen) <= exceptions()["POST /complaints/new/whole"], len(seen)

    def test_photos_go_along(self, act: Act, phone: FlaskClient, company: Company) -> None:
        files = [(a_photo(colour), f"{colour}.png") for colour in ("olive", "navy")]
        answer = phone.post(PATH, data=SAID | {"files": files}, headers=headers(company))
        assert answer.status_code == 200
        with act():
            assert db.session.scalar(select(func.count()).select_from(Evidence)) == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"who": "0" * 20},
            {"who": ""},
            {"category": "WEATHER"},
            {"happened_on": "2999-01-01"},
            {"story": " "},
            {"story": ["a"]},
        ],
    )
    def test_a_refusal_is_said_in_words_and_nothing_is_taken(
        self, act: Act, phone: FlaskClient, company: Company, wrong: dict[str, Any]
    ) -> None:
        answer = sent(phone, company, SAID | wrong)
        assert answer.status_code == 422
        assert answer.get_json()["error"]
        assert how_many(act) == 0

    def test_one_who_did_not_serve_her_cannot_be_named(
        self, act: Act, phone: FlaskClient, company: Company
    ) -> None:
        assert sent(phone, company, SAID | {"who": company.manager.id}).status_code == 422
        assert how_many(act) == 0

    def test_another_person_on_the_same_phone_sends_nothing(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        other = headers(company)
        with act():
            company.client = factory.a_client(company.branch)
        answer = browser_of(app, sign_in, company, "client").post(PATH, json=SAID, headers=other)
        assert answer.status_code == 401
        assert how_many(act) == 0

    def test_the_page_without_a_network_holds_nobody(self, app: Flask, phone: FlaskClient) -> None:
        page = phone.get("/complaints/offline").text
        assert "Lu Xiao" not in page
        assert "complaints-people" in page
