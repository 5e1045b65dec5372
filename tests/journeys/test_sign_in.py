"""A stranger looks around, then everybody comes in by their own door."""

from __future__ import annotations

import re
import time

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server
from webapp.accounts.rules import Role


class TestLookAround:
    def test_a_visitor_reads_plans_fees_and_promise_without_an_account(self, phone: Tab) -> None:
        # Given nobody is signed in, when she opens the public pages
        phone.visit("/")
        for path in ("/plans", "/fees", "/promise"):
            phone.visit(path)
        # Then the complaint phone stands there
        assert "400-000-0000" in phone.page.inner_text("body")

    def test_the_public_pages_read_well_on_a_desk_too(self, desk: Tab) -> None:
        for path in ("/", "/plans", "/fees", "/promise", "/demo"):
            desk.visit(path)


class TestSignInByRole:
    def test_a_client_comes_in_with_a_password(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT"), by_hand=True)
        assert phone.page.url.endswith("/today") or phone.page.url == f"{server.address}/"

    def test_a_client_comes_in_with_a_code_and_without_javascript(
        self, plain_phone: Tab, server: Server, language: str
    ) -> None:
        # Given a client who asks for a code
        client = server.somebody("CLIENT", 1 if language == "en" else 2)
        plain_phone.visit("/sign-in").fill("Phone number", client["sign_in"]).press("Send me a code")
        # When the text message has come (the demo shows it on /demo)
        code = _code_for(plain_phone, client["sign_in"])
        plain_phone.visit("/sign-in").fill("Phone number", client["sign_in"]).fill("Code", code)
        plain_phone.page.locator("main form button.btn").click()
        # Then the client is in
        plain_phone.page.wait_for_load_state("load")
        assert "/sign-in" not in plain_phone.page.url

    def test_a_wrong_password_is_said_kindly_and_the_number_is_kept(self, phone: Tab) -> None:
        phone.visit("/sign-in/password").fill("Phone number", "13900000001").fill("Password", "not the one")
        phone.page.locator("main form button.btn").click()
        phone.settle()
        assert phone.reads("That does not match. Please check what you entered and try again.")
        assert phone.field("Phone number").input_value() == "13900000001"

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLIENT}))
    def test_each_member_of_staff_reaches_the_own_desk(
        self, open_tab: OpenTab, server: Server, role: str
    ) -> None:
        language = "en" if len(role) % 2 else "zh-Hans"
        tab = open_tab(language, desk=True).sign_in(server.somebody(role))
        tab.visit("/desk")
        assert tab.page.url == f"{server.address}/desk"


class TestSignOut:
    def test_the_way_back_is_closed(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT", 3)).visit("/me").press("Sign out")
        phone.page.goto(f"{server.address}/today")
        assert "/sign-in" in phone.page.url

    def test_a_page_the_browser_kept_whole_is_asked_for_anew(self, phone: Tab, server: Server) -> None:
        # Given her page in one tab, when the session ends elsewhere
        client = server.somebody("CLIENT", 3)
        phone.sign_in(client).visit("/me")
        phone.context.clear_cookies()
        # Then going back to the page does not show it again
        phone.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        phone.page.wait_for_url("**/sign-in**")
        assert client["name_zh"] not in phone.page.content()


def _code_for(tab: Tab, number: str) -> str:
    """Wait for the console gateway's message and read the code in it."""
    for _ in range(60):
        tab.page.goto(tab.base + "/demo")
        row = tab.page.locator(".rows > div", has_text=f"+86{number}")
        if row.count():
            found = re.search(r"\b\d{6}\b", row.first.inner_text())
            if found:
                return found[0]
        time.sleep(0.5)
    raise AssertionError("no text message came")
