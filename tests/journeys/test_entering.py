"""A member of staff writes down what a client says; the client reads it; headquarters looks at what became of it."""

from __future__ import annotations

import re

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

STORY = "Nobody called her back."
WRONG = "It was on Tuesday."


def write_down(desk: Tab, client: dict[str, str]) -> str:
    """Find the client by the whole number and write it down; what is missing is said first. Gives the case's id."""
    desk.visit("/desk/complaints").follow("Write one down")
    desk.fill("Name, pinyin letters or phone number", client["sign_in"][-11:]).press("Find")
    desk.page.locator(".rows a").first.click()
    desk.settle().press("Take in what was said")
    listed = [one.get_attribute("href") for one in desk.page.locator("#faults a").all()]
    assert listed == ["#channel", "#who", "#category", "#story"]
    desk.page.locator("#faults a").first.press("Enter")
    assert desk.page.evaluate("document.activeElement.id") == "channel"
    desk.choose("By telephone").choose("Nobody in particular, or I do not know").choose("Something else")
    desk.fill("What the client says", STORY).press("Take in what was said")
    assert desk.reads("Please tell the client the number and the day")
    found = re.search(r"/entered/(\w{20})", desk.page.url)
    assert found
    return found.group(1)


class TestEntering:
    def test_a_client_corrects_what_was_written_down_and_both_stand_there_without_javascript(
        self, server: Server, plain_phone: Tab, open_tab: OpenTab
    ) -> None:
        # Given a client who calls
        client = server.somebody("CLIENT", 4 if plain_phone.language == "en" else 5)
        desk = open_tab(plain_phone.language, desk=True, script=False).sign_in(server.person("tang"))
        # When the handler writes it down
        case_id = write_down(desk, client)
        # Then she reads it, says what is wrong, and reads both
        phone = plain_phone.sign_in(client).visit(f"/complaints/{case_id}/words")
        phone.follow("Something is wrong").press("Send it")
        assert phone.reads("Please fill this in.")
        phone.page.locator("textarea").fill(WRONG)
        phone.press("Send it").visit(f"/complaints/{case_id}/words")
        assert [phone.page.get_by_text(words).count() for words in (STORY, WRONG)] == [1, 1]
        # And the handler takes note, keeps a paper with it and looks at the list of what there is
        desk.visit(f"/desk/complaints/{case_id}").press("Take it up").press("Begin the investigation")
        desk.follow("Add evidence")
        desk.fill("What it is", "Log").fill("What it says, word for word; or choose a file", "No call")
        desk.page.locator("#complaints-step .btn").first.click()
        desk.settle().visit(f"/desk/complaints/{case_id}/evidence")
        # And once she takes it back, it is found among those that have ended
        phone.visit(f"/complaints/{case_id}/withdraw").page.locator(".dock button, form .btn").first.click()
        phone.settle()
        desk.visit("/desk/complaints?view=closed").page.locator(".queue a").first.click()
        desk.settle().visit("/desk/complaints?view=appeals")


class TestHeadquarters:
    def test_it_publishes_new_time_limits_and_everybody_reads_the_figures(
        self, server: Server, open_tab: OpenTab, language: str
    ) -> None:
        office = open_tab(language, desk=True).sign_in(server.somebody("HQ_ADMIN"))
        office.visit("/desk/admin").follow("Time limits of complaints")
        office.fill("A complaint is taken up", "0").press("Publish a new version")
        office.page.locator("#faults a").first.press("Enter")
        assert office.page.evaluate("document.activeElement.id") == "ack"
        office.fill("A complaint is taken up", "1").fill("For what comes in from", "2028-01-03")
        office.press("Publish a new version")
        for page in ("/complaints/figures", "/complaints/figures/years", "/promise"):
            office.visit(page)
