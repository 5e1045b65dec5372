"""Booking without a network: a wish waits and is sent once, the answer is true, the appointment stays readable."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests import serving
from tests.browser import Tab, until_true
from tests.journeys.test_booking import CAN_BOOK
from tests.journeys.test_pwa import installed
from tests.serving import Server

FULL = "UPDATE exam_session SET capacity = CASE booked WHEN 0 THEN 1 ELSE booked END, booked = CASE booked WHEN 0 THEN 1 ELSE booked END WHERE id = ?"
TIMES_KEPT = """async () => {
  const here = await import(document.documentElement.dataset.device);
  return (await (await here.vault()).count("kept")) > 0;
}"""
WAITS = "#exams-fate [data-fate=waiting]"
BOOKING = "**/exams/bookings/*"
HELD = "#exams-fate [data-fate=held]"


class House:
    """A server that can be stopped, and what its database says."""

    def __init__(self, state: Path) -> None:
        self.state, self.port, self.running = state, serving.free_port(), ExitStack()

    def open(self) -> Server:
        """Start the server."""
        return self.running.enter_context(serving.serving(self.state, self.port))

    def shut(self) -> None:
        """Stop the server; its database stays."""
        self.running.close()

    def ask(self, statement: str, *values: str) -> list[tuple[str, ...]]:
        """Ask the database, or change it."""
        with closing(sqlite3.connect(self.state / "kangyue.sqlite3", timeout=20)) as database, database:
            return database.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def house(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house of this file's own, on a fresh copy of the demo."""
    state = tmp_path_factory.mktemp("house") / "state"
    shutil.copytree(seeded, state)
    return House(state)


@pytest.fixture(scope="module")
def server(house: House) -> Iterator[Server]:
    """Its server, which a test may stop; the windows of this file look at it."""
    yield house.open()
    house.shut()


def at_the_choice(tab: Tab, running: Server) -> str:
    """Sign in, open the choice of a time with the service worker behind it; gives the session of the button."""
    tab.sign_in(next(one for one in running.people if one["note_en"] == CAN_BOOK))
    page = installed(tab, "/exams/book")
    page.wait_for_function("() => document.querySelector('#exams-fate') !== null")
    return str(page.locator("form.dock [name=session]").get_attribute("value"))


def press_without_network(tab: Tab) -> None:
    """Press the one button where there is no network: the wish waits."""
    tab.context.set_offline(True)
    tab.page.locator("form.dock button").click()
    tab.page.locator(WAITS).wait_for()
    tab.troubles.clear()  # the browser says that it has no network
    tab.check()


class TestBook:
    @pytest.mark.long
    def test_a_time_that_was_taken_meanwhile_is_said_and_another_one_can_be_chosen(
        self, phone: Tab, house: House, server: Server
    ) -> None:
        session = at_the_choice(phone, server)
        press_without_network(phone)
        # Given that others took the last places
        house.ask(FULL, session)
        # When the wish is sent, then the answer is true
        phone.context.set_offline(False)
        phone.page.locator(HELD).wait_for()
        phone.troubles.clear()
        phone.settle()
        assert phone.reads("This time has just been taken. Please choose another one.")
        # And another time is one press away, which takes the place of the wish
        phone.page.locator("form.dock button").click()
        phone.page.wait_for_url(BOOKING)
        phone.troubles.clear()
        phone.settle()
        assert phone.reads("Show this code at the desk")
        assert not phone.page.locator("[data-unsent]").is_visible()
        phone.follow("Cancel").press("Cancel the appointment")

    @pytest.mark.long
    def test_times_that_were_looked_at_can_be_wished_for_later_without_a_network(
        self, phone: Tab, house: House, server: Server
    ) -> None:
        # Given times that were looked at, and no network since
        at_the_choice(phone, server)
        phone.page.locator(".chips a").last.click()
        until_true(phone.page, TIMES_KEPT)
        phone.context.set_offline(True)
        phone.page.goto(f"{server.address}/exams/book")
        phone.page.locator("#exams-times label").last.click()
        phone.troubles.clear()
        phone.check()
        wished = phone.page.locator("#exams-times input:checked").get_attribute("value")
        # When one of them is wished for, then it waits, and is booked when the network is back
        phone.button("Keep this wish").click()
        phone.page.locator(WAITS).wait_for()
        phone.context.set_offline(False)
        phone.page.wait_for_url(BOOKING)
        phone.troubles.clear()
        phone.settle()
        code = phone.page.locator(".letters").inner_text().replace(" ", "")
        assert house.ask("SELECT session_id FROM exam_booking WHERE code = ?", code) == [(wished,)]
        phone.follow("Cancel").press("Cancel the appointment")

    @pytest.mark.mainly("zh-Hans")
    def test_a_wish_waits_on_the_phone_is_sent_once_and_the_booking_is_read_without_a_server(
        self, phone: Tab, house: House, server: Server
    ) -> None:
        page = phone.page
        # Given the choice of a time, when the network goes and the button is pressed
        session = at_the_choice(phone, server)
        press_without_network(phone)
        # Then the wish waits, also when the page is opened anew without a network
        page.goto(f"{server.address}/exams/book")
        page.locator(WAITS).wait_for()
        phone.troubles.clear()
        phone.check()
        # When the network is back, then it is sent by itself, once, and the booking opens
        phone.context.set_offline(False)
        page.wait_for_url(BOOKING)
        phone.troubles.clear()
        phone.settle()
        code = page.locator(".letters").inner_text()
        found = house.ask("SELECT id, session_id FROM exam_booking WHERE code = ?", code.replace(" ", ""))
        assert [row[1] for row in found] == [session]
        # And it can be kept on the phone
        phone.button("Keep on this phone").click()
        page.locator("[data-kept=yes]").wait_for()
        # When no server answers, then the appointment is read all the same, with its code
        house.shut()
        page.goto(f"{server.address}/exams/bookings/{found[0][0]}")
        page.locator("#exams-part").wait_for()
        assert page.locator(".letters").inner_text() == code
        assert page.locator("svg.qr").count() == 1
        phone.troubles.clear()
        phone.check()
        house.open()
        phone.visit(f"/exams/bookings/{found[0][0]}").follow("Cancel").press("Cancel the appointment")
