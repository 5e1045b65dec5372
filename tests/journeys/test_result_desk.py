"""The result desk: an original handed in, an important result followed, a result corrected by two."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows
SAID = "Called at 10:40, sees a doctor on Monday."
LINES = {"zh-Hans": 0, "en": 1}
WHY = "Misread on the printed report."


class TestTheResultDesk:
    @pytest.mark.mainly("en")
    def test_what_is_important_is_followed_and_what_is_wrong_is_corrected_by_two(
        self, server: Server, desk: Tab, open_tab: OpenTab
    ) -> None:
        # Given a health manager with an important result on her list
        desk.sign_in(server.person("lu")).visit("/desk/exams/overdue")
        desk.visit("/desk/exams/important").page.locator("tbody a").first.click()
        desk.settle()
        # When she notes nothing, she is asked; when she says whom she reached, it is kept
        desk.press("Note it")
        assert desk.reads("Please fill this in.")
        desk.page.locator("[name=act][value=NOTE]").check()
        desk.fill("Who was reached, what was said", SAID).press("Note it")
        assert desk.page.get_by_text(SAID).first.is_visible()
        # And when she asks for a correction on the report, she cannot decide about it herself
        desk.follow("The whole report").visit(line_of(desk))
        desk.page.locator("#not_done").check()
        desk.fill("Reason, which the client reads", WHY).press("Ask for the correction")
        assert desk.reads("Waits for a second person")
        path = desk.page.url.removeprefix(desk.base)
        # Then another person confirms it, and the report shows what stood there
        second = open_tab(desk.language, desk=True).sign_in(server.person("chen"))
        second.visit("/desk/exams/corrections").visit(path).press("Confirm the correction")
        assert second.page.get_by_text(WHY).first.is_visible()
        # And photos of the printed report are handed in from there
        second.page.locator("a[href$='/originals']").click()
        second.settle()
        page = {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
        second.page.locator("#files").set_input_files([page])
        second.press("Hand in")
        assert second.page.locator("a[href*='/desk/exams/originals/']").count() >= 2


def line_of(desk: Tab) -> str:
    """Give where a line of the report is corrected: another one in each language, the house is the same."""
    lines = desk.page.locator("a[href$='/correct']")
    return str(lines.nth(LINES[desk.language]).get_attribute("href"))


def a_photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 60), "white").save(written, "JPEG")
    return written.getvalue()
