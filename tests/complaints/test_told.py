"""What the story of a case says happened: nothing that did not, on the screen, on paper and in the table alike."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.complaints.test_appeals import proposed
from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, by_handler
from webapp.complaints import services
from webapp.complaints.models import Case
from webapp.complaints.rules.states import State

SCREENS = ("", "/print", "/table")
STANDBY = "Taken up; the people named are on standby"


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


@pytest.fixture
def handler(app: Flask, sign_in: SignIn, company: Company) -> FlaskClient:
    return browser_of(app, sign_in, company, "handler")


def screens(browser: FlaskClient, case: Case, language: str = "en") -> list[str]:
    """Give the case's three forms as they are read."""
    head = {"Accept-Language": language}
    return [browser.get(f"/desk/complaints/{case.id}{one}", headers=head).text for one in SCREENS]


class TestTakenUp:
    def test_where_nobody_is_named_nobody_is_said_to_be_on_standby(
        self, act: Act, handler: FlaskClient, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.ACCEPTED, named=False)
        for page in screens(handler, case):
            assert STANDBY not in page
            assert "Taken up" in page

    def test_where_somebody_is_named_it_is(self, act: Act, handler: FlaskClient, company: Company) -> None:
        with act():
            case = a_case(company, State.ACCEPTED)
        assert all(STANDBY in page for page in screens(handler, case))

    def test_who_is_named_later_stood_by_later(
        self, act: Act, handler: FlaskClient, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.ACCEPTED, named=False)
            named = by_handler(company, case) | {"respondent_staff_id": company.served.id}
            services.name_respondent(**named)
        for page in screens(handler, case):
            assert STANDBY not in page
            assert "Another employee named" in page


class TestWhoeverDecidesReads:
    def test_what_the_client_appeals_against(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.APPEALED)
        decider = browser_of(app, sign_in, company, "admin")
        assert all("There were two calls." in page for page in screens(decider, case))

    def test_what_the_employee_says_against_a_separation_and_what_became_of_it(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case, part = proposed(company)
            services.object_to(respondent_id=part, staff_id=company.served.id, words="I was ill that day.")
        decider = browser_of(app, sign_in, company, "admin")
        assert "I was ill that day." in screens(decider, case)[0]
        with act():
            by = by_handler(company, case) | {"staff_id": company.admin.id, "respondent_id": part}
            services.decide_objection(**by, upheld=False, grounds="Nobody was told of it.")
        assert "Nobody was told of it." in screens(decider, case)[0]
        own = browser_of(app, sign_in, company, "served").get(
            "/desk/my-case", headers={"Accept-Language": "en"}
        )
        assert "Your appeal was turned down" in own.text
        assert "Nobody was told of it." in own.text
        assert "Your appeal is here." not in own.text


class TestPaused:
    def test_the_clock_that_stands_still_names_no_day(
        self, act: Act, handler: FlaskClient, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.WAITING_CLIENT, named=False)
        clocks = screens(handler, case)[0].split('class="clocks"')[1].split('class="two"')[0]
        assert clocks.count("goes on with the client’s answer") == 1
        assert "end of" not in clocks


class TestTable:
    def test_each_piece_of_evidence_is_called_by_its_name_in_the_story_and_moments_have_their_year(
        self, act: Act, handler: FlaskClient, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
            evidence = {"title": "Call log", "words": "No call on 12 November."}
            services.add_evidence(**by_handler(company, case), **evidence)
            year = str(factory.fresh(case).submitted_at.year)
        *_, table = screens(handler, case)
        _head, *rows = csv.reader(io.StringIO(table.lstrip("\ufeff")))
        added = [row for row in rows if row[0] == "Story" and row[3] == "Evidence added"]
        assert [row[4] for row in added] == ["Call log"]
        assert all(year in row[1] for row in rows if row[0] == "Story")

    def test_in_chinese_a_finding_is_no_problem(
        self, act: Act, handler: FlaskClient, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.REVIEW)
        *_, table = screens(handler, case, "zh-CN")
        parts = {row[0] for row in csv.reader(io.StringIO(table.lstrip("\ufeff")))}
        assert "认定结果" in parts
        assert "问题" not in parts


class TestToTheClient:
    def page(self, app: Flask, sign_in: SignIn, company: Company, case: Case) -> str:
        browser = browser_of(app, sign_in, company, "client")
        return browser.get(f"/complaints/{case.id}", headers={"Accept-Language": "en"}).text

    def test_who_agrees_is_thanked_and_reads_the_own_mark(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.DECIDED)
            services.close(case_id=case.id, client_id=company.client.id, satisfaction=4)
        page = self.page(app, sign_in, company, case)
        assert "Thank you for telling us" in page
        assert "How it was handled, as you marked it: “Well”." in page
        assert "You agreed with the result." in page

    def test_without_a_mark_none_is_repeated(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.DECIDED)
            services.close(case_id=case.id, client_id=company.client.id, satisfaction=None)
        page = self.page(app, sign_in, company, case)
        assert "have it looked into again until" in page
        assert "as you marked it" not in page

    def test_whose_result_stood_by_time_is_not_said_to_have_agreed(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.DECIDED)
        with factory.later(40), act():
            services.sweep()
        page = self.page(app, sign_in, company, case)
        assert "There was no appeal in time." in page
        assert "You agreed" not in page

    def test_an_appeal_stands_in_the_own_words(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.DECIDED)
            services.appeal(
                case_id=case.id, client_id=company.client.id, words="Two more days.", language="en"
            )
        assert "Two more days." in self.page(app, sign_in, company, case)
