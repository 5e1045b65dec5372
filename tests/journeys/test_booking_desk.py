"""The branch's desk of bookings: a request confirmed, a change called about; in English."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows
WHOM = "Her daughter"


class TestTheDeskOfBookings:
    @pytest.mark.parametrize("language", ["en"])
    def test_a_request_is_confirmed_and_a_changed_time_called_about(self, server: Server, desk: Tab) -> None:
        # Given a health manager for whom a request and a changed booking wait
        desk.sign_in(server.person("lu")).visit("/desk/exams/requests")
        # When she confirms the request, the page of the booking says how it stands
        desk.page.locator("tbody form button").first.click()
        desk.settle()
        assert desk.reads("Booked")
        # And when she calls about the changed time and reaches nobody, it stays on the list with what came of it
        desk.visit("/desk/exams/calls").page.locator("tbody a").first.click()
        desk.settle()
        desk.press("Note the call")
        assert desk.reads("Please fill this in.")
        desk.fill("Who was called?", WHOM).choose("Not reached").press("Note the call")
        assert desk.page.get_by_text(WHOM).first.is_visible()
        desk.visit("/desk/exams/calls").page.locator("tbody a").first.click()
        desk.settle()
        # Then she reaches the client, and nobody is left to call
        desk.fill("Who was called?", WHOM).choose("Reached, the new time is confirmed").press("Note the call")
        desk.visit("/desk/exams/calls")
        assert desk.reads("Nothing waits here")
