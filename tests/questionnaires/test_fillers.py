"""Who fills in which questionnaire: what a practitioner asks is closed to a client at every address."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.test_instruments import send
from tests.questionnaires.versions import FIRST, publish
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.rules import fillers

JSON = {"Accept": "application/json", "Idempotency-Key": "of-this-one"}


@pytest.mark.parametrize("code", sorted(fillers.PRACTITIONERS))
class TestPractitioners:
    def test_a_client_neither_opens_begins_nor_sends_one_by_its_address(
        self, app: Flask, people: House, act: Act, code: str
    ) -> None:
        with act():
            services.publish_shipped(codes=[code])
            definition_id = queries.current_id(code)
        browser, path = people.shen.browser, f"/questionnaires/{code}"
        body = {"definition": definition_id, "values": {}, "certify": True, "name": "Shen Zhihe"}
        assert browser.get(path).status_code == 404
        assert browser.get(path + "/print").status_code == 404
        assert browser.get(f"/questionnaires/packs/{definition_id}/en").status_code == 404
        assert browser.post(path, data={"agree": "y"}).status_code == 404
        assert browser.post(path + "/answers", json=body, headers=JSON).status_code == 404
        assert browser.post(path + "/responses", json=body, headers=JSON).status_code == 404
        with app.app_context():
            assert queries.draft(client_id=people.shen.id, code=code) is None

    def test_the_service_says_no_too_and_staff_may_enter_it(self, people: House, act: Act, code: str) -> None:
        shen = people.shen
        who = {"client_id": shen.id, "branch_id": shen.branch_id, "code": code}
        with act():
            services.publish_shipped(codes=[code])
            with pytest.raises(NotYours):
                services.start(**who, actor_id=shen.account_id, agrees=True)
            entered = services.begin_paper(**who, actor_id=people.manager.account_id, agrees=True)
            assert entered.source == "PAPER"


class TestListing:
    def test_what_headquarters_imported_stands_behind_the_houses_own(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["phq9", "tcm33"])
            publish(FIRST)
            found = [one.code for one in queries.states(people.shen.id)]
        assert found == ["hra", "phq9", "habits"]


class TestCorrect:
    def test_a_practitioners_answers_are_not_a_clients_to_correct(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["gad7"])
            row = queries.response(send(people.shen, "gad7"))
            assert row
            row.code = "self_care"
            with pytest.raises(NotYours):
                services.begin_amendment(original=row, actor_id=people.shen.account_id)
            row.code = "gad7"
