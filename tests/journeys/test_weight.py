"""What a first visit weighs, in all: the page, its styles, scripts and pictures, and what it loads when it is idle."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import DESK, PHONE
from tests.journeys.conftest import OpenTab
from tests.journeys.test_questionnaires import begin
from tests.serving import ROOT, Server
from tests.weighing import Scale, Weight

KB = 1024
GOALS = tomllib.loads((ROOT / "bench" / "goals.toml").read_text())["at_most"]
HOME, SECTION, OTHER, FIRST_HTML, KEPT = (
    GOALS[f"{name}_kb"] * KB for name in ("home", "section", "other", "first_html", "kept")
)

Weigh = Callable[..., Weight]


@pytest.fixture
def weigh(browser: Browser, server: Server) -> Weigh:
    """`weigh(cookies, path)`: on a device that has never been here; `desk=True`: a desk."""

    def weighed(cookies: list[Any], path: str | None, *, desk: bool = False) -> Weight:
        frame = DESK if desk else PHONE
        context = browser.new_context(**frame, locale="zh-CN", service_workers="block")
        context.add_cookies(cookies)
        assert path
        found = Scale(context.new_page(), server.address).weigh(path)
        context.close()
        print(f"{path}: {found}")
        assert found.html <= FIRST_HTML
        assert found.kept <= KEPT
        return found

    return weighed


class TestFirstVisit:
    def test_a_clients_pages_stay_within_their_bytes(
        self, server: Server, open_tab: OpenTab, weigh: Weigh
    ) -> None:
        tab = open_tab("zh-Hans").sign_in(server.somebody("CLIENT", 0))
        tab.visit("/assessments")
        report = tab.page.locator("main a[href^='/assessments/']").first.get_attribute("href")
        begin(tab)
        cookies = tab.context.cookies()
        home = weigh(cookies, "/today")
        assert home.whole <= HOME
        assert home.requests <= GOALS["home_requests"]
        assert weigh(cookies, "/diet").whole <= HOME
        for path in (report, "/complaints/new"):
            assert weigh(cookies, path).whole <= OTHER
        for part in (1, 8):
            assert weigh(cookies, f"/questionnaires/hra/parts/{part}").whole <= SECTION

    def test_a_day_of_the_diet_plan_weighs_no_more_than_home_in_english_either(
        self, server: Server, open_tab: OpenTab, weigh: Weigh
    ) -> None:
        tab = open_tab("en").sign_in(server.somebody("CLIENT", 0))
        assert weigh(tab.context.cookies(), "/diet").whole <= HOME

    def test_so_do_booking_and_the_thirty_three_questions_of_a_visit(
        self, server: Server, open_tab: OpenTab, weigh: Weigh
    ) -> None:
        phone = open_tab("zh-Hans").sign_in(server.somebody("CLIENT", 2))
        assert weigh(phone.context.cookies(), "/exams/book").whole <= OTHER
        desk = open_tab("zh-Hans", desk=True).sign_in(server.somebody("HEALTH_MANAGER")).visit("/desk/tcm")
        asked = desk.page.locator("tr", has_text=desk.words("not begun")).first.locator("a")
        visit = weigh(desk.context.cookies(), asked.get_attribute("href"), desk=True)
        assert visit.whole <= SECTION
