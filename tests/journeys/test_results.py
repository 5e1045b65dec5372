"""From the exam desk to the client's own report: checked in, entered, verified, acted on, reviewed, released, read."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.journeys.test_assessments import read
from tests.serving import Server

pytestmark = pytest.mark.same_windows

CLIENTS = {"zh-Hans": "13900000037", "en": "13900000055"}
"""Who has sent the questionnaire and is expected at the exam centre today."""
FIGURES = {
    "height": "172",
    "weight": "74.5",
    "sbp": "186",
    "dbp": "104",
    "pulse": "72",
    "tc": "217",
    "tg": "1.9",
    "ldl": "3.5",
    "hdl": "1.1",
    "fpg": "5.9",
}
DONE = ("height_weight_bmi", "bp_pulse", "lipid", "glucose")
CALLED = "Called at 10:40, sees a doctor today."
COMMENT = {"zh-Hans": "先从多走路开始。", "en": "Begin with more walking."}


class TestFromTheDeskToTheReport:
    @pytest.mark.mainly("zh-Hans")
    def test_a_critical_value_is_acted_on_before_the_client_reads_the_report(
        self, server: Server, phone: Tab, open_tab: OpenTab
    ) -> None:
        client, language = server.person(CLIENTS[phone.language]), phone.language
        # Given a client at the exam centre, with nothing to read yet and a code on the phone
        phone.sign_in(client).visit("/assessments")
        assert phone.reads("Your first summary is still to come")
        code = phone.visit("/exams/book").page.locator(".letters").inner_text()
        # When the desk of the institution types the code
        check_in(open_tab(language, desk=True).sign_in(server.somebody("INSTITUTION_DESK")), client, code)
        # And a health manager enters the results, which she cannot verify herself
        manager = open_tab(language, desk=True).sign_in(server.person("lu"))
        report = enter(manager, client)
        # And another person verifies them
        verify(open_tab(language, desk=True).sign_in(server.person("chen")), report)
        # Then the blood pressure has to be acted on before the assessment can go out
        act_on_the_critical_value(manager, client)
        review_and_release(manager, client)
        # And the client reads the summary, the word of the reviewer, the six parts and the paper
        read(phone, phone.words("Please see to this first"), COMMENT[language])


def check_in(desk: Tab, client: dict[str, str], code: str) -> None:
    """Type a wrong code, then hers, however it is written."""
    desk.visit("/desk/exams/arrivals").fill("Check-in code, typed or scanned", "ZZZZ ZZZZ").press("Check in")
    assert desk.reads("No booking here has this code. Please check the letters and figures.")
    desk.fill("Check-in code, typed or scanned", code.lower()).press("Check in")
    assert desk.reads("Checked in")
    row = desk.page.locator("tr", has_text=desk.name(client))
    assert row.locator("form[action$='/check-in']").count() == 0


def row_of(desk: Tab, client: dict[str, str]) -> None:
    """Open what waits in the client's row."""
    desk.page.locator("tr", has_text=desk.name(client)).first.locator("a").last.click()
    desk.settle()


def enter(desk: Tab, client: dict[str, str]) -> str:
    """Enter the results, one figure unreadable at first; gives where they wait for a second person."""
    row_of(desk.visit("/desk/exams/results"), client)
    fill_sheet(desk, {**FIGURES, "sbp": "18b"})
    desk.press("Hand in to verify")
    assert desk.page.locator("#v-sbp").input_value() == "18b"
    assert desk.page.locator("#v-tc").input_value() == FIGURES["tc"]
    desk.page.locator("#v-sbp").fill(FIGURES["sbp"])
    desk.press("Hand in to verify")
    row_of(desk.visit("/desk/exams/results/verify"), client)
    assert desk.reads("Waits for a second person")
    assert desk.button("Verify the results").count() == 0
    return desk.page.url.removeprefix(desk.base)


def verify(second: Tab, report: str) -> None:
    """Compare with the printed report, flags included, and verify."""
    second.visit(report)
    assert second.reads("Please compare each line with the printed report")
    pressure = second.page.locator("tr", has_text="186").first.inner_text()
    assert second.words("high") in pressure.lower()
    assert "217" in second.page.locator("tr", has_text="mg/dL").first.inner_text()
    second.press("Verify the results").visit(report)
    assert second.reads("Verified")


def act_on_the_critical_value(desk: Tab, client: dict[str, str]) -> None:
    """The draft cannot be released before somebody has reached the client and says so."""
    row_of(desk.visit("/desk/assessments?view=alerts"), client)
    assert desk.reads("A critical value waits")
    assert desk.button("Release to the client").count() == 0
    desk.follow("Act on the critical value").press("Record what was done")
    assert desk.reads("Please fill this in.")
    desk.fill("What was done: whom you reached, when, what was agreed", CALLED).press("Record what was done")
    assert desk.reads("Done")


def review_and_release(desk: Tab, client: dict[str, str]) -> None:
    """Review the draft with a word to the client, and release it."""
    row_of(desk.visit("/desk/assessments"), client)
    desk.fill("A word to the client (you may leave this empty)", COMMENT[desk.language]).press(
        "Mark as reviewed"
    )
    desk.press("Release to the client")
    assert desk.reads("Released")


def fill_sheet(desk: Tab, figures: dict[str, str]) -> None:
    """Type the figures; everything else of the package was not done."""
    for code, figure in figures.items():
        desk.page.locator(f"#v-{code}").fill(figure)
    desk.page.locator("[name=u-tc]").select_option("mg/dL")
    for box in desk.page.locator("[name=nd]").all():
        if box.get_attribute("value") not in DONE:
            box.check()
