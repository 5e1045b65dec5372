"""A client's four places and a desk's start: read, switched, made large, without JavaScript too."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.journeys.test_every_look import on_paper
from tests.serving import Server

pytestmark = pytest.mark.same_windows

PLACES = ("/today", "/health", "/services", "/me", "/me/consents", "/me/seen", "/inbox")


class TestToday:
    def test_everybody_finds_one_next_step(self, phone: Tab, server: Server) -> None:
        # Given clients in different stages of their year, each sees one primary action at most
        phone.sign_in(server.somebody("CLIENT", 2)).visit("/today")
        assert phone.page.locator("main .btn:not(.line)").count() <= 1
        # When she follows it, the page behind it opens
        phone.page.locator("main .next a").click()
        phone.settle()
        assert not phone.page.url.endswith("/today")

    @pytest.mark.mainly("en")
    def test_it_fits_one_screen(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT", 4)).visit("/today")
        over = phone.page.evaluate(
            "() => { const m = document.querySelector('main'); return m.scrollHeight - m.clientHeight; }"
        )
        assert over <= 0


class TestPlaces:
    def test_all_places_read_well_on_the_screen_and_on_paper(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT"))
        for path in PLACES:
            assert on_paper(phone.visit(path)) == []

    @pytest.mark.parametrize(("language", "scheme"), [("zh-Hans", "dark"), ("en", "light")])
    def test_large_type_is_one_press_away_and_reads_well(
        self, open_tab: OpenTab, server: Server, language: str, scheme: str
    ) -> None:
        tab = open_tab(language, color_scheme=scheme).sign_in(server.somebody("CLIENT", 1))
        tab.visit("/today").press("Large")
        assert tab.page.get_attribute("html", "data-mode") == "elder"
        for path in PLACES:
            tab.visit(path)
        tab.press("Standard")

    def test_the_desk_has_a_start_and_an_account(self, desk: Tab, server: Server) -> None:
        desk.sign_in(server.somebody("HEALTH_MANAGER"))
        desk.visit("/desk")
        assert desk.page.locator('main a[href="/desk/clients"]').count() == 1
        desk.visit("/desk/me")
        assert desk.button("Sign out").count() == 1
        assert desk.visit("/inbox").page.locator("main").inner_text()


class TestConsent:
    def test_a_consent_is_withdrawn_as_easily_as_it_is_given(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT", 3)).visit("/me/consents")
        given = phone.page.locator(".sig.good").count()
        phone.press("Withdraw")
        assert phone.page.locator(".sig.good").count() == given - 1
        phone.press("Agree")
        assert phone.page.locator(".sig.good").count() == given


class TestSwitch:
    def test_the_language_switch_keeps_the_place_and_what_was_typed(self, phone: Tab, language: str) -> None:
        phone.visit("/sign-in?next=/health").fill("Phone number", "139 0000 0001")
        phone.page.locator(".tools [name=language]").click()
        phone.language = "zh-Hans" if language == "en" else "en"
        phone.settle()
        assert phone.page.url.endswith("/sign-in?next=/health")
        assert phone.field("Phone number").input_value() == "139 0000 0001"

    @pytest.mark.mainly("en")
    def test_without_javascript_the_switches_work_and_come_back(
        self, plain_phone: Tab, server: Server, language: str
    ) -> None:
        plain_phone.sign_in(server.somebody("CLIENT", 5)).visit("/me")
        plain_phone.press("Large")
        assert plain_phone.page.url.endswith("/me")
        assert plain_phone.page.get_attribute("html", "data-mode") == "elder"
        plain_phone.press("Standard").press("Dark")
        assert plain_phone.page.get_attribute("html", "data-theme") == "dark"
