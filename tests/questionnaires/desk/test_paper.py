"""Staff of the branch enter what a client wrote on paper; the client is told and sees it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House, Person
from tests.questionnaires.desk.conftest import in_english
from tests.questionnaires.test_instruments import send
from tests.questionnaires.test_views import HTMX, begin, fields
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.questionnaires import queries, services
from webapp.questionnaires.models import Draft, Response
from webapp.seed.questionnaires import HEALTHY


def path(people: House) -> str:
    return f"/desk/clients/{people.shen.id}/questionnaires/hra/paper"


@pytest.fixture
def typist(people: House) -> Person:
    in_english(people.manager.browser)
    return people.manager


def begun(people: House, typist: Person) -> str:
    answer = typist.browser.post(path(people) + "/begin", data={"agree": "y"})
    assert answer.status_code == 303
    return path(people)


def sent_along(typist: Person, where: str) -> dict[str, str]:
    page = typist.browser.get(where).get_data(as_text=True)
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("revision", "token")}
    return {name: hit[1] for name, hit in found.items() if hit}


def typed_in(typist: Person, where: str, facts: dict[str, object], **headers: str) -> TestResponse:
    data = sent_along(typist, where) | fields(facts) | {"go": "check"}
    return typist.browser.post(where, data=data, headers=headers)


class TestClientResponses:
    def test_each_sent_form_says_which_it_is_and_a_part_of_a_record_is_written_in_that_record(
        self, people: House, typist: Person, act: Act
    ) -> None:
        with act():
            services.publish_shipped(codes=["gad7", "tcm33", "self_care", "child_tcm"])
            number = send(people.shen, "gad7")
            form = queries.current_definition("gad7")
            assert form
            title = form.title_en
        where = f"/desk/clients/{people.shen.id}/questionnaires"
        page = typist.browser.get(where).get_data(as_text=True)
        assert re.search(
            rf'<a href="{where}/{number}">.*?<b>{re.escape(title)}</b><small>Sent on .* · Receipt Q', page
        )
        offered = re.findall(rf"{where}/(\w+)/paper", page)
        assert offered == ["child_tcm", "gad7", "hra"]


class TestPaper:
    def test_all_questions_of_the_form_stand_on_one_page_asked_now_or_not(
        self, people: House, typist: Person, app: Flask
    ) -> None:
        page = typist.browser.get(begun(people, typist)).get_data(as_text=True)
        with app.app_context():
            form = queries.parsed(queries.current_id("hra") or "")
            wanted = {item.link_id for item in form.walk() if item.is_question and not item.hidden}
        assert wanted <= set(re.findall('data-ask="([^"]+)"', page))

    def test_a_client_s_own_unsent_draft_is_not_shown_to_staff(self, people: House, typist: Person) -> None:
        begin(people.shen)
        answer = typist.browser.get(path(people))
        assert answer.status_code == 409
        assert "The client is filling this questionnaire on the phone" in answer.get_data(as_text=True)
        assert typist.browser.post(path(people) + "/begin", data={"agree": "y"}).status_code == 409
        assert typist.browser.post(path(people), data={"revision": "0"}).status_code == 409

    def test_staff_of_another_branch_find_nothing_and_other_roles_may_not(
        self, people: House, typist: Person
    ) -> None:
        begun(people, typist)
        for page in (path(people), path(people) + "/check"):
            assert people.stranger.browser.get(page).status_code == 404
            assert people.shen.browser.get(page).status_code == 403
        assert people.stranger.browser.post(path(people), data={"revision": "0"}).status_code == 404


class TestBeginPaper:
    def test_it_needs_the_consent_that_was_signed_on_paper(self, people: House, typist: Person) -> None:
        answer = typist.browser.post(path(people) + "/begin", data={})
        assert answer.status_code == 422
        assert "Please agree first" in answer.get_data(as_text=True)

    def test_a_paper_draft_names_the_hand_that_types(
        self, people: House, typist: Person, app: Flask, act: Act
    ) -> None:
        begun(people, typist)
        with app.app_context():
            row = db.session.query(Draft).one()
            assert (row.source, row.entered_by) == ("PAPER", typist.account_id)
        with pytest.raises(IntegrityError), act():
            db.session.query(Draft).update({"entered_by": ""})


class TestSavePaper:
    def test_each_change_is_kept_by_itself_and_what_is_open_is_counted(
        self, people: House, typist: Person, app: Flask
    ) -> None:
        where = begun(people, typist)
        answer = typed_in(typist, where, {"living-area": "city"}, **HTMX)
        words = answer.get_data(as_text=True)
        assert "Saved" in words
        assert re.search(r"\d+ questions open", words)
        with app.app_context():
            found = queries.draft(client_id=people.shen.id, code="hra")
            assert found
            assert found.answers["living-area"][0]["code"] == "city"

    def test_what_cannot_be_read_is_named_and_kept_as_it_was_typed(
        self, people: House, typist: Person
    ) -> None:
        where = begun(people, typist)
        answer = typed_in(typist, where, {"sleep-hours": "siebeneinhalb"})
        assert answer.status_code == 422
        assert 'value="siebeneinhalb"' in answer.get_data(as_text=True)
        assert 'value="siebeneinhalb"' in typist.browser.get(where).get_data(as_text=True)

    def test_what_cannot_be_read_stops_nobody_once_its_question_is_not_asked(
        self, people: House, typist: Person
    ) -> None:
        where = begun(people, typist)
        long = {"smoking-quit-years": "long"}
        assert typed_in(typist, where, {"smoking": "former", **long}).status_code == 422
        assert typed_in(typist, where, {"smoking": "never", **long}).status_code == 303


class TestCheckPaper:
    def test_what_is_doubtful_is_shown_before_it_is_sent_with_a_way_back(
        self, people: House, typist: Person
    ) -> None:
        where = begun(people, typist)
        typed_in(typist, where, HEALTHY | {"sleep-hours": 15, "ipaq-sitting-minutes": 600})
        page = typist.browser.get(where + "/check").get_data(as_text=True)
        assert "An unusual figure (outside 3–14, set by the questionnaire)" in page
        assert "Sleeping and sitting make more than 24 hours" in page
        assert f'href="{where}#q-sleep-hours"' in page
        typed_in(typist, where, HEALTHY)
        assert "What is doubtful" not in typist.browser.get(where + "/check").get_data(as_text=True)


class TestSendPaper:
    def test_the_response_says_paper_and_who_typed_and_the_client_is_told(
        self, people: House, typist: Person, app: Flask
    ) -> None:
        where = begun(people, typist)
        assert typed_in(typist, where, HEALTHY).status_code == 303
        assert "Send under my name" in typist.browser.get(where + "/check").get_data(as_text=True)
        assert typist.browser.post(where + "/check").status_code == 303
        with app.app_context():
            row = db.session.query(Response).one()
            assert (row.source, row.signer, row.actor_id) == ("PAPER", "STAFF", typist.account_id)
            told = notices.inbox(account_id=people.shen.account_id, after="", size=5).rows
            assert f"/questionnaires/receipts/{row.id}" in {one.link for one in told}
            number = row.id
        page = people.shen.browser.get(f"/questionnaires/receipts/{number}").get_data(as_text=True)
        assert "Our staff typed this from the paper form" in page

    def test_a_form_with_open_questions_is_not_sent(self, people: House, typist: Person) -> None:
        where = begun(people, typist)
        typed_in(typist, where, {"living-area": "city"})
        page = typist.browser.get(where + "/check").get_data(as_text=True)
        assert "Send under my name" not in page
        assert typist.browser.post(where + "/check").status_code == 422
