"""Files inside a repeating group: each repetition has its own, on the phone and without a script."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.conftest import Act
from tests.questionnaires import attached
from tests.questionnaires.attached import ONE, PART, PATH, TWO, line, photo, url
from tests.questionnaires.conftest import House
from tests.questionnaires.rules.forms import extension
from tests.questionnaires.test_attaching import bring, draft, finish, lines, sent
from tests.questionnaires.test_views import hidden
from tests.questionnaires.versions import form, item, publish

VISITS = item(
    "visit",
    "group",
    "Visit",
    "就诊",
    extension("questionnaire-maxOccurs", valueInteger=3),
    repeats=True,
    item=[attached.TONGUE, item("where", "string", "Where?", "在哪里？")],
)


@pytest.fixture
def begun(people: House, act: Act) -> House:
    """Shen has begun a form that asks for visits, each with a photo."""
    with act():
        publish(form("1", [VISITS, attached.NOTE]).replace("habits", attached.CODE))
    assert people.shen.browser.post(PATH, data={"agree": "y"}).status_code == 303
    return people


class TestTakeResponse:
    def test_each_repetition_holds_its_own_file(self, begun: House, act: Act) -> None:
        first = bring(begun.shen, name="one.png").get_json()
        second = bring(begun.shen, TWO, photo(edge=20), "two.png").get_json()
        answers = {
            "visit--n": ["2"],
            "tongue--1": [line()],
            "tongue--2": [line(TWO)],
            "where--2": ["Hangzhou"],
        }
        assert finish(begun.shen, act, **answers).status_code == 201
        one, two = sent(begun.shen, act)
        assert one["item"] == [{"linkId": "tongue", "answer": [{"valueAttachment": first}]}]
        assert two["item"][0] == {"linkId": "tongue", "answer": [{"valueAttachment": second}]}
        assert [begun.shen.browser.get(url(file)).status_code for file in (ONE, TWO)] == [200, 200]

    def test_a_file_that_is_missing_is_named_with_its_repetition(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        answers = {"visit--n": ["2"], "tongue--1": [line()], "tongue--2": [line(TWO)]}
        refused = finish(begun.shen, act, **answers)
        assert refused.status_code == 422
        assert (refused.get_json()["issues"], refused.get_json()["files"]) == (["tongue--2"], [TWO])


class TestSaveSection:
    def test_without_a_script_a_file_stays_with_its_repetition_when_another_is_taken_away(
        self, begun: House, act: Act
    ) -> None:
        browser = begun.shen.browser
        for _ in range(2):
            facts = hidden(browser.get(PART)) | {"go": "add:visit--n"}
            assert browser.post(PART, data=facts).status_code == 303
        files = {f"q-tongue--{n}": ["", (BytesIO(photo(edge=10 + n)), f"{n}.png")] for n in (1, 2)}
        facts = hidden(browser.get(PART)) | {"go": "stay", "q-where--1": "A", "q-where--2": "B"}
        assert browser.post(PART, data=facts | files).status_code == 303
        page = browser.get(PART)
        (first,), (second,) = lines(page, "tongue--1"), lines(page, "tongue--2")
        assert (first.endswith("1.png"), second.endswith("2.png")) == (True, True)
        held = {"q-tongue--1": ["", first], "q-tongue--2": ["", second], "q-where--1": "A", "q-where--2": "B"}
        assert browser.post(PART, data=hidden(page) | {"go": "take:visit--n:1"} | held).status_code == 303
        assert draft(begun.shen)["raw"]["where--1"] == ["B"]
        assert lines(browser.get(PART), "tongue--1") == [second]
