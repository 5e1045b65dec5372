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
        self.bytes: Counter[str] = Counter()
        self.kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        session.send("Network.setBypassServiceWorker", {"bypass": True})

    def _answered(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes[self.kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])


def client(server: Server) -> dict[str, str]:
    """Give the third ready-made client."""
    return server.somebody("CLIENT", 2)


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


class TestWeight:
    @pytest.mark.parametrize(("code", "part"), [("tcm33", 1), ("tcm33", 4), ("hra", 6), ("hra", 8)])
    def test_a_first_visit_weighs_little(
        self, server: Server, open_tab: OpenTab, code: str, part: int
    ) -> None:
        tab = open_tab("zh-Hans").sign_in(client(server))
        start(tab, code)
        scale = Scale(tab.page)
        tab.page.goto(f"{server.address}/questionnaires/{code}/parts/{part}", wait_until="load")
        tab.page.wait_for_timeout(100)
        at_once = dict(scale.bytes)
        tab.page.wait_for_load_state("networkidle")
        print(
            code,
            part,
            "first:",
            at_once,
            sum(at_once.values()),
            "with what follows:",
            sum(scale.bytes.values()),
        )
        assert sum(at_once.values()) <= MOST


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
