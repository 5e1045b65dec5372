"""Meals without a network: a mark with a note and a photo, and a question, wait on the phone and are sent once."""

from __future__ import annotations

import secrets

import pytest
from PIL import Image
from playwright.sync_api import Error

from tests.browser import Tab, until_true
from tests.journeys.test_pwa import installed
from tests.serving import Server

KEPT = """async () => {
  const here = await import(document.documentElement.dataset.device);
  return (await (await here.vault()).count("kept")) > 0;
}"""
SENT = """async () => {
  const here = await import(document.documentElement.dataset.device);
  const { items } = await here.unsent();
  return items.length === 0;
}"""
TOP = "() => scrollTo(0, 0)"


def a_sentence() -> str:
    """Give words that nobody wrote before: the house keeps what earlier turns sent."""
    return f"Half of it {secrets.token_hex(4)}"


@pytest.fixture
def photo(tmp_path) -> str:
    """A photo on this phone."""
    path = tmp_path / "meal.jpg"
    Image.new("RGB", (640, 480), "olive").save(path, "JPEG")
    return str(path)


def signed_in(tab: Tab, server: Server) -> Tab:
    """Sign the client in who has a plan."""
    return tab.sign_in(server.somebody("CLIENT"))


def without_network(tab: Tab, path: str) -> None:
    """Open an address where there is no network: the phone's own page comes."""
    tab.context.set_offline(True)
    tab.page.goto(tab.base + path)
    tab.page.wait_for_selector("[data-part]:not([hidden])")
    tab.troubles.clear()
    tab.check()


COLLIDED = ("interrupted by another navigation", "ERR_ABORTED")  # as the browser says it, on either side


def back_online(tab: Tab, path: str) -> None:
    """Let the network come back, and wait until all that waits is sent."""
    tab.context.set_offline(False)
    try:
        tab.page.goto(tab.base + path)
    except Error as error:  # the kept page notices the network at the same moment, and goes there itself
        if not any(words in str(error) for words in COLLIDED):
            raise
        tab.page.wait_for_load_state()
    until_true(tab.page, SENT)
    tab.troubles.clear()
    tab.visit(path)


class TestWithoutNetwork:
    def test_a_mark_with_note_and_photo_and_a_question_wait_and_are_sent_once(
        self, server: Server, phone: Tab, photo: str
    ) -> None:
        # Given a week that is kept on the phone
        note, question = a_sentence(), a_sentence()
        signed_in(phone, server)
        page = installed(phone, "/diet/week")
        page.locator("[data-do=keep]").click()
        until_true(page, KEPT)
        # When a meal is marked with a note and a photo where there is no network
        without_network(phone, "/diet/week")
        card = page.locator("#diet-kept [data-open]").last
        card.locator("summary").click()
        card.locator("textarea").fill(note)
        card.locator("input[type=file]").set_input_files(photo)
        page.evaluate(TOP)
        phone.check()
        card.locator("[data-mark=PARTLY]").click()
        card.locator("[role=status]:not([hidden])").wait_for()
        page.evaluate(TOP)
        phone.troubles.clear()  # the browser says that it has no network
        phone.check()
        # And a question is written there
        without_network(phone, "/diet/questions")
        page.locator("#words").fill(question)
        page.locator("[data-do=ask]").click()
        page.locator("#diet-asked:not([hidden])").wait_for()
        phone.troubles.clear()
        phone.check()
        # Then both are on the server once the network is back, each once
        back_online(phone, "/diet/questions")
        assert page.get_by_text(question).count() == 1
        phone.visit("/diet")
        meal = page.locator("[data-meal]", has_text=note)
        assert meal.count() == meal.locator("a[href$='/photo']").count() == 1

    @pytest.mark.mainly("zh-Hans")
    def test_what_is_open_when_the_network_goes_waits_too(
        self, server: Server, phone: Tab, photo: str
    ) -> None:
        signed_in(phone, server)
        page = installed(phone, "/diet/meal?meal=DINNER")
        page.locator("#photo").set_input_files(photo)
        phone.context.set_offline(True)
        page.locator("form[data-marks] button").click()
        page.locator("#diet-waits:not([hidden])").wait_for()
        assert not page.locator("form[data-marks]").is_visible()
        phone.troubles.clear()
        phone.check()
        back_online(phone, "/diet")
        assert page.locator("[data-meal=DINNER] a[href$='/photo']").count() == 1


class TestRefused:
    @pytest.mark.mainly("en")
    def test_a_file_that_is_no_photo_is_refused_and_the_note_stays(
        self, server: Server, phone: Tab, tmp_path
    ) -> None:
        wrong = tmp_path / "meal.jpg"
        wrong.write_bytes(b"no picture")
        note = a_sentence()
        signed_in(phone, server).visit("/diet/meal?meal=LUNCH")
        phone.page.locator("#note").fill(note)
        phone.page.locator("#photo").set_input_files(str(wrong))
        phone.page.locator("form[data-marks] button").click()
        phone.page.locator("#diet-refused:not([hidden])").wait_for()
        phone.troubles.clear()
        phone.check()
        assert phone.page.locator("#note").input_value() == note
        until_true(phone.page, SENT)
