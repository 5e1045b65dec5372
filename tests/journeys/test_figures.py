"""Journeys: a reading at home, seen among the others; what a change would do, stepped on the phone."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows


class TestTakeReading:
    @pytest.mark.mainly("zh-Hans")
    def test_a_reading_is_written_down_and_stands_among_the_others(self, server: Server, phone: Tab) -> None:
        # Given a client with exam results, on the page of all figures
        phone.sign_in(server.somebody("CLIENT")).visit("/figures")
        # When a pressure that is unusual is written down, asked again and confirmed
        phone.visit("/readings/new/pressure")
        phone.page.locator("#v-sbp").fill("２１０")
        phone.page.locator("#v-dbp").fill("96")
        phone.press("Keep this reading")
        assert phone.reads("Yes, that is what the device shows")
        phone.page.locator("#sure").check(force=True)
        phone.press("Keep this reading")
        # Then it says calmly what to do, and the reading is drawn and listed
        assert phone.reads("Please see to this first")
        phone.follow("See it among the others")
        assert phone.reads("Readings between exams")
        assert "210 mmHg" in phone.page.inner_text("table >> nth=-1")


class TestTryChanges:
    @pytest.mark.mainly("en")
    def test_the_bars_follow_each_step(self, server: Server, phone: Tab) -> None:
        phone.sign_in(server.somebody("CLIENT")).visit("/assessments")
        phone.page.locator("main .rows a").first.click()
        phone.settle()
        phone.visit(phone.page.url.removeprefix(phone.base) + "/what-if")
        before = phone.page.inner_text("#assessments-bars")
        for _ in range(3):
            phone.page.locator("[data-for=sbp]").first.click()
        phone.page.wait_for_function(
            "before => document.querySelector('#assessments-bars').innerText !== before", arg=before
        )
        phone.settle()
        assert phone.page.input_value("#sbp") != ""
