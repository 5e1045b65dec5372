"""Headquarters takes questionnaires in, looks at them, publishes and retires them."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.desk.conftest import Office
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.questionnaires import queries, services
from webapp.questionnaires.models import Definition
from webapp.questionnaires.rules.limits import (
    LARGEST_FILE,
    LONGEST_TEXT,
    MOST_CODES,
    MOST_ITEMS,
    MOST_OPTIONS,
)
from webapp.seed.questionnaires import fill_hra

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def said(words: str) -> dict[str, Any]:
    """Give a text in both languages, as FHIR writes it."""
    parts = [{"url": "lang", "valueCode": "zh-Hans"}, {"url": "content", "valueString": f"中{words}"}]
    return {"text": words, "_text": {"extension": [{"url": TRANSLATION, "extension": parts}]}}


def form(**changed: Any) -> dict[str, Any]:
    title = said("Sleep diary")
    item = {"linkId": "a", "type": "group", **said("Nights")}
    item["item"] = [{"linkId": "b", "type": "boolean", "required": True, **said("Did you sleep well?")}]
    whole = {
        "resourceType": "Questionnaire",
        "id": "sleep",
        "url": "https://example.org/sleep",
        "version": "1",
        "status": "draft",
        "language": "en",
        "title": title["text"],
        "_title": title["_text"],
        "item": [item],
    }
    return whole | changed


CHOICES = [{"valueString": str(n)} for n in range(MOST_OPTIONS + 1)]
CODES = [{"code": str(n)} for n in range(MOST_CODES + 1)]


def nested(levels: int) -> list[dict[str, Any]]:
    """Give groups within groups."""
    item: list[dict[str, Any]] = []
    for level in range(levels):
        item = [{"linkId": f"level-{level}", "type": "group", "item": item}]
    return item


def hand_in(browser: FlaskClient, content: bytes | dict[str, Any], name: str = "form.json") -> TestResponse:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return browser.post("/desk/admin/questionnaires/import", data={"file": (io.BytesIO(raw), name)})


def taken_in(browser: FlaskClient, content: dict[str, Any]) -> str:
    answer = hand_in(browser, content)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def in_use(app: Flask) -> bool:
    with app.app_context():
        return queries.current_id("sleep") is not None


def publish(browser: FlaskClient, path: str, page: str) -> TestResponse:
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    return browser.post(path + "/publish", data={"seen": seen[1] if seen else ""})


class TestTakeDefinition:
    def test_a_file_comes_in_as_a_draft_with_its_report(self, office: Office, app: Flask) -> None:
        odd = {"url": "https://example.org/colour", "valueString": "blue"}
        path = taken_in(office.fang, form(extension=[odd], version="7"))
        page = office.fang.get(path).get_data(as_text=True)
        assert "https://example.org/colour" in page
        assert "Draft" in page
        assert "version 7" in page
        assert not in_use(app)

    def test_the_file_comes_back_byte_for_byte(self, office: Office) -> None:
        raw = json.dumps(form(extension=[{"url": "https://example.org/x"}]), indent=3).encode()
        path = str(hand_in(office.fang, raw).location)
        assert office.fang.get(path + "/file").data == raw

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "The file is empty."),
            (b"\xff\xfe\x00", "The file is not UTF-8 text, so it cannot be JSON."),
            (b"%PDF-1.7", "The file is not JSON that can be read."),
            (b"[" * 100_000, "The file is not JSON that can be read."),
            (b"[1, 2]", "The file holds JSON, but no FHIR R4 Questionnaire."),
            (b'{"resourceType": "Patient"}', "The file holds JSON, but no FHIR R4 Questionnaire."),
            (b" " * (LARGEST_FILE + 1), "The file is larger than 2 MB."),
            (json.dumps(form(odd=0)).replace("0}", "1e999999999}"), "The file is not JSON that can be read."),
            (json.dumps(form(odd="\ud800")), "The file is not UTF-8 text, so it cannot be JSON."),
            (
                json.dumps(form(item=[{"linkId": str(n), "type": "boolean"} for n in range(MOST_ITEMS + 1)])),
                "The questionnaire has more than 2000 items.",
            ),
            (
                json.dumps(form()).replace('"sleep"', f'"sleep", "x": {"[" * 101}{"]" * 101}', 1),
                "The file is nested more than 100 levels deep.",
            ),
            (
                json.dumps(form(item=[{"linkId": "a", "type": "boolean", "enableWhen": [{}] * 101}])),
                "An item has more conditions than allowed: a (100)",
            ),
            (
                json.dumps(form(item=[{"linkId": "a" * 256, "type": "boolean"}])),
                f"A text is longer than allowed: linkId {'a' * 80} (255)",
            ),
            (
                json.dumps(form(item=[{"linkId": "a\0", "type": "boolean"}])),
                "The file is not UTF-8 text, so it cannot be JSON.",
            ),
            (json.dumps(form(item=nested(13))), "Items are nested more than 12 levels deep."),
            (
                json.dumps(form(item=[{"linkId": "job", "type": "choice", "answerOption": CHOICES}])),
                "A question has more choices than allowed: job (500)",
            ),
            (
                json.dumps(form(contained=[{"id": "jobs", "compose": {"include": [{"concept": CODES}]}}])),
                "A value set has more codes than allowed: #jobs (5000)",
            ),
            (
                json.dumps(form(item=[{"linkId": "a", "type": "display", "text": "x" * (LONGEST_TEXT + 1)}])),
                "A text is longer than allowed: a (10000)",
            ),
        ],
    )
    def test_an_odd_file_is_refused_with_one_sentence(
        self, office: Office, content: Any, sentence: str
    ) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        answer = hand_in(office.fang, raw)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)

    def test_no_depth_of_brackets_is_too_deep_to_be_refused_in_words(self, act: Act) -> None:
        with act():
            for depth in range(300, 520):
                inside = '{"x": [' * depth + "]}" * depth
                raw = json.dumps(form(x=[])).replace("[]", f"[{inside}]", 1)
                with pytest.raises(services.Unreadable):
                    services.read_file(raw.encode())

    def test_another_text_under_a_published_version_is_refused(self, office: Office) -> None:
        path = taken_in(office.fang, form())
        publish(office.fang, path, office.fang.get(path).get_data(as_text=True))
        again = hand_in(office.fang, form(description="other"))
        assert again.status_code == 422
        assert "raise the version" in again.get_data(as_text=True)

    def test_a_name_with_odd_letters_gets_an_address_that_can_be_opened(
        self, office: Office, act: Act
    ) -> None:
        taken_in(office.fang, form(id="", url="https://example.org/sleep <diary>/"))
        with act():
            codes = db.session.scalars(select(Definition.code)).all()
        assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", code) for code in codes)


class TestPublish:
    def test_headquarters_publishes_and_the_chain_says_who(self, office: Office, act: Act) -> None:
        path = taken_in(office.fang, form())
        answer = publish(office.fang, path, office.fang.get(path).get_data(as_text=True))
        assert answer.status_code == 303
        with act():
            deeds = db.session.scalars(select(audit.AuditEntry.action)).all()
            assert queries.current_id("sleep")
        assert {"questionnaires.definition.taken_in", "questionnaires.definition.published"} <= set(deeds)

    def test_nothing_is_published_while_something_stands_against_it(self, office: Office, app: Flask) -> None:
        path = taken_in(office.fang, form(title="Only English", _title={}))
        page = office.fang.get(path).get_data(as_text=True)
        assert "A text lacks one of the two languages: title" in page
        assert "/publish" not in page
        answer = office.fang.post(path + "/publish")
        assert answer.status_code == 422
        assert "A text lacks one of the two languages: title" in answer.get_data(as_text=True)
        assert not in_use(app)

    def test_what_a_colleague_replaced_meanwhile_is_not_published_unseen(
        self, office: Office, app: Flask
    ) -> None:
        path = taken_in(office.fang, form())
        looked_at = office.fang.get(path).get_data(as_text=True)
        taken_in(office.yuan, form(description="a second thought"))
        answer = publish(office.fang, path, looked_at)
        assert answer.status_code == 409
        assert "Somebody else has changed this questionnaire" in answer.get_data(as_text=True)
        assert not in_use(app)


class TestRetire:
    def test_a_retired_questionnaire_cannot_be_begun_and_keeps_its_answers(
        self, office: Office, people: House, act: Act
    ) -> None:
        shen = people.shen
        with act():
            sent = fill_hra(
                client_id=shen.id, branch_id=shen.branch_id, account_id=shen.account_id, name="Shen Zhihe"
            )
            found = queries.current_id("hra")
        page = office.fang.get("/desk/admin/questionnaires").get_data(as_text=True)
        assert re.search(r'hra</span>.*?<td>Feeds the assessment report</td><td class="n">1</td>', page, re.S)
        path = f"/desk/admin/questionnaires/{found}/retire"
        assert "Nobody can begin it afterwards" in office.fang.get(path).get_data(as_text=True)
        assert office.fang.post(path).status_code == 303
        assert shen.browser.post("/questionnaires/hra", data={"agree": "y"}).status_code == 404
        assert shen.browser.get(f"/questionnaires/answers/{sent}").status_code == 200

    def test_of_two_people_who_retire_one_is_told(self, office: Office) -> None:
        path = taken_in(office.fang, form())
        publish(office.fang, path, office.fang.get(path).get_data(as_text=True))
        assert office.fang.post(path + "/retire").status_code == 303
        assert office.yuan.post(path + "/retire").status_code == 409


class TestPreviewSection:
    def test_both_languages_are_drawn_as_a_phone_draws_them(self, office: Office) -> None:
        path = taken_in(office.fang, form()) + "/parts/1"
        english = office.fang.get(path + "?in=en").get_data(as_text=True)
        chinese = office.fang.get(path + "?in=zh-Hans").get_data(as_text=True)
        assert "<legend>Did you sleep well?</legend>" in english
        assert "<legend>中Did you sleep well?</legend>" in chinese
        assert '<section class="phone" lang="zh-Hans"' in chinese
        assert office.fang.get(path.replace("/parts/1", "/parts/9")).status_code == 404

    def test_a_replaced_draft_shows_its_new_words(self, office: Office) -> None:
        path = taken_in(office.fang, form()) + "/parts/1?in=en"
        office.fang.get(path)
        other = form()
        other["item"][0]["item"][0] |= said("Did you dream?")
        taken_in(office.fang, other)
        assert "Did you dream?" in office.fang.get(path).get_data(as_text=True)
