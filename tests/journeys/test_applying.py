"""From the first look at the plans to the running year: the phone in Chinese, the desk in English (P5)."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

APPLICANT = "13900000202"


def pick(phone: Tab, field: str) -> Tab:
    """Tap the first row of a question and go on."""
    phone.page.locator(f"[name={field}]").first.check(force=True)
    return phone.press("Next")


class TestApply:
    def test_a_client_applies_on_the_phone_and_the_branch_confirms_the_payment(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a client without a plan, whom Today leads to the plans
        phone, person = open_tab("zh-Hans"), server.person(APPLICANT)
        phone.sign_in(person).visit("/today").follow("See the plans")
        # When she chooses step by step, and says what may be done with her data
        for field in ("plan", "package", "institution"):
            pick(phone, field)
        phone.press("Next")
        assert phone.reads("Fee of the year: %(yuan)s", yuan="¥980")
        phone.press("Send the application")
        # Then it waits for the branch, and Today says so
        assert phone.reads("Your application is at the branch")
        # And when the branch has the money
        desk = open_tab("en", desk=True).sign_in(server.somebody("HEALTH_MANAGER"))
        desk.visit("/desk/applications").follow(person["name_en"])
        desk.field("Paid by").select_option("WECHAT")
        desk.press("Payment confirmed: begin the plan")
        # Then her year runs
        assert phone.visit("/plan").reads("The running year")
