"""Headquarters' page of the time limits of complaints (complaints.md §4)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import new_client
from webapp.complaints import queries
from webapp.kernel import clock

PAGE = "/desk/admin/clocks"
ENGLISH = {"Accept-Language": "en"}


def body(**changes: str) -> dict[str, str]:
    names = ("ack", "result", "complex", "extension", "window", "reply", "appeal", "review", "standby")
    days = ("1", "5", "10", "10", "15", "3", "20", "5", "20")
    first = (clock.today() + timedelta(days=1)).isoformat()
    return dict(zip(names, days, strict=True)) | {"valid_from": first} | changes


def shown(page: str, name: str) -> str:
    """Give what stands in a field of the form."""
    found = re.search(rf'value="([^"]*)"[^>]* name="{name}"', page)
    return found.group(1) if found else ""


class TestLengths:
    def test_it_begins_with_the_company_s_first_promise(self, office: FlaskClient) -> None:
        page = office.get(PAGE).text
        assert "Version 1" in page
        assert "from the beginning" in page
        assert shown(page, "window") == "15"

    def test_a_new_version_is_shown_and_the_next_form_begins_with_it(
        self, office: FlaskClient, app: Flask
    ) -> None:
        assert office.post(PAGE, data=body(result="4", window="20")).status_code == 303
        page = office.get(PAGE).text
        assert "Version 2" in page
        assert shown(page, "result") == "4"
        with app.app_context():
            assert queries.lengths_on().result == 5
            assert queries.lengths_on(clock.today() + timedelta(days=1)).window == 20

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("ack", bad) for bad in ("", "0", "61", "-1", "1.5", "many", "9" * 30)),
            ("extension", "11"),
            ("complex", "4"),
            ("standby", "4"),
            *(("valid_from", bad) for bad in ("", "2020-01-01", "tomorrow")),
        ],
    )
    def test_what_cannot_be_meant_is_refused_at_its_field_and_nothing_is_lost(
        self, office: FlaskClient, field: str, value: str
    ) -> None:
        answer = office.post(PAGE, data=body(**{"reply": "9", field: value}))
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert shown(answer.text, "reply") == "9"

    def test_today_is_too_early(self, office: FlaskClient) -> None:
        answer = office.post(PAGE, data=body(valid_from=clock.today().isoformat()))
        assert answer.status_code == 422

    def test_clients_read_what_holds_today(self, office: FlaskClient, app: Flask) -> None:
        office.post(PAGE, data=body(ack="2", result="4", window="20"))
        reader = new_client(app)
        assert "within 1 working day and" in reader.get("/promise", headers=ENGLISH).text
        with clock.at(clock.now() + timedelta(days=2)):
            later = reader.get("/promise", headers=ENGLISH).text
        assert "within 2 working days and give you the result within 4 working days" in later
        assert "Within 20 days of the result" in later
