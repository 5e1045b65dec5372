"""A photo handed in with a questionnaire: on the phone at once, offline too, sent once, opened on another device."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload

from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.journeys.test_form_fields import start_on_phone
from tests.journeys.test_kept_answers import kept, offline
from tests.journeys.test_outbox import SIGHT_OF_PLAIN_TEXT
from tests.questionnaires.attached import FORM, photo
from tests.serving import Server

pytestmark = pytest.mark.same_windows
PHOTO: FilePayload = {"name": "tongue.png", "mimeType": "image/png", "buffer": photo()}
HANDED_IN = """async () => {
  const answer = await fetch("/questionnaires/photos/answers", { headers: { Accept: "application/json" } });
  return Boolean((await answer.json()).raw.tongue?.length);
}"""
ROW = "[data-files=q-tongue] [data-held] input"


@pytest.fixture(scope="module")
def catalogue(server: Server) -> None:
    """The form, published."""
    server.publish(FORM)


def choose(phone: Tab, *files: FilePayload, name: str = "q-tongue") -> None:
    phone.page.locator(f"#{name}").set_input_files(list(files))


@pytest.mark.usefixtures("catalogue")
class TestAttach:
    def test_a_photo_is_kept_without_a_network_outlives_the_page_and_is_sent_once(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a client without a network
        phone, client = open_tab("zh-Hans"), server.somebody("CLIENT", 4)
        page = start_on_phone(phone, client, "photos")
        offline(phone)
        # When she takes a photo, then it is on the phone, sealed, and the page shows its name and size
        choose(phone, PHOTO)
        page.locator(ROW).wait_for()
        kept(phone)
        assert "tongue.png" in page.locator("[data-files=q-tongue]").inner_text()
        sight = page.evaluate(SIGHT_OF_PLAIN_TEXT)
        assert "tongue.png" not in sight
        assert "IHDR" not in sight
        # And what the question does not take is told at once
        choose(phone, {"name": "a.gif", "mimeType": "image/gif", "buffer": b"GIF89a"}, name="q-reports")
        page.locator("#q-reports-error").wait_for()
        # And the page without a network has it again
        page.goto(page.url)
        page.locator(ROW).wait_for()
        phone.troubles.clear()
        phone.check()
        # And the list of what is not sent names it
        page.goto(f"{phone.base}/unsent")
        page.locator("[data-names]", has_text="tongue.png").wait_for()
        # When she signs, then all of it waits, and goes by itself when the network is back
        page.goto(f"{phone.base}/questionnaires/photos/review")
        page.locator("dd", has_text="tongue.png").wait_for()
        page.locator("#certify").check()
        phone.fill("Your name", phone.name(client))
        phone.button("Sign and send").click()
        page.wait_for_selector("[data-waiting]")
        offline(phone, False)
        page.wait_for_url("**/questionnaires/receipts/**")
        phone.follow("See what you sent")
        assert phone.link("tongue.png").get_attribute("href")
        phone.troubles.clear()

    @pytest.mark.long
    def test_online_it_reaches_the_draft_and_another_device_opens_it(
        self, phone: Tab, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a photo that the server has
        client = server.somebody("CLIENT", 2 if phone.language == "en" else 5)
        page = start_on_phone(phone, client, "photos")
        choose(phone, PHOTO)
        page.locator(ROW).wait_for()
        until_true(page, HANDED_IN)
        # Then another device shows it and opens it
        other = open_tab(phone.language).sign_in(client).visit("/questionnaires/photos/parts/1")
        other.page.locator(ROW).wait_for()
        with other.page.expect_download() as saving:
            other.page.locator("[data-files=q-tongue] [data-open]").first.click()
        assert saving.value.suggested_filename == "tongue.png"
        # When it is unticked there, it is taken away, here too as soon as somebody looks
        other.page.locator(ROW).uncheck()
        until_true(other.page, f"async () => !(await ({HANDED_IN})())")
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        page.locator(ROW).wait_for(state="detached")
