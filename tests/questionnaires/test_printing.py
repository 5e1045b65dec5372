"""A printed copy is enough to prove what was sent; the blank form has every question (Q6, Q8, Q10)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text, update

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.test_signing import DRAWN, PROXY
from webapp.commands.questionnaires import questionnaire
from webapp.kernel.db import db
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.seed.questionnaires import begin_hra


@pytest.fixture
def sent(people: House, act: Act) -> str:
    """Mr Shen's daughter signed for him, with a drawn name."""
    shen = people.shen
    facts = {"other-medicines": "aspirin <b>100</b>"}
    with act():
        begin_hra(
            client_id=shen.id,
            branch_id=shen.branch_id,
            account_id=shen.account_id,
            facts=facts,
            sections=99,
        )
    body = {"certify": "y", "_key": "k" * 20, "drawn": json.dumps(DRAWN)} | PROXY
    return shen.browser.post("/questionnaires/hra/review", data=body).location.rpartition("/")[2]


def printed(people: House, sent: str) -> str:
    answer = people.shen.browser.get(f"/questionnaires/answers/{sent}/print")
    assert answer.status_code == 200
    return answer.text


def record_of(page: str) -> str:
    """Give the text of the record as a reader copies it."""
    found = re.search(r'<pre class="proof" id="record" lang="zh-Hans">(.*?)</pre>', page, re.S)
    assert found
    return unescape(found[1])


class TestPrintAnswers:
    def test_has_words_signature_number_version_and_fingerprints(
        self, people: House, act: Act, sent: str
    ) -> None:
        page = printed(people, sent)
        with act():
            row = queries.response(sent)
            assert row
        for words in (
            row.number,
            row.version,
            row.response_hash,
            row.content_hash,
            "Shen Lan",
            "A broken arm",
        ):
            assert words in page
        assert '<path d="M10 100L200 20L400 180"/>' in page
        assert "<b>100" not in page

    def test_its_text_alone_proves_the_fingerprint(self, people: House, act: Act, sent: str) -> None:
        page = printed(people, sent)
        with act():
            row = queries.response(sent)
            assert row
        copied = record_of(page)
        assert hashlib.sha256(copied.replace("\n", "").encode()).hexdigest() == row.response_hash
        done = CliRunner().invoke(questionnaire, ["verify", "-", "--sha256", row.response_hash], input=copied)
        assert done.exit_code == 0, done.output
        forged = copied.replace("aspirin", "nothing")
        done = CliRunner().invoke(questionnaire, ["verify", "-", "--sha256", row.response_hash], input=forged)
        assert done.exit_code == 1

    def test_each_way_of_checking_it_stands_on_a_line_of_its_own(self, people: House, sent: str) -> None:
        page = people.shen.browser.get(f"/questionnaires/answers/{sent}/print").text
        told = page.partition('<pre class="proof">')[2].partition("</pre>")[0].splitlines()
        ways = ("tr -d", "kangyue questionnaire verify FILE", "kangyue questionnaire verify Q")
        assert len(told) == 3
        assert all(line.startswith(way) for line, way in zip(told, ways, strict=True))

    def test_the_file_has_the_very_bytes_that_are_hashed(self, people: House, act: Act, sent: str) -> None:
        answer = people.shen.browser.get(f"/questionnaires/answers/{sent}/record")
        with act():
            row = queries.response(sent)
            assert row
        assert hashlib.sha256(answer.data).hexdigest() == row.response_hash
        assert row.number in answer.headers["Content-Disposition"]

    @pytest.mark.parametrize("what", ["print", "record"])
    def test_is_ones_own_alone(self, people: House, sent: str, what: str) -> None:
        assert people.wang.browser.get(f"/questionnaires/answers/{sent}/{what}").status_code == 404

    def test_staff_of_the_branch_print_it_too(self, people: House, sent: str) -> None:
        path = f"/desk/clients/{people.shen.id}/questionnaires/{sent}/print"
        assert record_of(people.manager.browser.get(path).text) == record_of(printed(people, sent))
        assert people.stranger.browser.get(path).status_code == 404
        assert people.shen.browser.get(path).status_code == 403
        other = f"/desk/clients/{people.wang.id}/questionnaires/{sent}/print"
        assert people.manager.browser.get(other).status_code == 404


class TestVerify:
    """`verify NUMBER` opens the application; here it is the one under test."""

    @pytest.fixture
    def run(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
        monkeypatch.setattr("webapp.commands.questionnaires._in_app", app.app_context)
        return lambda *words: CliRunner().invoke(questionnaire, ["verify", *words])

    def test_a_receipt_number_proves_what_is_kept(
        self, run: Callable[..., Result], act: Act, sent: str
    ) -> None:
        with act():
            row = queries.response(sent)
            assert row
        done = run(row.number)
        said = json.loads(done.output)
        assert (done.exit_code, said["valid"]) == (0, True)
        assert (said["sha256"], said["questionnaireSha256"]) == (row.response_hash, row.content_hash)
        assert run(row.number, "--sha256", "0" * 64).exit_code == 1

    def test_what_was_changed_behind_the_application_is_found(
        self, app: Flask, run: Callable[..., Result], act: Act, sent: str
    ) -> None:
        with act():
            row = queries.response(sent)
            assert row
            drop = {"sqlite": "DROP TRIGGER questionnaire_response_refuses_update"}.get(
                db.engine.dialect.name,
                "DROP TRIGGER questionnaire_response_refuses_update ON questionnaire_response",
            )
            db.session.execute(text(drop))
            db.session.execute(update(Response).values(response_hash="0" * 64))
        assert run(row.number).exit_code == 1

    def test_an_unknown_number_is_unusable(self, run: Callable[..., Result], people: House) -> None:
        assert run("Q000000-XXXXXX").exit_code == 2


class TestPrintBlank:
    def test_has_every_question_with_its_choices_and_when_it_is_asked(self, people: House, act: Act) -> None:
        page = unescape(people.shen.browser.get("/questionnaires/hra/print").text)
        with act():
            form = queries.parsed(queries.current_id("hra") or "")
            content = queries.current_definition("hra")
            assert content
            asked = [item for item in form.walk() if item.is_question and not item.hidden]
        assert [item.link_id for item in asked if item.text.en not in page] == []
        assert [
            o.words.en for item in asked for o in item.options if f"\u2610 {o.words.en}" not in page
        ] == []
        assert page.count("Only if") == sum(bool(item.may_hide) for item in form.walk() if not item.is_help)
        assert content.content_hash in page

    def test_speaks_chinese(self, people: House, act: Act) -> None:
        people.shen.browser.post("/language", data={"language": "zh-Hans", "back": "/today"})
        page = people.shen.browser.get("/questionnaires/hra/print").text
        with act():
            form = queries.current_definition("hra")
            assert form
        assert f"<h1>{form.title_zh}</h1>" in page
        assert "Only if" not in page

    def test_staff_print_one_for_a_client(self, people: House) -> None:
        path = f"/desk/clients/{people.shen.id}/questionnaires/paper/hra/print"
        assert "\u2610" in people.manager.browser.get(path).text
        assert people.stranger.browser.get(path).status_code == 404
        missing = f"/desk/clients/{people.shen.id}/questionnaires/paper/nothing/print"
        assert people.manager.browser.get(missing).status_code == 404
