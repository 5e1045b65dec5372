"""A new client at the branch's desk, and headquarters keeping the house in order."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from tests import doors
from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server
from webapp.kernel import clock

pytestmark = pytest.mark.same_windows

PHONES = {
    "zh-Hans": "139 0000 7001",
    "en": "139 0000 7002",
    "plain": "139 0000 7003",
    "new zh-Hans": "139 0000 7004",
    "new en": "139 0000 7005",
}
FULL_COURSE = {"zh-Hans": "全程健康管理计划", "en": "Full-course plan"}
MAINTENANCE = {"zh-Hans": "健康维护计划", "en": "Maintenance plan"}


def register(desk: Tab, phone: str) -> Tab:
    """Register a client by the form; the card opens."""
    desk.visit("/desk/clients").follow("Register a client")
    desk.fill("Name in Chinese", "温如玉").fill("Name in English letters", "Wen Ruyu")
    desk.choose("Female").fill("Date of birth", "1979-04-12").fill("Mobile phone", phone)
    return desk.press("Register")


def enrol(desk: Tab, plan: str, *, package: str = "", institution: str = "") -> Tab:
    """Enrol the client whose card is open, in a package and at an institution of these names, else the first."""
    desk.follow("Enrol in a plan").follow(plan)
    for field, name in (("package", package), ("institution", institution)):
        desk.page.locator(f".pick:has([name={field}])", has_text=name).first.locator("input").check(
            force=True
        )
    return desk.press("Enrol for twelve months")


class TestEnrolAClient:
    @pytest.mark.mainly("en")
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
        enrol(desk, FULL_COURSE[language])
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
        enrol(register(desk, PHONES["plain"]), MAINTENANCE["en"])
        assert desk.reads("Service year")


@pytest.fixture
def office(server: Server, desk: Tab) -> Tab:
    """Headquarters' admin at the desk."""
    return desk.sign_in(server.somebody("HQ_ADMIN")).visit("/desk/admin")


BRANCHES = {"zh-Hans": ("BH", "滨河店", "Binhe branch"), "en": ("LQ", "柳泉店", "Liuquan branch")}
PLACES = {"zh-Hans": ("滨河体检中心", "Binhe Exam Centre"), "en": ("柳泉体检中心", "Liuquan Exam Centre")}
PACKAGES = {"zh-Hans": ("滨河轻体检", "Binhe short check"), "en": ("柳泉轻体检", "Liuquan short check")}


class TestANewBranch:
    @pytest.mark.mainly("zh-Hans")
    def test_headquarters_opens_it_and_its_first_client_finds_the_one_institution(
        self, office: Tab, phone: Tab, open_tab: OpenTab, language: str
    ) -> None:
        # Given a branch that headquarters has opened, and put right
        open_branch(office)
        # And an institution with an agreement, and weekly times that have become sessions
        add_institution(office)
        open_times(office)
        # And a package of its own
        add_package(office)
        # And somebody hired, whose secrets are shown once
        keys = hire(office)
        # When she comes in with them, and enrols the branch's first client
        manager = open_tab(language, desk=True)
        come_in_the_first_time(manager, *keys)
        register(manager, PHONES[f"new {language}"])
        enrol(
            manager, MAINTENANCE[language], package=own(manager, PACKAGES), institution=own(manager, PLACES)
        )
        assert manager.reads("Service year")
        assert own(manager, PLACES) in manager.page.inner_text("main")
        # Then the client, who asks for a code, can book there and nowhere else
        doors.come_in_by_code(phone, PHONES[f"new {language}"])
        phone.visit("/exams/book")
        assert phone.page.locator("#exams-place").all_inner_texts() == [own(phone, PLACES)]
        assert own(phone, PACKAGES) in phone.page.inner_text("main")
        assert phone.page.locator("form.dock button").count() == 1


def own(tab: Tab, names: dict[str, tuple[str, ...]]) -> str:
    """Give a name of this language's story, as the tab writes it."""
    found = names[tab.language]
    return found[-1] if tab.language == "en" else found[-2]


def name_it(office: Tab, names: tuple[str, str]) -> None:
    """Fill the two names of a form."""
    office.fill("Chinese name", names[0]).fill("English name", names[1])


def open_branch(office: Tab) -> None:
    """Open a branch, after a try without a name, and give it a telephone."""
    code, *names = BRANCHES[office.language]
    office.follow("Branches").follow("Open a branch").fill("Branch code", code).press("Open it")
    assert office.reads("Please fill this in.")
    name_it(office, (names[0], names[1]))
    office.press("Open it")
    office.visit("/desk/admin/branches").page.get_by_role("link", name=own(office, BRANCHES)).click()
    office.settle().fill("Phone", "400-700-8000").press("Save")
    row = office.visit("/desk/admin/branches").page.locator("tr", has_text=own(office, BRANCHES))
    assert "400-700-8000" in row.inner_text()


