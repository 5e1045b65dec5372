"""A company's contact reads the group report on a phone; the branch keeps the roster at the desk."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows


class TestGroup:
    def test_the_contact_reads_what_was_found_and_the_branch_keeps_the_roster(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given the company's contact with a phone, who finds the released report and no word of one person's health
        contact = open_tab("zh-Hans").sign_in(server.person("fang")).visit("/desk/our-group")
        assert contact.reads("Who was examined and what was found stays between each person and us.")
        contact.page.locator("main .rows a").first.click()
        contact.settle()
        assert contact.reads("Most frequent findings")
        contact.follow("For paper")
        assert contact.reads("What this report leaves out")
        # When the branch appoints somebody else
        desk = open_tab("en", desk=True).sign_in(server.person("liang")).visit("/desk/groups")
        desk.page.locator("main th a").first.click()
        desk.settle().follow("Roster")
        assert desk.reads("Put a client on the roster")
        desk.follow("Back to the group").follow("Appoint a contact")
        desk.fill("Name in Chinese", "于敏").fill("Name in English letters", "Yu Min").fill(
            "User name", "yumin"
        )
        desk.press("Appoint")
        assert desk.reads("Hand these over in person. They are shown only now.")
        # Then the page of the one before is closed
        contact.page.goto(f"{server.address}/desk/our-group")
        assert "/sign-in" in contact.page.url
