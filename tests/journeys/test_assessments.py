"""From a draft to the client's own report, in a browser."""

from __future__ import annotations

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

WAITS = "Results verified, assessment to review"


def who_waits(server: Server) -> dict[str, str]:
    """Give the ready-made client whose draft waits for somebody."""
    return next(person for person in server.people if person["note_en"] == WAITS)


def her_manager(server: Server) -> dict[str, str]:
    """Give the health manager who looks after her."""
    return server.somebody("HEALTH_MANAGER", 1)


class TestReviewAndRelease:
    def test_a_manager_reviews_and_releases_and_the_client_reads_it(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a client who has nothing to read yet
        client = who_waits(server)
        phone = open_tab("zh-Hans").sign_in(client).visit("/assessments")
        assert phone.reads("Your first summary is still to come")
        # When her manager reviews the draft with a word, and releases it
        desk = open_tab("zh-Hans", desk=True).sign_in(her_manager(server))
        desk.visit("/desk/assessments")
        desk.page.get_by_role("link", name=client["name_zh"]).last.click()
        desk.settle().fill("A word to the client (you may leave this empty)", "先从多走路开始。").press(
            "Mark as reviewed"
        )
        desk.press("Release to the client")
        assert desk.reads("Released")
        # Then she reads the summary, the six parts and the paper
        read(phone)

    def test_a_critical_value_is_acted_on_before_the_report_goes_out(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a draft of the first branch with a blood pressure of 186/104
        desk = open_tab("en", desk=True).sign_in(server.somebody("HEALTH_MANAGER"))
        desk.visit("/desk/assessments?view=alerts").follow("Open")
        assert desk.reads("A critical value waits")
        # When the manager has reached him and says so
        desk.follow("Act on the critical value")
        desk.fill(
            "What was done: whom you reached, when, what was agreed", "Called at 10:40, sees a doctor today."
        )
        desk.press("Record what was done")
        assert desk.reads("Done")
        # Then the report can be reviewed and released
        desk.follow("Back to the list")
        assert desk.reads("Nothing waits here")
        desk.visit("/desk/assessments").page.get_by_role("link", name="Zhou Yongkang").last.click()
        desk.settle().press("Mark as reviewed").press("Release to the client")
        assert desk.reads("Released")

    def test_the_released_report_reads_well_in_both_languages_and_without_javascript(
        self, server: Server, phone: Tab, plain_phone: Tab
    ) -> None:
        for tab in (phone, plain_phone):
            read(tab.sign_in(server.somebody("CLIENT")))


def read(phone: Tab) -> None:
    """Open the newest report, unfold what is folded, look at the paper."""
    phone.visit("/assessments").page.locator("main .rows a").first.click()
    phone.settle()
    for part in ("Part 2: what was measured", "Part 5: how likely diseases are", "Part 6: what we advise"):
        assert phone.reads(part)
    if phone.script:
        phone.page.locator("summary").first.click()
        phone.settle()
    phone.follow("To print")
    assert phone.reads("Part 1: what this rests on")
