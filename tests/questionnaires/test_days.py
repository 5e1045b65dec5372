"""A date is filled in as year, month and day, without any script, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.conftest import Act
from tests.questionnaires.conftest import House
from webapp.questionnaires import queries
from webapp.questionnaires.services import publish_shipped

PART = "/questionnaires/personal_info/parts/1"
BORN = "q-birth-date"


@pytest.fixture
def born(people: House, act: Act) -> House:
    """A client who has begun the sheet that asks for the date of birth."""
    with act():
        publish_shipped(codes=["personal_info"])
    begun = people.shen.browser.post("/questionnaires/personal_info", data={"agree": "y"})
    assert begun.status_code == 303
    return people


def page(house: House) -> str:
    return unescape(house.shen.browser.get(PART).get_data(as_text=True))


def send(house: House, *parts: str) -> tuple[int, str]:
    """Send the fields of the date as a form without scripts does."""
    hidden = dict(re.findall(r'name="(revision|token)" value="([^"]*)"', page(house)))
    answer = house.shen.browser.post(PART, data={**hidden, BORN: list(parts), "go": "next"})
    return answer.status_code, unescape(answer.get_data(as_text=True))


def fields(text: str) -> list[str]:
    return re.findall(rf'name="{BORN}"[^>]* value="([^"]*)"', text)


def kept(house: House) -> list[str]:
    draft = queries.draft(client_id=house.shen.id, code="personal_info")
    assert draft
    return draft.answers.get("birth-date", [])


class TestDate:
    def test_three_fields_stand_under_one_question_each_with_a_label_and_digit_keys(
        self, born: House
    ) -> None:
        found = re.search(r"<fieldset[^>]*data-day.*?</fieldset>", page(born), re.S)
        assert found
        names = re.findall(r'<label for="([^"]*)">(Year|Month|Day)</label>', found[0])
        assert names == [(BORN, "Year"), (f"{BORN}-month", "Month"), (f"{BORN}-day", "Day")]
        assert found[0].count('inputmode="numeric"') == 3
        assert "<legend>" in found[0]

    @pytest.mark.parametrize(
        "parts",
        [("1968", "5", "4"), ("１９６８", "０５", "４"), ("1968年5月4日", "", ""), ("19680504", "", "")],
    )
    def test_it_is_read_however_it_is_written_and_shown_in_its_fields(
        self, born: House, act: Act, parts: tuple[str, ...]
    ) -> None:
        assert send(born, *parts)[0] == 303
        assert fields(page(born)) == ["1968", "5", "4"]
        with act():
            assert kept(born) == ["1968-05-04"]

    @pytest.mark.parametrize(
        ("parts", "named"),
        [
            (("68", "5", "4"), "the year with four digits"),
            (("1968", "13", "4"), "the month, a number from 1 to 12"),
            (("1968", "", "4"), "the month, a number from 1 to 12"),
            (("1968", "2", "30"), "the day, a number that this month has"),
            (("1968", "5", ""), "the day, a number that this month has"),
        ],
    )
    def test_the_error_names_the_part_and_nothing_typed_is_lost(
        self, born: House, act: Act, parts: tuple[str, ...], named: str
    ) -> None:
        status, text = send(born, *parts)
        assert status == 422
        assert named in text
        assert f'href="#{BORN}"' in text
        assert fields(text) == fields(page(born)) == list(parts)
        with act():
            assert kept(born) == []

    def test_the_birthday_in_the_chinese_calendar_stands_under_it_in_both_languages(
        self, born: House
    ) -> None:
        assert send(born, "1968", "5", "4")[0] == 303
        english = "In the Chinese calendar: 8th day of the 4th month, year of the Monkey"
        assert english in page(born)
        born.shen.browser.post("/language", data={"language": "zh-Hans", "next": PART})
        assert "农历戊申年（属猴）四月初八" in page(born)

    def test_an_unwritten_birthday_has_no_such_line(self, born: House) -> None:
        assert "In the Chinese calendar" not in page(born)
