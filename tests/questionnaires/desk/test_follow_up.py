"""Doubtful answers come to the branch's list; staff ask the client about one, she replies, staff close it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House, Person
from tests.questionnaires.desk.conftest import in_english
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.questionnaires import queries
from webapp.questionnaires.models import FieldQuery, QualityRemark, QueryMessage
from webapp.records import queries as records
from webapp.seed.questionnaires import fill_hra

ODD = {"sleep-hours": 15, "ipaq-sitting-minutes": 600}


@pytest.fixture
def meng(people: House) -> Person:
    in_english(people.manager.browser)
    return people.manager


@pytest.fixture
def sent(people: House, act: Act) -> str:
    """Give the address of a sent response in which the day has more than 24 hours."""
    shen = people.shen
    with act():
        number = fill_hra(
            client_id=shen.id,
            branch_id=shen.branch_id,
            account_id=shen.account_id,
            name="Shen Zhihe",
            facts=ODD,
        )
    return f"/desk/clients/{shen.id}/questionnaires/{number}"


def ask(person: Person, sent: str, words: str = "Do you really sleep 15 hours?") -> TestResponse:
    return person.browser.post(sent + "/ask", data={"question": "sleep-hours", "words": words})


def phone_page(desk_page: str) -> str:
    return "/questionnaires/queries/" + desk_page.rpartition("/")[2]


class TestRemarks:
    def test_what_is_doubtful_at_submission_stands_on_the_branch_s_list(
        self, meng: Person, sent: str
    ) -> None:
        page = meng.browser.get("/desk/questionnaires/remarks").get_data(as_text=True)
        assert "An unusual figure (outside 3–14, set by the questionnaire)" in page
        assert "Sleeping and sitting make more than 24 hours" in page
        assert sent in page

    def test_who_reads_the_list_stands_in_the_client_s_log_once_a_day(
        self, people: House, meng: Person, sent: str, act: Act
    ) -> None:
        for _ in range(2):
            meng.browser.get("/desk/questionnaires/remarks")
        with act():
            looks = records.access_log(client_id=people.shen.id).rows
            assert [(one.account_id, one.what) for one in looks] == [(meng.account_id, "questionnaires")]
            assert records.access_log(client_id=people.wang.id).rows == []

    def test_the_client_reads_an_export_as_one(self, people: House, meng: Person, sent: str) -> None:
        assert meng.browser.get(sent + "/table").status_code == 200
        page = people.shen.browser.get("/me/seen", headers={"Accept-Language": "en"}).get_data(as_text=True)
        assert "exported the questionnaire" in page

    def test_another_branch_sees_and_closes_nothing(
        self, people: House, meng: Person, sent: str, app: Flask
    ) -> None:
        assert sent not in people.stranger.browser.get("/desk/questionnaires/remarks").get_data(as_text=True)
        with app.app_context():
            one = db.session.query(QualityRemark).first()
            assert one
            path = f"/desk/questionnaires/remarks/{one.id}/close"
        assert people.stranger.browser.post(path).status_code == 404
        assert people.shen.browser.post(path).status_code == 403

    def test_what_is_right_as_it_stands_leaves_the_list(self, meng: Person, sent: str) -> None:
        paths = re.findall(
            r"/desk/questionnaires/remarks/\w+/close",
            meng.browser.get("/desk/questionnaires/remarks").get_data(as_text=True),
        )
        for path in paths:
            assert meng.browser.post(path).status_code == 303
        assert "Nothing is doubtful" in meng.browser.get("/desk/questionnaires/remarks").get_data(
            as_text=True
        )

    def test_a_closed_remark_has_a_moment(self, meng: Person, sent: str, act: Act) -> None:
        with pytest.raises(IntegrityError), act():
            db.session.execute(update(QualityRemark).values(status="CLOSED"))


class TestFieldQuery:
    def test_the_client_is_asked_replies_and_staff_close_it(
        self, people: House, meng: Person, sent: str, app: Flask
    ) -> None:
        # Given a question about one answer
        asked = str(ask(meng, sent).location)
        with app.app_context():
            told = notices.inbox(account_id=people.shen.account_id, after="", size=9).rows
        assert phone_page(asked) in {one.link for one in told}
        # When the client finds it among her questionnaires and replies
        shen = people.shen.browser
        assert phone_page(asked) in shen.get("/questionnaires").get_data(as_text=True)
        assert "Do you really sleep 15 hours?" in shen.get(phone_page(asked)).get_data(as_text=True)
        assert shen.post(phone_page(asked), data={"words": "No, it is 7"}).status_code == 303
        # Then staff read it and close it
        page = meng.browser.get(asked).get_data(as_text=True)
        assert "No, it is 7" in page
        assert "answered, please look" in page
        assert meng.browser.post(asked, data={"close": "1"}).status_code == 303
        assert "closed" in meng.browser.get(asked).get_data(as_text=True)

    def test_a_reply_that_changes_the_answer_opens_the_correction_at_that_question(
        self, people: House, meng: Person, sent: str, app: Flask
    ) -> None:
        asked, shen = str(ask(meng, sent).location), people.shen.browser
        reply = shen.post(phone_page(asked), data={"words": "No, it is 7", "correct": "1"})
        assert reply.status_code == 303
        where, _, anchor = str(reply.location).partition("#")
        assert anchor == "q-sleep-hours"
        assert 'id="q-sleep-hours"' in shen.get(where).get_data(as_text=True)
        with app.app_context():
            draft = queries.draft(client_id=people.shen.id, code="hra")
            assert draft
            assert draft.amends_id == sent.rpartition("/")[2]
        assert "No, it is 7" in meng.browser.get(asked).get_data(as_text=True)

    def test_a_correction_that_cannot_be_begun_keeps_the_reply_and_moves_nothing(
        self, people: House, meng: Person, sent: str
    ) -> None:
        asked, shen = str(ask(meng, sent).location), people.shen.browser
        shen.post("/questionnaires/hra", data={})
        reply = shen.post(phone_page(asked), data={"words": "No, it is 7", "correct": "1"})
        assert reply.status_code == 409
        assert "No, it is 7" in reply.get_data(as_text=True)
        assert "waits for the client" in meng.browser.get(asked).get_data(as_text=True)

    def test_one_answer_has_one_open_question(self, meng: Person, sent: str) -> None:
        ask(meng, sent)
        again = ask(meng, sent)
        assert again.status_code == 409
        assert "still open" in again.get_data(as_text=True)

    def test_what_was_answered_or_closed_meanwhile_is_not_answered_again(
        self, people: House, meng: Person, sent: str
    ) -> None:
        asked = str(ask(meng, sent).location)
        meng.browser.post(asked, data={"close": "1"})
        late = people.shen.browser.post(phone_page(asked), data={"words": "too late"})
        assert late.status_code == 409
        assert "too late" in late.get_data(as_text=True)

    def test_staff_ask_further_and_it_waits_for_the_client_again(
        self, people: House, meng: Person, sent: str
    ) -> None:
        asked = str(ask(meng, sent).location)
        people.shen.browser.post(phone_page(asked), data={"words": "hm"})
        assert meng.browser.post(asked, data={"words": "How many, then?"}).status_code == 303
        assert "How many, then?" in people.shen.browser.get(phone_page(asked)).get_data(as_text=True)

    def test_nobody_else_reads_or_asks(self, people: House, meng: Person, sent: str) -> None:
        asked = str(ask(meng, sent).location)
        assert people.wang.browser.get(phone_page(asked)).status_code == 404
        assert people.wang.browser.post(phone_page(asked), data={"words": "x"}).status_code == 404
        assert people.stranger.browser.get(asked).status_code == 404
        assert ask(people.stranger, sent).status_code == 404
        assert ask(people.shen, sent).status_code == 403

    def test_only_a_question_of_the_form_can_be_asked_about(self, meng: Person, sent: str) -> None:
        answer = meng.browser.post(sent + "/ask", data={"question": "no-such", "words": "?"})
        assert answer.status_code == 404
        assert ask(meng, sent, words=" ").status_code == 422

    def test_the_talk_only_grows(self, meng: Person, sent: str, act: Act) -> None:
        ask(meng, sent)
        for deed in (update(QueryMessage).values(author="CLIENT"), delete(QueryMessage)):
            with pytest.raises((IntegrityError, OperationalError)), act():
                db.session.execute(deed)
        with pytest.raises(IntegrityError), act():
            db.session.execute(update(FieldQuery).values(status="CLOSED"))
