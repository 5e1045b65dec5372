"""A client books, looks, moves and gives up the yearly exam, with and without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

CAN_BOOK = "Questionnaire sent, can book"
WHERE = {"zh-Hans": "东川门诊体检部", "en": "Dongchuan Clinic Exam Rooms"}
"""Where the client's enrolment lets her be examined."""
OFFERS = {"zh-Hans": "预约", "en": "Book "}


@pytest.fixture
def person(server: Server) -> dict[str, str]:
    """Somebody of the demo who has sent the questionnaire and has not booked yet."""
    return next(one for one in server.people if one["note_en"] == CAN_BOOK)


def button_says(tab: Tab) -> str:
    """Give the words of the page's one button."""
    return tab.page.locator("form.dock button").inner_text()


def press_the_button(tab: Tab) -> Tab:
    """Press the page's one button; what is sent through the outbox arrives a moment later."""
    tab.page.locator("form.dock button").click()
    tab.page.wait_for_url(re.compile(r"/exams/bookings/\w+$"))
    return tab.settle()


def choose_the_last_free_day_and_time(tab: Tab) -> Tab:
    """Tap the last day with a dot, then its last free time."""
    for choice in (".cal a", ".chips a"):
        tab.page.locator(choice).last.click()
        if tab.script:
            tab.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        tab.settle()
    return tab


def to_the_month(tab: Tab) -> Tab:
    """Open the page for choosing a time; what an attempt that was cut short has booked is given up first."""
    tab.visit("/exams/book")
    if "/exams/bookings/" in tab.page.url:
        tab.follow("Cancel").press("Cancel the appointment")
        tab.visit("/exams/book")
    return tab


def book_move_and_cancel(tab: Tab) -> str:
    """Make the whole journey; it ends where it began: gives what the button offers then."""
    # Given the month of the one contracted institution, with a first time chosen and the last day to change it
    to_the_month(tab)
    assert tab.page.locator("#exams-place").all_inner_texts() == [WHERE[tab.language]]
    assert tab.page.locator("form.dock .q").inner_text()
    first = button_says(tab)
    # When another day and time is chosen, the button says so
    choose_the_last_free_day_and_time(tab)
    chosen = button_says(tab)
    assert chosen != first
    # And one press books it
    press_the_button(tab)
    assert tab.reads("Show this code at the desk")
    assert tab.page.locator("svg.qr").count() == 1
    put_into_calendar(tab)
    # When it is moved
    tab.follow("Change the time")
    press_the_button(tab)
    assert tab.reads("Show this code at the desk")
    # And given up with a reason
    tab.follow("Cancel")
    tab.choose("I would rather book again later")
    tab.press("Cancel the appointment")
    # Then the booking says so and a new one can be made
    assert tab.reads("Cancelled")
    tab.follow("Book a new time")
    return button_says(tab)


def put_into_calendar(tab: Tab) -> None:
    """Fetch the file behind “Add to my calendar”; without JavaScript the link is all there is."""
    href = tab.link("Add to my calendar").get_attribute("href")
    answer = tab.context.request.get(f"{tab.base}{href}")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text()


class TestBook:
    @pytest.mark.mainly("zh-Hans")
    def test_from_the_month_to_a_code_to_a_cancel(self, phone: Tab, person: dict[str, str]) -> None:
        assert book_move_and_cancel(phone.sign_in(person)).startswith(OFFERS[phone.language])

    @pytest.mark.mainly("en")
    def test_the_same_without_javascript(self, plain_phone: Tab, person: dict[str, str]) -> None:
        assert book_move_and_cancel(plain_phone.sign_in(person)).startswith(OFFERS[plain_phone.language])

    @pytest.mark.mainly("zh-Hans")
    def test_today_is_at_most_three_taps_away_from_a_booking(
        self, phone: Tab, person: dict[str, str]
    ) -> None:
        to_the_month(phone.sign_in(person)).visit("/today")
        phone.page.locator('main a[href="/exams/book"]').first.click()
        phone.settle()
        press_the_button(phone)
        assert phone.reads("Show this code at the desk")
        phone.follow("Cancel").press("Cancel the appointment")
