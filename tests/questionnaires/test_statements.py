"""How many statements the room's pages need; BEGIN and COMMIT not counted."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import Act
from tests.listening import listening
from tests.questionnaires.conftest import House
from tests.questionnaires.test_views import HTMX, begin, hidden
from webapp.seed.questionnaires import begin_hra, fill_hra

READ = 6
SAVE = 4  # whose session, the draft with the consent, the draft written, the person's change counted
SUBMIT = 15  # twelve of its own, and three of the assessment that it opens


class TestReading:
    @pytest.mark.parametrize("path", ["", "/parts/1", "/parts/9", "/review"])
    def test_a_page_of_filling_stays_within_the_budget(self, app: Flask, people: House, path: str) -> None:
        begin(people.shen)
        people.shen.browser.get(f"/questionnaires/hra{path}")
        with listening(app) as seen:
            assert people.shen.browser.get(f"/questionnaires/hra{path}").status_code == 200
        assert len(seen) <= READ, seen

    def test_what_was_sent_stays_within_the_budget(self, app: Flask, people: House, act: Act) -> None:
        shen = people.shen
        with act():
            response_id = fill_hra(
                client_id=shen.id, branch_id=shen.branch_id, account_id=shen.account_id, name="Shen Zhihe"
            )
        for browser, path in (
            (shen.browser, f"/questionnaires/receipts/{response_id}"),
            (shen.browser, f"/questionnaires/answers/{response_id}"),
            (people.manager.browser, f"/desk/clients/{shen.id}/questionnaires"),
            (people.manager.browser, f"/desk/clients/{shen.id}/questionnaires/{response_id}"),
        ):
            with listening(app) as seen:
                assert browser.get(path).status_code == 200
            assert len(seen) <= READ, seen


class TestWriting:
    def test_saving_a_section_takes_a_handful(self, app: Flask, people: House) -> None:
        begin(people.shen)
        path = "/questionnaires/hra/parts/9"
        sent = hidden(people.shen.browser.get(path)) | {f"q-phq9-{n}": "1" for n in range(1, 10)}
        with listening(app) as seen:
            assert people.shen.browser.post(path, data=sent, headers=HTMX).status_code == 200
        assert len(seen) <= SAVE, seen

    def test_submitting_stays_within_the_budget(self, app: Flask, people: House, act: Act) -> None:
        shen, wang = people.shen, people.wang
        with act():  # an earlier submission has read which definition is pinned
            fill_hra(
                client_id=wang.id, branch_id=wang.branch_id, account_id=wang.account_id, name="Shen Zhihe"
            )
            begin_hra(
                client_id=shen.id,
                branch_id=shen.branch_id,
                account_id=shen.account_id,
                facts={},
                sections=99,
            )
        shen.browser.get("/questionnaires/hra/review")
        sent = {"certify": "y", "name": "Shen Zhihe", "_key": "a-key-of-one-use-0001"}
        with listening(app) as seen:
            assert shen.browser.post("/questionnaires/hra/review", data=sent).status_code == 303
        assert len(seen) <= SUBMIT, seen
