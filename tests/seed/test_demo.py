"""What /demo promises: whom one can be, and that one client can be followed through everything."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import enter, new_client
from webapp.accounts import queries as accounts
from webapp.seed import sign_ins
from webapp.seed.organisation import DESKS

FOLLOWED = "13900000025"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def be(living: Flask):
    """Sign a listed person in by phone number or user name."""

    def sign_in(name: str) -> FlaskClient:
        with living.app_context():
            account = accounts.by_phone(f"+86{name}") if name.isdigit() else accounts.by_username(name)
            account_id = account.id if account else pytest.fail(f"{name} is not there")
        browser = enter(living, new_client(living), account_id)
        browser.post("/language", data={"language": "en", "back": "/"})
        return browser

    return sign_in


class TestDemo:
    def test_every_desk_expects_somebody_who_is_listed(self, be, living: Flask) -> None:
        listed = new_client(living).get("/demo", headers=ENGLISH).text
        for name in DESKS.values():
            page = be(name).get("/desk/exams/arrivals").text
            expected = re.findall(r'Check in<span class="vh">: ([^<]+)<', page)
            assert expected
            assert all(f"{one} · 139" in listed for one in expected)

    @pytest.mark.parametrize(
        ("number", "note", "page"),
        [
            (41, "Lost the exam’s time: has to choose again", "Please choose another time"),
            (32, "Has asked for a place at", ""),
            (12, "Waits in line for a place", ""),
            (57, "Is offered a place from the waiting list", ""),
        ],
    )
    def test_who_waits_for_somebody_is_listed_and_stands_as_the_list_says(
        self, be, living: Flask, number: int, note: str, page: str
    ) -> None:
        listed = new_client(living).get("/demo", headers=ENGLISH).text
        phone = f"1390000{number + 1:04d}"
        assert re.search(rf"{phone}</b><small>{note}", listed)
        assert page in be(phone).get("/today").text

    def test_a_freed_place_is_held_now_for_who_waited(self, be) -> None:
        client = be("13900000058")
        link = re.search(r'href="(/exams/bookings/\w+)"', client.get("/today").text)
        assert link
        page = client.get(link[1]).text
        assert f"{link[1]}/accept" in page
        assert "appointment.ics" not in page, "no place of hers yet"
        assert client.post(f"{link[1]}/accept").status_code == 303

    def test_the_client_to_follow_has_the_questionnaire_to_fill_and_the_exam_today(self, be) -> None:
        client = be(FOLLOWED)
        today = client.get("/today").text
        assert "Fill in your health questionnaire" in today
        assert "Your exam is today" in today
        assert client.get("/questionnaires/hra").status_code == 200

    def test_who_is_named_on_the_way_meets_that_client(self, be) -> None:
        name = next(one.name_en for one in sign_ins.kept() if one.sign_in == FOLLOWED)
        desk = be("desk")
        row = re.search(
            rf'action="(/desk/exams/bookings/\w+/check-in)"(?:(?!</form>).)*: {name}<',
            desk.get("/desk/exams/arrivals").text,
            re.DOTALL,
        )
        assert row
        assert desk.post(row[1]).status_code == 303
        assert name in be("lu").get("/desk/exams/results").text
        assert name in be("lin").get("/desk/diet/clients").text
        asked = be(FOLLOWED).get("/complaints/new", follow_redirects=True).text
        for served in ("Lu Xiao", "Lin Ruoxi", "Fang Min"):
            assert served in asked
