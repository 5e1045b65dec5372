"""The institution's desk checks in, a health manager enters the results, a second person verifies."""

from __future__ import annotations

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

FIGURES = {
    "height": "172",
    "weight": "74.5",
    "sbp": "146",
    "dbp": "88",
    "pulse": "72",
    "tc": "217",
    "tg": "1.9",
    "ldl": "3.5",
    "hdl": "1.1",
    "fpg": "5.9",
}
DONE = ("height_weight_bmi", "bp_pulse", "lipid", "glucose")


class TestCheckIn:
    def test_the_desk_types_the_code_that_the_client_shows(self, server: Server, desk: Tab) -> None:
        # Given the day list of the desk's own institution
        desk.sign_in(server.somebody("INSTITUTION_DESK")).visit("/desk/exams/arrivals")
        waiting = desk.page.locator("tr:has(form[action$='/check-in'])")
        before = waiting.count()
        code = waiting.first.locator("td[translate=no]").inner_text()
        # When a wrong code is typed, the field says so
        desk.fill("Check-in code, typed or scanned", "ZZZZ ZZZZ").press("Check in")
        assert desk.reads("No booking here has this code. Please check the letters and figures.")
        # And when the right one is typed, however it is written
        desk.fill("Check-in code, typed or scanned", f"{code[:4]} {code[4:]}".lower()).press("Check in")
        # Then the client is checked in
        assert desk.reads("Checked in")
        assert waiting.count() == before - 1


class TestEnterAndVerify:
    def test_one_person_enters_and_another_verifies(
        self, server: Server, desk: Tab, open_tab: OpenTab
    ) -> None:
        # Given a client whose results wait
        desk.sign_in(server.somebody("HEALTH_MANAGER")).visit("/desk/exams/results")
        waiting = desk.page.locator("tbody tr")
        name = waiting.first.locator("th").inner_text()
        desk.follow("Enter")
        # When a figure cannot be read, its line says so and nothing typed is lost
        fill_sheet(desk, {**FIGURES, "sbp": "14b"})
        desk.press("Hand in to verify")
        assert desk.page.locator("#v-sbp").input_value() == "14b"
        assert desk.page.locator("#v-tc").input_value() == FIGURES["tc"]
        # And when it is put right, the sheet is handed in
        desk.page.locator("#v-sbp").fill(FIGURES["sbp"])
        desk.press("Hand in to verify")
        # Then the same person cannot verify it
        desk.visit("/desk/exams/results/verify")
        desk.page.locator("tr", has_text=name).first.locator("a").click()
        desk.settle()
        assert desk.button("Verify the results").count() == 0
        # But another can
        second = open_tab(desk.language, desk=True).sign_in(server.somebody("HEALTH_MANAGER", 1))
        second.visit(desk.page.url.removeprefix(second.base))
        assert second.reads("Please compare each line with the printed report")
        second.press("Verify the results")
        second.visit(desk.page.url.removeprefix(second.base))
        assert second.reads("Verified")


def fill_sheet(desk: Tab, figures: dict[str, str]) -> None:
    """Type the figures; everything else of the package was not done."""
    for code, figure in figures.items():
        desk.page.locator(f"#v-{code}").fill(figure)
    desk.page.locator("[name=u-tc]").select_option("mg/dL")
    for box in desk.page.locator("[name=nd]").all():
        if box.get_attribute("value") not in DONE:
            box.check()
