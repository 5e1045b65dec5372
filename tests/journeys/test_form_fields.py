"""Fields of a questionnaire as people use them: figures, dates, big type, the dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.journeys.test_offline_filling import PACKED
from tests.journeys.test_pwa import installed
from tests.journeys.test_questionnaires import begin
from tests.serving import Server


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
        assert larger(tab) == ["elder", None]
        tab.visit("/questionnaires/hra/parts/6")
        assert larger(tab) == ["elder", None]


def start(tab: Tab, code: str) -> None:
    """Begin a questionnaire, or go on with it, and stand in its first part."""
    tab.visit(f"/questionnaires/{code}")
    consent = tab.page.locator("#agree")
    if consent.count():
        consent.check()
    begin = tab.page.locator("[form=begin].btn")
    if begin.count():
        begin.click()
        tab.settle()
    tab.visit(f"/questionnaires/{code}/parts/1")


def start_on_phone(phone: Tab, client: dict[str, str], code: str) -> Page:
    """Sign in, begin, and wait until worker, form and draft are on the phone."""
    phone.sign_in(client)
    start(phone, code)
    page = installed(phone, f"/questionnaires/{code}/parts/1")
    until_true(page, PACKED)
    return page


def larger(tab: Tab) -> list[str | None]:
    """Go to large type and back, looking at both; gives the modes that the pages were in."""
    modes = []
    for _ in range(2):
        tab.page.locator("button[name=mode]").click()
        tab.settle()
        modes.append(tab.page.get_attribute("html", "data-mode"))
    return modes
