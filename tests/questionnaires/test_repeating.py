"""Questions that take several typed answers, and figures whose unit is chosen: pages that need no script."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.rules.forms import extension
from tests.questionnaires.test_imported_forms import draft
from tests.questionnaires.test_views import hidden
from tests.questionnaires.versions import form, item, publish, said
from webapp.questionnaires import queries

PATH = "/questionnaires/habits"
PART = f"{PATH}/parts/1"
UCUM = "http://unitsofmeasure.org"


def units(*codes: str) -> list[dict[str, Any]]:
    coded = ({"system": UCUM, "code": code, "display": code, "_display": said(code)} for code in codes)
    return [extension("questionnaire-unitOption", valueCoding=one) for one in coded]


PAINS = item(
    "pains",
    "string",
    "Where does it hurt?",
    "哪里疼？",
    extension("questionnaire-maxOccurs", valueInteger=3),
    repeats=True,
)
FALLS = item("falls", "date", "When did you fall?", "哪天跌倒过？", repeats=True)
SALT = item("salt", "quantity", "How much salt?", "吃多少盐？", *units("mg", "g"))
DOSES = item("doses", "quantity", "Which doses?", "哪些剂量？", *units("mg", "g"), repeats=True)


@pytest.fixture
def begun(people: House, act: Act) -> House:
    with act():
        publish(form("1", [PAINS, FALLS, SALT, DOSES]))
    assert people.shen.browser.post(PATH, data={"agree": "y"}).status_code == 303
    return people


def save(house: House, go: str = "next", **facts: list[str]) -> TestResponse:
    sent = hidden(house.shen.browser.get(PART)) | {f"q-{name}": given for name, given in facts.items()}
    return house.shen.browser.post(PART, data=sent | {"go": go})


def fields(page: TestResponse | str, name: str) -> list[str]:
    text = page if isinstance(page, str) else page.text
    return [unescape(one) for one in re.findall(rf'name="q-{name}"[^>]* value="([^"]*)"', text)]


class TestSaveSection:
    def test_several_answers_are_kept_in_their_order(self, begun: House, act: Act) -> None:
        assert save(begun, pains=["knee", "", "neck"]).status_code == 303
        assert draft(begun, act).answers["pains"] == ["knee", "neck"]
        assert fields(begun.shen.browser.get(PART), "pains") == ["knee", "neck"]

    def test_add_another_keeps_the_section_and_comes_back_with_one_more_field(
        self, begun: House, act: Act
    ) -> None:
        answer = save(begun, go="add:q-pains", pains=["knee"])
        assert answer.status_code == 303
        assert answer.location.endswith("#q-pains-2")
        assert draft(begun, act).place == 1
        page = begun.shen.browser.get(answer.location)
        assert fields(page, "pains") == ["knee", ""]
        assert 'id="q-pains-2"' in page.text

    def test_no_more_fields_than_answers_may_be(self, begun: House) -> None:
        save(begun, pains=["knee", "neck", "back"])
        page = begun.shen.browser.get(f"{PART}?more=q-pains").text
        assert fields(page, "pains") == ["knee", "neck", "back"]
        assert "Up to 3 answers." in page
        assert re.search(r'value="add:q-pains" data-add hidden', page)

    def test_too_many_are_refused_and_kept(self, begun: House) -> None:
        answer = save(begun, pains=["knee", "neck", "back", "head"])
        assert answer.status_code == 422
        assert "Please give at most 3 answers." in answer.text
        assert fields(answer, "pains") == ["knee", "neck", "back", "head"]

    def test_take_this_one_away_takes_that_one(self, begun: House, act: Act) -> None:
        answer = save(begun, go="take:q-pains:2", pains=["knee", "neck", "back"])
        assert answer.status_code == 303
        assert draft(begun, act).answers["pains"] == ["knee", "back"]

    def test_days_have_three_fields_each(self, begun: House, act: Act) -> None:
        given = ["2024", "3", "5", "", "", "", "2025", "12", "1"]
        assert save(begun, falls=given).status_code == 303
        assert draft(begun, act).answers["falls"] == ["2024-03-05", "2025-12-01"]
        assert fields(begun.shen.browser.get(PART), "falls") == ["2024", "3", "5", "2025", "12", "1"]

    def test_an_error_names_which_one(self, begun: House) -> None:
        answer = save(begun, falls=["2024", "3", "5", "2025", "13", ""])
        assert answer.status_code == 422
        assert "Answer 2: Please write the month, a number from 1 to 12." in answer.text
        assert 'href="#q-falls-2"' in answer.text

    @pytest.mark.parametrize("go", ["take:q-pains:9", "take:q-pains:x", "take::1", "add:q-nothing", "add:"])
    def test_a_button_nobody_was_offered_takes_nothing_away(self, begun: House, act: Act, go: str) -> None:
        assert save(begun, go=go, pains=["knee"]).status_code == 303
        assert draft(begun, act).answers["pains"] == ["knee"]


class TestUnits:
    def test_the_unit_is_the_persons_to_choose_and_stored_as_a_code(self, begun: House, act: Act) -> None:
        assert save(begun, salt=["1.5", "g"]).status_code == 303
        kept = draft(begun, act).answers["salt"]
        assert kept == [{"value": 1.5, "unit": "g", "system": UCUM, "code": "g"}]
        page = begun.shen.browser.get(PART).text
        assert fields(page, "salt") == ["1.5"]
        assert '<option value="g" selected>' in page
        assert "1.5 g" in begun.shen.browser.get(f"{PATH}/review").text

    def test_a_unit_chosen_first_and_a_figure_written_later_are_both_kept(
        self, begun: House, act: Act
    ) -> None:
        answer = save(begun, salt=["", "mg"])
        assert answer.status_code == 422
        assert "Please write the figure before the unit." in answer.text
        assert '<option value="mg" selected>' in begun.shen.browser.get(PART).text
        save(begun, salt=["500", "mg"])
        assert draft(begun, act).answers["salt"][0]["value"] == 500

    def test_a_figure_without_its_unit_is_kept_and_asked_about(self, begun: House) -> None:
        answer = save(begun, salt=["500", ""])
        assert answer.status_code == 422
        assert "Please choose the unit too." in answer.text
        assert fields(begun.shen.browser.get(PART), "salt") == ["500"]

    def test_several_each_with_its_own(self, begun: House, act: Act) -> None:
        assert save(begun, doses=["1", "g", "20", "mg", "", ""]).status_code == 303
        kept = [(one["value"], one["code"]) for one in draft(begun, act).answers["doses"]]
        assert kept == [(1, "g"), (20, "mg")]

    def test_a_phone_gets_them_as_they_are_typed(self, begun: House) -> None:
        save(begun, doses=["1", "g"], pains=["knee", "neck"], falls=["2024", "3", "5"])
        raw = json.loads(begun.shen.browser.get(f"{PATH}/answers").text)["raw"]
        assert raw["doses"] == ["1 g"]
        assert raw["pains"] == ["knee", "neck"]
        assert raw["falls"] == ["2024-03-05"]


MEDICINES = item(
    "med",
    "group",
    "Medicine",
    "药品",
    extension("questionnaire-maxOccurs", valueInteger=3),
    repeats=True,
    item=[
        item("name", "string", "Which one?", "叫什么？", required=True),
        item("why", "boolean", "From a doctor?", "是医生开的吗？"),
        item(
            "who",
            "string",
            "Which doctor?",
            "哪位医生？",
            enableWhen=[{"question": "why", "operator": "=", "answerBoolean": True}],
        ),
    ],
)
TWO = {"name--1": ["Aspirin"], "why--1": ["false"], "name--2": ["Metformin"], "why--2": ["true"]}


@pytest.fixture
def taking(people: House, act: Act) -> House:
    with act():
        publish(form("1", [MEDICINES, SALT]))
    assert people.shen.browser.post(PATH, data={"agree": "y"}).status_code == 303
    return people


def with_two(house: House) -> None:
    """Shen takes two medicines."""
    save(house, go="add:med--n")
    save(house, go="add:med--n", **{"name--1": ["Aspirin"]})
    assert save(house, go="stay", **TWO).status_code == 303


class TestRepeatGroup:
    def test_nobody_has_to_take_any(self, taking: House) -> None:
        page = taking.shen.browser.get(PART).text
        assert 'value="add:med--n"' in page
        assert "q-name--1" not in page
        assert "certify-form" in taking.shen.browser.get(f"{PATH}/review").text

    def test_one_more_has_its_own_heading_and_fields(self, taking: House) -> None:
        answer = save(taking, go="add:med--n")
        assert answer.location.endswith("#q-med--1")
        page = taking.shen.browser.get(answer.location).text
        assert "<h3>Medicine 1</h3>" in page
        assert '<span class="vh">Medicine 1 </span>Which one?' in page
        assert "q-name--2" not in page

    def test_each_repetition_asks_by_its_own_answers(self, taking: House) -> None:
        with_two(taking)
        page = taking.shen.browser.get(PART).text
        assert 'name="q-who--2"' in page
        assert 'name="q-who--1"' not in page

    def test_one_that_is_taken_away_lets_the_next_move_up(self, taking: House, act: Act) -> None:
        with_two(taking)
        answer = save(taking, go="take:med--n:1", **TWO)
        assert answer.status_code == 303
        held = draft(taking, act).answers
        assert (held["med--n"], held["name--1"], held["why--1"]) == ([1], ["Metformin"], [True])
        assert "name--2" not in held

    def test_no_more_than_the_group_takes(self, taking: House, act: Act) -> None:
        for _ in range(5):
            save(taking, go="add:med--n")
        assert draft(taking, act).answers["med--n"] == [3]
        assert "add:med--n" not in taking.shen.browser.get(PART).text
        save(taking, go="take:med--n:9")
        assert draft(taking, act).answers["med--n"] == [3]

    def test_what_is_open_says_in_which_one(self, taking: House) -> None:
        save(taking, go="add:med--n")
        page = taking.shen.browser.get(f"{PATH}/review").text
        assert "Medicine 1 · Which one?" in page
        assert "#q-name--1" in page

    def test_each_is_an_item_of_what_is_sent_and_comes_back_for_a_correction(
        self, taking: House, act: Act
    ) -> None:
        with_two(taking)
        signed = hidden_key(taking.shen.browser.get(f"{PATH}/review").text)
        sent = taking.shen.browser.post(
            f"{PATH}/review", data={**signed, "certify": "y", "name": "沈致和", "signer": "OWN"}
        )
        assert sent.status_code == 303, sent.text
        with act():
            row = queries.latest_response(client_id=taking.shen.id, code="habits")
            assert row
            items = row.response["item"][0]["item"]
        assert [one["linkId"] for one in items] == ["med", "med"]
        assert items[1]["item"][0] == {"linkId": "name", "answer": [{"valueString": "Metformin"}]}
        page = taking.shen.browser.get(f"/questionnaires/answers/{row.id}").text
        assert "Medicine 2 · Which one?" in page
        taking.shen.browser.post(f"/questionnaires/answers/{row.id}/correct")
        held = draft(taking, act).answers
        assert (held["med--n"], held["name--2"]) == ([2], ["Metformin"])


class TestPaper:
    def test_staff_add_a_repetition_and_an_answer_without_a_script_too(self, people: House, act: Act) -> None:
        with act():
            publish(form("1", [MEDICINES, PAINS]))
        desk, path = people.manager.browser, f"/desk/clients/{people.shen.id}/questionnaires/habits/paper"
        assert desk.post(f"{path}/begin", data={"agree": "y"}).status_code == 303
        assert "q-name--1" not in desk.get(path).text
        answer = desk.post(path, data=hidden(desk.get(path)) | {"go": "add:med--n"})
        assert answer.location.endswith("#q-med--1")
        page = desk.get(path)
        assert fields(page, "med--n") == ["1"]
        assert "q-name--2" not in page.text
        sent = hidden(page) | {"q-med--n": "1", "q-name--1": "Aspirin", "q-pains": ["knee", "neck"]}
        answer = desk.post(path, data=sent | {"go": "add:q-pains"})
        assert fields(desk.get(answer.location), "pains") == ["knee", "neck", ""]
        answer = desk.post(path, data=sent | {"go": "check"})
        assert "Aspirin" in desk.get(answer.location).text


def hidden_key(page: str) -> dict[str, str]:
    found = re.search(r'name="_key" value="([^"]*)"', page)
    return {"_key": found[1]} if found else {}
