"""A stranger looks around, then everybody comes in by their own door."""

from __future__ import annotations

import pytest

from tests import doors
from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server
from webapp.accounts.rules import Role

pytestmark = pytest.mark.same_windows


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

    @pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
    def test_a_client_comes_in_with_a_code(
        self, open_tab: OpenTab, server: Server, language: str, *, script: bool
    ) -> None:
        # Given a client who asks for a code, when it has come by text message
        client = server.somebody("CLIENT", 2 * script + (language == "en"))
        phone = open_tab(language, script=script)
        doors.come_in_by_code(phone, client["sign_in"])
        # Then she is in, and the page greets her by name
        assert phone.name(client) in phone.visit("/me").page.inner_text("body")

    def test_a_wrong_password_is_said_kindly_and_the_number_is_kept(self, phone: Tab) -> None:
        phone.visit("/sign-in/password").fill("Phone number", "13900000001").fill("Password", "not the one")
        phone.page.locator("main form button.btn").click()
        phone.settle()
        assert phone.reads("That does not match. Please check what you entered and try again.")
        assert phone.field("Phone number").input_value() == "13900000001"

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLIENT}))
    def test_each_member_of_staff_reaches_the_own_desk(self, desk: Tab, server: Server, role: str) -> None:
        # Given somebody with a user name, a password and a second factor, who uses all three
        desk.sign_in(server.somebody(role), by_hand=True)
        # Then their own desk opens
        assert desk.page.url == f"{server.address}/desk"


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