def add_institution(office: Tab) -> None:
    """Add an exam institution to the branch, change what clients read, sign an agreement."""
    office.visit("/desk/admin/institutions").follow("Add an institution")
    office.field("Branch").select_option(label=own(office, BRANCHES))
    name_it(office, PLACES[office.language])
    office.press("Add").fill("Opening hours, in Chinese", "周一至周五").fill(
        "Opening hours, in English", "Monday to Friday"
    )
    office.press("Save")
    assert office.reads("None yet: nobody can be enrolled or booked here.")
    today = clock.today()
    office.fill("Valid from", (today - timedelta(days=1)).isoformat())
    office.fill("Valid until", (today - timedelta(days=2)).isoformat())
    office.fill("How many of them before the exam", "24").fill("Report within (days)", "7").press(
        "Record the agreement"
    )
    assert office.page.locator(".error").count()
    office.fill("Valid until", (today + timedelta(days=365)).isoformat()).press("Record the agreement")
    assert office.reads("in force")


def open_times(office: Tab) -> None:
    """Add a weekly time and let it become sessions."""
    office.follow("Weekly times").field("Weekday").select_option(label=office.words("Monday"))
    office.page.locator("#starts").fill("08:00")
    office.page.locator("#ends").fill("09:00")
    office.fill("Places", "6")
    office.page.locator("form.card button").last.click()
    office.settle()
    assert office.page.locator("tbody tr", has_text=office.words("Monday")).count() == 1
    office.fill("Open for booking until", (clock.today() + timedelta(days=60)).isoformat())
    office.press("Open these weeks")
    assert office.reads("New sessions can be booked; those that were there stay.")


def add_package(office: Tab) -> None:
    """Add a package, after a try without a single examination."""
    office.visit("/desk/admin/packages").follow("Add a package")
    office.field("Level").select_option(label=office.words("Standard package"))
    name_it(office, PACKAGES[office.language])
    office.press("Add")
    assert office.reads("Please choose at least one examination.")
    for code in ("height_weight_bmi", "bp_pulse", "glucose"):
        office.page.locator(f"[name=items][value={code}]").check(force=True)
    office.press("Add")
    office.visit("/desk/admin/packages").page.get_by_role("link", name=own(office, PACKAGES)).click()
    assert office.settle().page.locator("main .list li").count() == 3


def hire(office: Tab) -> tuple[str, str, str]:
    """Hire a doctor for the branch, make her its health manager; gives what is shown once."""
    office.visit("/desk/admin").follow("Staff").follow("Hire somebody")
    office.fill("Name in Chinese", "岑溪").fill("Name in English letters", "Cen Xi")
    office.fill("User name", f"cen.xi.{office.language[:2]}")
    office.field("Role").select_option(label=office.words("Family doctor"))
    office.field("Branch").select_option(label=own(office, BRANCHES))
    office.press("Hire")
    assert office.reads("Hand these over in person. They are shown only now.")
    username, password, secret = office.page.locator(".pairs dd").all_inner_texts()[:3]
    office.follow("I have noted them")
    office.page.get_by_role("link", name="Cen Xi" if office.language == "en" else "岑溪").click()
    office.settle().field("Role").select_option(label=office.words("Health manager"))
    office.press("Change the role")
    assert office.reads("Health manager")
    return username, password, secret


def come_in_the_first_time(tab: Tab, username: str, password: str, secret: str) -> None:
    """Sign in with the password and the authenticator that were handed over."""
    tab.visit("/sign-in/staff").page.locator("[name=username]").fill(username)
    tab.page.locator("[name=password]").fill(password)
    tab.page.locator("[name=code]").fill(pyotp.TOTP(secret).now())
    tab.page.locator("main form button").last.click()
    doors.speak(tab)
    assert tab.page.url.endswith("/desk")


class TestHeadquarters:
    def test_a_fee_is_changed_by_a_new_version_that_everybody_reads(self, office: Tab) -> None:
        office.follow("Fees")
        field = office.page.locator("main input[name^=fee-]").first
        field.fill("nothing")
        office.press("Publish a new version")
        office.page.locator("main input[name^=fee-]").first.fill("1088.50")
        office.press("Publish a new version")
        assert office.reads("The new amounts hold for all branches from their day on.")
        office.visit("/fees")
        assert "1,088.5" in office.page.inner_text("main")

    def test_a_package_is_taken_out_of_sale_and_the_lists_read_well(self, office: Tab) -> None:
        sold = office.follow("Exam packages").page.locator("tbody tr").count()
        office.page.locator("tbody a").last.click()
        office.settle().press("Take it out of sale")
        assert office.page.locator("tbody tr").count() == sold - 1
        for path in ("calendar", "enrolments", "matrix"):
            office.visit(f"/desk/admin/{path}")
