"""A nutritionist writes and publishes a plan; the client reads today's meals and marks one."""

from __future__ import annotations

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server


def shen(server: Server) -> dict[str, str]:
    """Give the first ready-made client, who has a plan and allergies."""
    return server.somebody("CLIENT")


class TestReadAndMark:
    def test_the_client_marks_breakfast_and_reads_the_plan(self, server: Server, phone: Tab) -> None:
        phone.sign_in(shen(server)).visit("/diet")
        phone.press("%(meal)s: all eaten", meal=phone.words("Breakfast"))
        assert phone.reads("Eaten")
        phone.press("Change the mark").press("Only a part")
        assert phone.reads("Partly eaten")
        phone.press("Change the mark").follow("The whole plan")
        assert phone.reads("Key tips")

    def test_the_same_without_javascript(self, server: Server, plain_phone: Tab) -> None:
        plain_phone.sign_in(shen(server)).visit("/diet")
        plain_phone.press("%(meal)s: all eaten", meal=plain_phone.words("Breakfast"))
        assert plain_phone.reads("Eaten")
        plain_phone.press("Change the mark")


class TestWriteAndPublish:
    def test_a_food_is_found_added_seen_in_the_totals_and_published(
        self, server: Server, open_tab: OpenTab, language: str
    ) -> None:
        # Given a nutritionist and a client who has no plan yet
        desk = open_tab(language, desk=True).sign_in(server.somebody("NUTRITIONIST"))
        desk.visit("/desk/diet").follow("Open the plan").press("Begin a plan")
        # When she finds a food by pinyin initials, adds a bowl of it, and copies the day
        desk.page.locator("#q").fill("mf")
        desk.press("Search")
        desk.page.locator("#foods-found a").first.click()
        desk.page.locator("#amount").wait_for()
        desk.settle()
        desk.page.locator("#amount").fill("1")
        desk.page.locator("#unit").select_option("bowl")
        desk.page.locator("form.amount button").click()
        desk.page.locator("td", has_text="150").first.wait_for()
        desk.settle().press("Copy")
        # And writes a tip in one language
        desk.follow("Write the texts")
        desk.page.locator("#tips_en").fill("Walk after dinner.")
        desk.press("Save the texts")
        # Then the plan can be looked over and published
        desk.follow("Check and publish")
        # And the days far from the target are looked at again
        desk.page.locator("#looked_twice").check()
        desk.press("Publish version %(n)s", n=1)
        assert desk.page.url.endswith("/desk/diet")
