"""A new client at the branch's desk, and headquarters keeping the house in order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server
from webapp.kernel import clock

PHONES = {"zh-Hans": "139 0000 7001", "en": "139 0000 7002", "plain": "139 0000 7003"}


def register(desk: Tab, phone: str) -> Tab:
    """Register a client by the form; the card opens."""
    desk.visit("/desk/clients").follow("Register a client")
    desk.fill("Name in Chinese", "温如玉").fill("Name in English letters", "Wen Ruyu")
    desk.choose("Female").fill("Date of birth", "1979-04-12").fill("Mobile phone", phone)
    return desk.press("Register")


def enrol(desk: Tab, plan: str) -> Tab:
    """Enrol the client whose card is open, with the first package and institution offered."""
    desk.follow("Enrol in a plan").follow(plan)
    for choice in ("package", "institution"):
        desk.page.locator(f"[name={choice}]").first.check(force=True)
    return desk.press("Enrol for twelve months")


class TestEnrolAClient:
    def test_a_health_manager_registers_enrols_and_entrusts_a_client(
        self, server: Server, desk: Tab, language: str
    ) -> None:
        # Given a health manager who forgets half of the form
        desk.sign_in(server.somebody("HEALTH_MANAGER"))
        desk.visit("/desk/clients/new").press("Register")
        assert desk.reads("Please fill this in.")
        # When she fills it in and chooses a plan
        register(desk, PHONES[language])
        assert desk.reads("No plan is running today.")
        enrol(desk, "Full-course plan" if language == "en" else "全程健康管理计划")
        assert desk.reads("Service year")
        # And puts a doctor in charge
        desk.page.get_by_role("link", name=desk.words("Change"), exact=True).click()
        desk.page.locator("#staff-FAMILY_DOCTOR").select_option(index=1)
        desk.page.get_by_role("button", name=desk.words("Family doctor")).click()
        desk.settle()
        # Then the client is found by initials and by the phone's last digits
        desk.visit(f"/desk/clients?q={PHONES[language][-4:]}")
        assert desk.reads("In charge")
        desk.visit("/desk/clients?q=wry")
        assert desk.page.get_by_role("link", name="Wen Ruyu" if language == "en" else "温如玉").count()

    def test_it_works_without_javascript(self, server: Server, open_tab: OpenTab) -> None:
        desk = open_tab("en", desk=True, script=False).sign_in(server.somebody("HEALTH_MANAGER", 1))
        enrol(register(desk, PHONES["plain"]), "Maintenance plan")
        assert desk.reads("Service year")


@pytest.fixture
def office(server: Server, desk: Tab) -> Tab:
    """Headquarters' admin at the desk."""
    return desk.sign_in(server.somebody("HQ_ADMIN")).visit("/desk/admin")


class TestHeadquarters:
    def test_the_admin_hires_and_the_secrets_are_shown_once(self, office: Tab, language: str) -> None:
        office.follow("Staff").follow("Hire somebody")
        office.fill("Name in Chinese", "岑溪").fill("Name in English letters", "Cen Xi")
        office.fill("User name", f"cen.xi.{language[:2]}").press("Hire")
        assert office.reads("Hand these over in person. They are shown only now.")
        office.follow("I have noted them")
        assert office.reads("Standing")

    def test_a_fee_is_changed_by_a_new_version(self, office: Tab) -> None:
        office.follow("Fees")
        field = office.page.locator("main input[name^=fee-]").first
        field.fill("nothing")
        office.press("Publish a new version")
        office.page.locator("main input[name^=fee-]").first.fill("1088.50")
        office.press("Publish a new version")
        assert office.reads("The new amounts hold for all branches from now on.")
        office.visit("/fees")
        assert "1,088.5" in office.page.inner_text("main")

    def test_weekly_times_become_sessions_and_every_page_is_sound(self, office: Tab) -> None:
        until = clock.today() + timedelta(days=100)
        office.follow("Exam institutions").follow("Times")
        office.fill("Open for booking until", until.isoformat()).press("Open these weeks")
        assert office.reads("New sessions can be booked; those that were there stay.")
        for path in ("branches", "branches/new", "packages", "packages/new", "calendar", "enrolments"):
            office.visit(f"/desk/admin/{path}")
        office.visit("/desk/admin/institutions").page.locator("tbody a").first.click()
        assert office.settle().reads("A new agreement")
