"""The shorter questionnaires on the phone: listed with their state, scored as they are sent."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import Act
from tests.factories.questionnaires import NONE_OF_IT
from tests.factories.questionnaires import send as send_as
from tests.questionnaires.conftest import House, Person
from webapp.clients import queries as clients
from webapp.questionnaires import queries, services

NAMED = {
    "name": ["沈致和"],
    "birth-date": ["1968-03-05"],
    "phone": ["13900000001"],
    **{question: ["false"] for question in ("operations", "injuries", "transfusions", "genetic")},
}
"""Answers of the national form that are no choices."""


def send(person: Person, code: str, facts: dict[str, Any] | None = None) -> str:
    """Send a questionnaire as this person."""
    return send_as(
        client_id=person.id, branch_id=person.branch_id, account_id=person.account_id, code=code, facts=facts
    )


class TestListing:
    def test_lists_what_clients_fill_with_how_far_each_is(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped()
            send(people.shen, "phq9")
            services.start(
                client_id=people.shen.id,
                branch_id=people.shen.branch_id,
                code="gad7",
                actor_id=people.shen.account_id,
            )
        page = people.shen.browser.get("/questionnaires").text
        found = re.findall(r'<a href="/questionnaires/([^"]+)".*?<small>([^<]+)', page, re.S)
        assert [code for code, _ in found] == ["screening", "hra", "phq9", "gad7", "personal_info"]
        notes = dict(found)
        assert notes["screening"] == "not begun"
        assert notes["phq9"].startswith("Last sent on")
        assert notes["gad7"].startswith("being filled")

    @pytest.mark.parametrize(
        ("facts", "note"),
        [
            ({"conditions": ["diabetes"]}, "you are invited"),
            ({}, "not needed this year; you may fill it in all the same"),
            ({"raised": ["unsure"], "family": ["unsure"]}, "your health manager looks whether it is needed"),
        ],
    )
    def test_the_screening_decides_what_is_said_of_the_assessment(
        self, people: House, act: Act, facts: dict[str, Any], note: str
    ) -> None:
        with act():
            services.publish_shipped(codes=["screening"])
        assert "after the short questionnaire" in people.shen.browser.get("/questionnaires").text
        with act():
            send(people.shen, "screening", NONE_OF_IT | facts)
        page = people.shen.browser.get("/questionnaires").text
        assert note in page
        assert "after the short questionnaire" not in page

    def test_an_assessment_under_way_is_not_put_behind_the_screening(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["screening"])
        first = people.shen.browser.get("/questionnaires").text
        assert first.index("/questionnaires/screening") < first.index("/questionnaires/hra")
        people.shen.browser.post("/questionnaires/hra", data={"agree": "y"})
        begun = people.shen.browser.get("/questionnaires").text
        assert begun.index("/questionnaires/hra") < begun.index("/questionnaires/screening")

    def test_of_another_client_nothing_is_seen(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["phq9"])
            send(people.shen, "phq9")
        assert "Last sent" not in people.wang.browser.get("/questionnaires").text


class TestScore:
    def test_is_kept_with_its_inputs_and_told_carefully(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["phq9"])
            row_id = send(people.shen, "phq9", {"phq9-2": ["3"], "phq9-4": ["2"]})
            score = queries.score_of(row_id)
            assert score
            assert (score["value"], score["category"]) == (5, "mild")
            assert score["inputs"]["phq9-2"] == 3
            assert score["model"]["version"] == "2001"
        for path in (f"/questionnaires/receipts/{row_id}", f"/questionnaires/answers/{row_id}"):
            page = people.shen.browser.get(path).text
            assert "your spirits were a little low" in page
            assert "This is no diagnosis." in page

    def test_after_thoughts_of_death_no_low_score_calms_anybody(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["phq9"])
            row_id = send(people.shen, "phq9", {"phq9-9": ["1"]})
        page = people.shen.browser.get(f"/questionnaires/receipts/{row_id}").text
        assert "hardly troubled you" not in page
        assert "matters more than any number" in page
        assert 'href="tel:12356"' in page

    def test_the_screening_says_why(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["screening"])
            row_id = send(people.shen, "screening", {"smoking": ["current"], "wish": ["false"]})
        page = people.shen.browser.get(f"/questionnaires/receipts/{row_id}").text
        assert "A health assessment is worth your while this year." in page
        assert "smoking" in page
        assert "Not known: height and weight, waist." in page


class TestOccupation:
    def answer(self, person: Person, act: Act, facts: dict[str, list[str]]) -> str:
        with act():
            services.publish_shipped(codes=["personal_info"])
            send(person, "personal_info", NAMED | facts)
        with act():
            found = clients.client(person.id)
            assert found
            return found.occupation

    def test_the_answer_of_the_national_form_becomes_known_to_the_house(
        self, people: House, act: Act
    ) -> None:
        assert self.answer(people.shen, act, {"occupation": ["military"]}) == "military"
        assert self.answer(people.shen, act, {"occupation": ["none"]}) == "none"
