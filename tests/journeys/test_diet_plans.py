"""A nutritionist writes and publishes a plan; the client reads today's meals and marks one."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

WITHOUT_PLAN = {"zh-Hans": "13900000007", "en": "13900000025"}
TEXTS = {
    "zh-Hans": {"advice_zh": "少放盐。", "foods_zh": "每天两拳蔬菜。", "tips_zh": "晚饭后散步。"},
    "en": {
        "advice_en": "Eat less salt.",
        "foods_en": "Two fists of vegetables.",
        "tips_en": "Walk after dinner.",
    },
}
DAYS = 7


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

    @pytest.mark.mainly("en")
    def test_the_same_without_javascript(self, server: Server, plain_phone: Tab) -> None:
        plain_phone.sign_in(shen(server)).visit("/diet")
        plain_phone.press("%(meal)s: all eaten", meal=plain_phone.words("Breakfast"))
        assert plain_phone.reads("Eaten")
        plain_phone.press("Change the mark")


class TestWriteAndPublish:
    @pytest.mark.mainly("zh-Hans")
    def test_a_week_is_written_checked_and_published_and_the_client_eats_by_it(
        self, server: Server, desk: Tab, phone: Tab, language: str
    ) -> None:
        # Given a nutritionist and a client of the full course who has no plan yet
        client = server.person(WITHOUT_PLAN[language])
        desk.sign_in(server.somebody("NUTRITIONIST")).visit("/desk/diet")
        desk.page.locator("tr", has_text=desk.name(client)).locator("a").click()
        desk.settle().press("Begin a plan")
        # When she finds a food by pinyin initials and adds a bowl of it
        add_a_bowl_of_rice(desk)
        # Then the totals of the day count it
        assert "195" in desk.page.locator(".tot").inner_text()
        # And when the day is copied, the whole week has it
        copy_to_the_week(desk)
        assert desk.page.locator("table.grid tbody tr").last.inner_text().count("195") == DAYS
        # And the three texts are written in one language
        desk.follow("Write the texts")
        for field, words in TEXTS[language].items():
            desk.page.locator(f"#{field}").fill(words)
        desk.press("Save the texts")
        # And the days far from the target are looked at again, the plan can be published
        desk.follow("Check and publish").press("Publish version %(n)s", n=1)
        assert desk.page.locator(".error").count()
        desk.page.locator("#looked_twice").check()
        desk.press("Publish version %(n)s", n=1)
        assert (
            desk.words("Version %(n)s", n=1)
            in desk.page.locator("tr", has_text=desk.name(client)).inner_text()
        )
        # Then the client reads today's meals, marks one, and reads the texts
        phone.sign_in(client).visit("/diet")
        assert phone.page.locator(".dishes").first.inner_text()
        phone.press("%(meal)s: all eaten", meal=phone.words("Breakfast"))
        assert phone.reads("Eaten")
        phone.follow("The whole plan")
        for words in TEXTS[language].values():
            assert phone.page.get_by_text(words).count() == 1


def add_a_bowl_of_rice(desk: Tab) -> None:
    """Search, choose the first that is found, give the amount."""
    desk.page.locator("#q").fill("mf")
    desk.press("Search")
    desk.page.locator("#foods-found a").first.click()
    desk.page.locator("#amount").wait_for()
    desk.settle()
    desk.page.locator("#amount").fill("1")
    desk.page.locator("#unit").select_option("bowl")
    desk.page.locator("form.amount button").click()
    desk.page.locator("td", has_text="150").first.wait_for()
    desk.settle()


def copy_to_the_week(desk: Tab) -> None:
    """Copy Monday to each other day."""
    for day in range(1, DAYS):
        desk.page.locator("#target").select_option(str(day))
        with desk.page.expect_response(lambda answer: answer.request.method == "POST"):
            desk.button("Copy").click()
        desk.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping')")
    desk.settle()
