"""Headquarters takes a year of the working calendar in: compared first, then confirmed."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from webapp.accounts import services as accounts
from webapp.accounts.rules import Role


@pytest.fixture
def office(app: Flask, act: Act, sign_in: SignIn) -> FlaskClient:
    """The browser of headquarters' admin, reading English."""
    with act():
        account_id = company.somebody(company.headquarters(), Role.HQ_ADMIN).account_id
        accounts.set_preferences(account_id=account_id, language="en")
    return sign_in(new_client(app), account_id)


class TestCompareYear:
    def test_a_year_without_published_holidays_is_said_and_nothing_breaks(self, office: FlaskClient) -> None:
        answer = office.post("/desk/admin/calendar/year", data={"year": "2093"})
        assert answer.status_code == 422
        assert "The holidays of this year are not published yet." in answer.text

    def test_a_published_year_is_compared_first_and_then_taken_in(self, office: FlaskClient) -> None:
        page = office.post("/desk/admin/calendar/year", data={"year": "2025"})
        assert page.status_code == 200
        assert "What the notice changes in 2025" in page.text
        assert "Nothing is known of this year" in office.get("/desk/admin/calendar?year=2025").text
        assert office.post("/desk/admin/calendar/take-in", data=hidden(page.text)).status_code == 303
        assert "The table says the same already." in again(office, "2025").text

    def test_a_file_in_the_notices_shape_is_taken_in_and_its_make_up_day_knows_its_weekday(
        self, office: FlaskClient
    ) -> None:
        lines = (
            "name_zh,name_en,first_off,last_off,work_days\n元旦,New Year,2031-01-01,2031-01-02,2031-01-04=4"
        )
        page = again(office, "2031", lines)
        assert "instead of Thursday" in page.text
        assert office.post("/desk/admin/calendar/take-in", data=hidden(page.text)).status_code == 303
        assert "instead of Thursday" in office.get("/desk/admin/calendar?year=2031").text

    def test_a_line_that_cannot_be_read_is_named(self, office: FlaskClient) -> None:
        page = again(office, "2031", "name_zh,name_en,first_off,last_off,work_days\n元旦,New Year,soon,,")
        assert page.status_code == 422
        assert "Line 2: “first_off” cannot be read." in page.text

    def test_what_changed_since_the_comparison_is_compared_again(self, office: FlaskClient) -> None:
        page = office.post("/desk/admin/calendar/year", data={"year": "2025"})
        answer = office.post("/desk/admin/calendar/take-in", data=hidden(page.text) | {"seen": "other"})
        assert answer.status_code == 409
        assert "Please look at the comparison again." in answer.text


def again(office: FlaskClient, year: str, notice: str = "") -> TestResponse:
    file = {"file": (io.BytesIO(notice.encode()), "notice.csv")} if notice else {}
    return office.post("/desk/admin/calendar/year", data={"year": year, **file})


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(year|seen|notice)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}
