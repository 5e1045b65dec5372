"""Somebody lines up for a day; headquarters opens it; the place is held for her, and she lets it go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.browser import Tab
from tests.serving import Server
from webapp.kernel import clock

pytestmark = [pytest.mark.same_windows, pytest.mark.mainly("zh-Hans"), pytest.mark.long]

CLOSED = (7, 6, 3)
"""ISO weekdays on which the demo's exam centres take nobody, unless it is today; each language opens its own."""


@pytest.fixture
def person(server: Server) -> dict[str, str]:
    """Somebody of the demo who has a plan and has not booked yet."""
    return next(one for one in server.people if one["note_en"] == "Questionnaire sent, can book")


def test_a_new_place_is_held_for_whoever_waits(
    plain_phone: Tab, open_tab, server: Server, person: dict[str, str]
) -> None:
    today = clock.today()
    closed = [one for one in CLOSED if one != today.isoweekday()]
    weekday = closed[plain_phone.language == "en"]
    wanted = today + timedelta(days=7 + weekday - today.isoweekday())
    # Given somebody who would like to come on a day on which her exam centre is closed
    phone = plain_phone.sign_in(person)
    phone.visit("/exams/book").follow("Does no time suit you?")
    phone.fill("First day", wanted.isoformat()).fill("Last day", wanted.isoformat()).press("Line up")
    assert phone.reads("You are the first in line")
    # When headquarters opens that day of the week there
    office = open_tab("en", desk=True).sign_in(server.somebody("HQ_ADMIN"))
    office.visit("/desk/admin/institutions").follow("Dongchuan Clinic Exam Rooms").follow("Weekly times")
    office.page.select_option("#weekday", str(weekday))
    office.fill("From", "08:00").fill("To", "08:30").fill("Places", "1").press("Add")
    office.fill("Open for booking until", wanted.isoformat()).press("Open these weeks")
    # Then the place is held for her, Today says so, and one press lets it go
    phone.visit("/today").follow("Take it or let it go")
    phone.press("Let it go")
    assert phone.reads("Cancelled")
