"""Fields of a questionnaire as people use them: figures, dates, big type, the dark; and what a first visit weighs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.journeys.test_questionnaires import begin
from tests.serving import Server

MOST = 45 * 1024
"""Bytes of a section's page on a first visit: page, styles, scripts, pictures, as they travel."""


class Scale:
    """Weighs what a page fetches on a first visit, by kind, as it travels."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, str] = {}
        self.asked: dict[str, float] = {}
        self.sizes: dict[str, int] = {}
        self.stands = 0.0
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Page.domContentEventFired", self._stood)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Page.enable")
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        session.send("Network.setBypassServiceWorker", {"bypass": True})

    @property
    def first(self) -> Counter[str]:
        """Bytes by kind of what was asked for before the page stood; the rest comes when the phone is idle."""
        found: Counter[str] = Counter()
        for request, size in self.sizes.items():
            if self.asked[request] <= self.stands:
                found[self.kinds.get(request, "Other")] += size
        return found

    def _asked(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["timestamp"]

    def _stood(self, event: dict[str, Any]) -> None:
        self.stands = event["timestamp"]

    def _answered(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])


def client(server: Server) -> dict[str, str]:
    """Give the third ready-made client."""
    return server.somebody("CLIENT", 2)


@pytest.mark.long
class TestStepper:
    def test_it_goes_on_from_what_was_typed_however_it_was_typed(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        tab = open_tab("zh-Hans").sign_in(client(server))
        begin(tab)
        tab.visit("/questionnaires/hra/parts/8")
        box = tab.page.locator(".num:has(#q-sleep-hours)")
        for written, after in (("６。５", "7.5"), ("1，０００", "24"), ("７", "8"), ("7,25", "8.25")):
            box.locator("input").fill(written)
            box.locator("button").last.click()
            assert box.locator("input").input_value() == after

    def test_buttons_are_large_and_the_unit_is_read_with_the_field(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        tab = open_tab("en").sign_in(client(server)).visit("/questionnaires/hra/parts/6")
        for button in tab.page.locator(".num button").all():
            size = button.bounding_box()
            assert size
            assert min(size["width"], size["height"]) >= 48
        field = tab.page.locator(".num input").first
        unit = tab.page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[0]}")
        assert unit.inner_text().strip()


@pytest.mark.long
class TestDate:
    def test_it_is_kept_part_by_part_and_found_again(
        self, server: Server, open_tab: OpenTab, language: str
    ) -> None:
        # Given a client who types her birthday with the digits of her keyboard
        tab = open_tab(language).sign_in(client(server))
        start(tab, "personal_info")
        year, month, day = (tab.page.locator(f"#q-birth-date{part}") for part in ("", "-month", "-day"))
        year.fill("１９６８")
        month.fill("13")
        assert not tab.page.locator("#q-birth-date-error").count()
        # When she leaves the date, the part that is wrong is named
        day.fill("4")
        tab.page.locator(".dock .btn").focus()
        tab.page.locator("#q-birth-date-error").wait_for()
        assert tab.reads("Please write the month, a number from 1 to 12.")
        # Then the corrected day is there when she comes back, with its lunar day
        month.fill("5")
        with tab.page.expect_response(lambda answer: answer.request.method == "POST"):
            tab.page.locator(".dock .btn").focus()
        tab.visit("/questionnaires/personal_info/parts/1")
        tab.page.wait_for_timeout(1_000)
        assert [field.input_value() for field in (year, month, day)] == ["1968", "5", "4"]
        said = "8th day of the 4th month" if language == "en" else "四月初八"
        assert said in tab.page.locator("#q-birth-date-note").inner_text()


@pytest.mark.long
class TestLook:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_dates_and_figures_stand_in_large_type_and_in_the_dark(
        self, server: Server, open_tab: OpenTab, language: str, scheme: str
    ) -> None:
        tab = open_tab(language, color_scheme=scheme).sign_in(client(server))
        start(tab, "personal_info")
        tab.page.locator("#q-birth-date").fill("1968")
        tab.page.locator("#q-birth-date-month").fill("13")
        tab.check()
        larger(tab)
        tab.visit("/questionnaires/hra/parts/6")
        larger(tab)


@pytest.mark.long
class TestWeight:
    @pytest.mark.parametrize(("code", "part"), [("phq9", 1), ("personal_info", 1), ("hra", 6), ("hra", 8)])
    def test_a_first_visit_weighs_little(
        self, server: Server, open_tab: OpenTab, code: str, part: int
    ) -> None:
        tab = open_tab("zh-Hans").sign_in(client(server))
        start(tab, code)
        scale = Scale(tab.page)
        tab.page.goto(f"{server.address}/questionnaires/{code}/parts/{part}", wait_until="networkidle")
        first = scale.first
        print(
            f"{code} part {part}: {first.total()} B first ({dict(first)}), {sum(scale.sizes.values())} B in all"
        )
        assert 0 < first.total() <= MOST


def start(tab: Tab, code: str) -> None:
    """Begin a questionnaire, or go on with it, and stand in its first part."""
    tab.visit(f"/questionnaires/{code}")
    consent = tab.page.locator("#agree")
    if consent.count():
        consent.check()
    tab.page.locator("[form=begin].btn").click()
    tab.settle()
    tab.visit(f"/questionnaires/{code}/parts/1")


def larger(tab: Tab) -> None:
    """Go to large type and back, looking at both."""
    for _ in range(2):
        tab.page.locator("button[name=mode]").click()
        tab.settle()
