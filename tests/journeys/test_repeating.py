"""Several answers to one question, from the keyboard: one more, one less, and none of them lost."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import OpenTab
from tests.journeys.test_form_fields import start_on_phone
from tests.journeys.test_kept_answers import arrives, offline
from tests.questionnaires.test_repeating import DOSES, FALLS, MEDICINES, PAINS, SALT
from tests.questionnaires.versions import form
from tests.serving import Server

pytestmark = pytest.mark.same_windows


@pytest.fixture(scope="module")
def published(server: Server) -> None:
    server.publish(form("9", [PAINS, FALLS, SALT, DOSES, MEDICINES]))


@pytest.mark.usefixtures("published")
class TestRepeat:
    def test_answers_are_added_and_taken_away_with_the_keyboard_and_stand_without_a_network_too(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a client at a question that takes up to three answers
        phone = open_tab("zh-Hans")
        page = start_on_phone(phone, server.somebody("CLIENT", 4), "habits")
        press, rows = page.keyboard.press, page.locator("[name=q-pains]")
        # When she writes one, asks for another, writes that and a third
        page.locator("#q-pains").focus()
        page.keyboard.type("knee")
        for words in ("neck", "back"):
            press("Tab")
            press("Tab")
            press("Enter")
            page.keyboard.type(words)
        # Then there is no fourth, and each has its number
        assert page.locator("[value='add:q-pains']").is_hidden()
        assert rows.nth(2).get_attribute("id") == "q-pains-3"
        # When she takes the second away, the third is the second now
        page.locator("[data-take][value='take:q-pains:2']").focus()
        press("Enter")
        assert [one.input_value() for one in rows.all()] == ["knee", "back"]
        assert rows.nth(1).get_attribute("id") == "q-pains-2"
        arrives(phone, "pains", "back", "habits")
        # And a dose has the unit that she chose first
        page.locator("#q-doses-unit").select_option("mg")
        page.locator("#q-doses").fill("20")
        press("Tab")
        # And of two medicines the first is taken away: the second is the first now
        for number, name in (("1", "Aspirin"), ("2", "Metformin")):
            page.locator("[value='add:med--n']").focus()
            press("Enter")
            page.locator(f"#q-med--{number}:focus").wait_for()
            press("Tab")
            press("Tab")
            page.keyboard.type(name)
        page.locator("[value='take:med--n:1']").focus()
        press("Enter")
        page.locator("#q-med--2").wait_for(state="detached")
        assert page.locator("[name=q-name--1]").input_value() == "Metformin"
        arrives(phone, "name--1", "Metformin", "habits")
        phone.check()
        # Then the page without a network has it all
        offline(phone)
        page.goto(page.url)
        page.wait_for_selector("#q-med--1")
        assert page.locator("[name=q-name--1]").input_value() == "Metformin"
        assert [one.input_value() for one in rows.all()] == ["knee", "back"]
        assert page.locator("#q-doses").input_value() == "20"
        assert page.locator("#q-doses-unit").input_value() == "mg"
        phone.troubles.clear()
        offline(phone, False)
