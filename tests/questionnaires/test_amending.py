"""What was sent stays; a correction stands beside it with its reason, and the newest counts (Q8)."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.conftest import Act
from tests.questionnaires.conftest import House
from webapp.assessments.models import AssessmentCase
from webapp.kernel import events
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.questionnaires import queries, services
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.models import Response
from webapp.questionnaires.rules.answers import by_link_id
from webapp.questionnaires.rules.entry import shown
from webapp.seed.questionnaires import fill_hra
from webapp.toolbox.signature import own


@pytest.fixture
def sent(people: House, act: Act) -> str:
    """Mr Shen has sent his answers: seven and a half hours of sleep."""
    return send(people, act)


def send(people: House, act: Act) -> str:
    shen = people.shen
    with act():
        return fill_hra(
            client_id=shen.id, branch_id=shen.branch_id, account_id=shen.account_id, name="Shen Zhihe"
        )


def correct(people: House, act: Act, response_id: str, hours: float = 6.5, reason: str = "Mistyped") -> str:
    """Correct the hours of sleep through the services."""
    shen = people.shen
    with act():
        original = queries.response(response_id)
        assert original
        draft = services.begin_amendment(original=original, actor_id=shen.account_id)
        services.save_answers(
            client_id=shen.id, code="hra", values={"sleep-hours": [hours]}, revision=draft.revision
        )
        made = services.submit(
            client_id=shen.id,
            code="hra",
            signature=own("Shen Zhihe"),
            actor_id=shen.account_id,
            reason=reason,
        )
        return made.id


def sleep(row: Any) -> Any:
    return by_link_id(row.response)["sleep-hours"][0]


class TestSubmit:
    def test_the_original_stays_and_the_correction_says_what_it_corrects_and_why(
        self, people: House, act: Act, sent: str
    ) -> None:
        with act():
            before = queries.response(sent)
            assert before
            hashed = before.response_hash
        made = correct(people, act, sent)
        with act():
            first, second = queries.response(sent), queries.response(made)
            assert first
            assert second
            assert (sleep(first), first.response_hash) == (7.5, hashed)
            assert (sleep(second), second.amends_id, second.amend_reason) == (6.5, sent, "Mistyped")
            assert second.filled_at == first.filled_at

    @pytest.mark.parametrize(
        ("hours", "reason", "refusal"),
        [(6.5, " ", services.ReasonMissing), (7.5, "Mistyped", services.NothingChanged)],
    )
    def test_needs_a_reason_and_a_difference(
        self, people: House, act: Act, sent: str, hours: float, reason: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            correct(people, act, sent, hours, reason)

    def test_is_made_once_and_the_next_one_corrects_the_correction(
        self, people: House, act: Act, sent: str
    ) -> None:
        second = correct(people, act, sent)
        with pytest.raises(services.AmendedAlready):
            correct(people, act, sent, 5)
        third = correct(people, act, second, 5)
        with act():
            newest = queries.latest_response(client_id=people.shen.id, code="hra")
            assert newest
            assert newest.id == third

    def test_the_newest_counts_for_the_assessment(self, people: House, act: Act, sent: str) -> None:
        made = correct(people, act, sent)
        with act():
            assert db.session.scalars(select(AssessmentCase.response_id)).all() == [made]

    def test_a_correction_of_answers_that_were_overtaken_changes_no_assessment(
        self, people: House, act: Act, sent: str
    ) -> None:
        later = send(people, act)
        heard: list[QuestionnaireSubmitted] = []
        events.subscribe(QuestionnaireSubmitted, heard.append)
        correct(people, act, sent)
        with act():
            newest = queries.latest_response(client_id=people.shen.id, code="hra")
            assert newest
            assert newest.id == later
            assert db.session.scalars(select(AssessmentCase.response_id)).all() == [later]
        assert (heard[-1].amends_id, heard[-1].newest) == (sent, False)

    def test_the_database_keeps_the_chain(self, people: House, act: Act, sent: str) -> None:
        made = correct(people, act, sent)
        with act():
            row = queries.response(made)
            assert row
            held = {column.name: getattr(row, column.name) for column in Response.__table__.c}
        fork = held | {"id": "y" * 20, "draft_id": "y" * 20, "number": "Q-2"}
        for deed in (
            insert(Response).values(fork),
            insert(Response).values(fork | {"amends_id": None}),
            insert(Response).values(fork | {"amends_id": "y" * 20}),
            update(Response).values(amend_reason=None, amends_id=None),
        ):
            with pytest.raises(IntegrityError), act():
                db.session.execute(deed)


class TestBeginAmendment:
    def test_waits_until_what_is_being_filled_is_sent_or_deleted(
        self, people: House, act: Act, sent: str
    ) -> None:
        people.shen.browser.post("/questionnaires/hra", data={})
        answer = people.shen.browser.post(f"/questionnaires/answers/{sent}/correct")
        assert answer.status_code == 409

    def test_belongs_to_the_client_alone(self, people: House, sent: str) -> None:
        path = f"/questionnaires/answers/{sent}/correct"
        assert people.wang.browser.post(path).status_code == 404
        assert people.manager.browser.post(path).status_code == 403


class TestCorrect:
    def test_from_the_sent_answers_to_both_being_readable(self, people: House, act: Act, sent: str) -> None:
        browser = people.shen.browser
        assert browser.post(f"/questionnaires/answers/{sent}/correct").status_code == 303
        path = "/questionnaires/hra/parts/8"
        section = browser.get(path).text
        field = re.search(r"<input[^>]*q-sleep-hours[^>]*>", section)
        assert field
        assert 'value="7.5"' in field[0]
        body = {"revision": "0", "q-sleep-hours": "6.5", "go": "next"}
        assert browser.post(path, data=body).status_code == 303
        without = browser.post("/questionnaires/hra/review", data=self.signed | {"_key": "k" * 20})
        assert without.status_code == 422
        assert 'href="#why"' in without.text
        made = browser.post(
            "/questionnaires/hra/review", data=self.signed | {"why": "I <b>mistyped</b>", "_key": "l" * 20}
        )
        assert made.status_code == 303
        new = browser.get(made.location.replace("receipts", "answers")).text
        assert "<b>mistyped" not in new
        assert "I <b>mistyped</b>" in unescape(new)
        assert "before: 7.5" in new
        assert "now: 6.5" in new
        assert (
            made.location.replace("receipts", "answers")
            in browser.get(f"/questionnaires/answers/{sent}").text
        )

    signed = {"certify": "y", "name": "Shen Zhihe"}


class TestAmendForClient:
    def fields(self, text: str) -> dict[str, list[str]]:
        """Give what a browser would send back unchanged."""
        found: dict[str, list[str]] = {}
        for tag in re.findall(r"<input[^>]+>", text):
            name, value = re.search(r'name="(q-[^"]+|_key)"', tag), re.search(r'value="([^"]*)"', tag)
            ticked = " checked" in tag or not re.search(r'type="(radio|checkbox)"', tag)
            if name and ticked:
                found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        return found

    @pytest.mark.parametrize(("language", "name"), [("en", "Meng Xiao"), ("zh-Hans", "\u5b5f\u6653")])
    def test_staff_correct_it_under_their_own_name_in_the_script_they_read(
        self, people: House, act: Act, sent: str, language: str, name: str
    ) -> None:
        people.manager.browser.post("/language", data={"language": language})
        path = f"/desk/clients/{people.shen.id}/questionnaires/{sent}/correct"
        page = people.manager.browser.get(path)
        body = self.fields(page.text) | {"q-sleep-hours": ["6"], "why": ["Told on the phone"]}
        answer = people.manager.browser.post(path, data=body)
        assert answer.status_code == 303, answer.text
        with act():
            row = queries.amended_by(sent)
            assert row
            assert (row.signer, row.actor_id) == ("STAFF", people.manager.account_id)
            assert row.certified_name == name
            assert sleep(row) == 6
            told = notices.inbox(account_id=people.shen.account_id).rows
            assert f"/questionnaires/receipts/{row.id}" in {one.link for one in told}
        assert "Told on the phone" in people.manager.browser.get(answer.location).text

    def test_open_answers_and_a_missing_reason_come_back_with_what_was_typed(
        self, people: House, act: Act, sent: str
    ) -> None:
        path = f"/desk/clients/{people.shen.id}/questionnaires/{sent}/correct"
        body = self.fields(people.manager.browser.get(path).text) | {"q-sleep-hours": ["eight or so"]}
        answer = people.manager.browser.post(path, data=body)
        assert answer.status_code == 422
        assert 'href="#why"' in answer.text
        body |= {"why": ["Told on the phone"], "_key": ["m" * 20]}
        answer = people.manager.browser.post(path, data=body)
        assert answer.status_code == 422
        assert 'href="#q-sleep-hours"' in answer.text
        assert "eight or so" in answer.text
        with act():
            assert queries.amended_by(sent) is None

    def test_is_for_the_branchs_own_staff_alone(self, people: House, sent: str) -> None:
        path = f"/desk/clients/{people.shen.id}/questionnaires/{sent}/correct"
        assert people.stranger.browser.get(path).status_code == 404
        assert people.stranger.browser.post(path).status_code == 404
        assert people.shen.browser.post(path).status_code == 403
        other = f"/desk/clients/{people.wang.id}/questionnaires/{sent}/correct"
        assert people.manager.browser.get(other).status_code == 404


class TestTakeFinished:
    def test_a_phone_brings_a_correction(self, people: House, act: Act, sent: str) -> None:
        with act():
            row = queries.response(sent)
            assert row
            answers = by_link_id(row.response) | {"sleep-hours": [6]}
            raw = {link_id: list(shown(values)) for link_id, values in answers.items()}
            definition = row.definition_id
        body = {
            "definition": definition,
            "values": raw,
            "name": "Shen Zhihe",
            "certify": True,
            "amends": sent,
        }
        headers = {"Accept": "application/json", "Idempotency-Key": "key-of-this-one"}
        said = people.shen.browser.post("/questionnaires/hra/responses", json=body, headers=headers)
        assert said.status_code == 422
        body["why"] = "Mistyped"
        said = people.shen.browser.post("/questionnaires/hra/responses", json=body, headers=headers)
        assert said.status_code == 201
        with act():
            assert queries.amended_by(sent)

    def test_nobody_corrects_anothers(self, people: House, act: Act, sent: str) -> None:
        body = {"values": {}, "name": "Shen Zhihe", "certify": True, "amends": sent, "why": "x"}
        with act():
            row = queries.response(sent)
            assert row
            raw = {i: list(shown(v)) for i, v in by_link_id(row.response).items()}
            body |= {"definition": row.definition_id, "values": raw}
        people.wang.browser.post("/questionnaires/hra", data={"agree": "y"})
        headers = {"Accept": "application/json", "Idempotency-Key": "key-of-this-one"}
        said = people.wang.browser.post("/questionnaires/hra/responses", json=body, headers=headers)
        assert said.status_code == 404
