"""A company's contact reads report and progress on a phone; the branch brings its people in at the desk."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows
FOLLOWED = 15_000  # milliseconds for a worker that has other things to do
PEOPLE = (
    "姓名,性别,出生日期,身份证号,手机号,部门",
    "周明,男,1985-06-01,,13900000291,织布车间",
    "吴越,女,1990-01-15,,13900000292,办公室",
)


class TestGroup:
    @pytest.mark.long
    def test_the_branch_brings_people_in_and_gives_them_places_and_the_contact_reads_counts(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given the contact's phone, where everybody is a number
        contact = open_tab("zh-Hans").sign_in(server.person("fang")).visit("/desk/our-group/progress")
        before = contact.page.locator("main dl dd").first.inner_text()
        # When the branch reads the company's list, and confirms what it would change
        desk = open_tab("en", desk=True).sign_in(server.person("liang"))
        desk.page.goto(f"{server.address}/desk/groups")
        for link in ("main th a", "main th a", "main .rows a"):
            desk.page.locator(link).first.click()
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": "\r\n".join(PEOPLE).encode()}
        desk.settle().page.locator("#file").set_input_files([file])
        desk.press("Read the file")
        desk.page.locator("form[action$='/confirm'] button").click(timeout=FOLLOWED)
        desk.settle().page.get_by_text("on the roster and enrolled").first.wait_for(timeout=FOLLOWED)
        # And gives them places on a day
        desk.follow("Back to the contract").follow("Places for members")
        desk.page.locator("input[name=days]").first.check()
        desk.press("Assign places")
        desk.page.get_by_text("2 people: got a place").wait_for(timeout=FOLLOWED)
        # Then the contact reads two people more, and that they are booked
        contact.visit("/desk/our-group/progress")
        assert int(contact.page.locator("main dl dd").first.inner_text()) == int(before) + 2
        assert "周" not in contact.page.locator("main").inner_text()

    def test_the_contact_reads_what_was_found_and_the_branch_keeps_the_roster(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given the company's contact with a phone, who finds the released report and no word of one person's health
        contact = open_tab("zh-Hans").sign_in(server.person("fang")).visit("/desk/our-group")
        assert contact.reads("Who was examined and what was found stays between each person and us.")
        contact.page.locator("main .rows a[href*='/reports/']").first.click()
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
