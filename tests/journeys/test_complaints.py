"""A client complains about a named employee, and two people of the company bring it to a result."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

STORY = "The call we agreed on did not come, twice."


def tell(tab: Tab, *, about: dict[str, str] | None) -> str:
    """Go through the three steps and send; gives the case's address. `about` a person, or nobody."""
    tab.visit("/complaints").follow("Tell us what went wrong")
    if about is None:
        tab.choose("Nobody in particular, or I do not know")
    else:
        tab.page.locator(".pick", has_text=tab.name(about)).first.locator("input").check(force=True)
    tab.press("Go on").choose("How I was treated").press("Go on")
    tab.press("Send it")
    assert tab.reads("Please fill this in.")
    tab.fill("What happened?", STORY).press("Send it")
    tab.page.wait_for_url("**/receipt")
    assert tab.settle().reads("We have received it")
    tab.follow("See where it stands")
    return tab.page.url.removeprefix(tab.base)


class TestComplain:
    @pytest.mark.mainly("en")
    def test_from_the_first_word_to_an_agreed_result_without_javascript(
        self, server: Server, plain_phone: Tab, open_tab: OpenTab
    ) -> None:
        # Given a client who tells us about nobody in particular; nobody in this story has JavaScript
        phone = plain_phone.sign_in(server.somebody("CLIENT", 4 if plain_phone.language == "en" else 5))
        path = tell(phone, about=None)
        number = phone.page.locator(".rows small").first.inner_text().split()[-1]
        # When the handler takes it up, looks into it and writes the result
        handler = open_tab(phone.language, desk=True, script=False).sign_in(server.person("tang"))
        handler.visit("/desk/complaints").page.locator(".queue a", has_text=number).click()
        handler.settle().press("Take it up").press("Begin the investigation")
        handler.follow("Add evidence").press("Add evidence")
        assert handler.reads("Please fill this in.")
        handler.fill("What it is", "Log").fill(
            "What it says, word for word; or choose a file", "No call on that day"
        )
        handler.page.locator("#complaints-step .btn").first.click()
        handler.settle().follow("Write the conclusion")
        handler.fill("What will be put right", "A new appointment")
        handler.fill("The result, as the client will read it", "One call was missed. We are sorry.")
        handler.page.locator("#complaints-step .btn").first.click()
        handler.settle()
        assert handler.reads("Conclusion handed to a second person")
        # And a second person signs it
        second = open_tab(phone.language, desk=True, script=False).sign_in(server.person("song"))
        second.visit("/desk/complaints?view=review").page.locator(".queue a", has_text=number).click()
        second.settle().press("Sign the result and send it")
        # Then Today says so first, the client reads it and agrees
        phone.visit("/today").follow("Read the result")
        assert phone.page.url.endswith(path)
        assert phone.page.get_by_text("One call was missed. We are sorry.").count() == 1
        phone.choose("Well").press("I agree: close it")
        assert phone.reads("Closed")

    @pytest.mark.long
    def test_a_named_employee_steps_aside_until_it_is_withdrawn_without_javascript(
        self, server: Server, plain_phone: Tab
    ) -> None:
        # Given a client on a phone without JavaScript
        doctor = server.person("he")
        plain_phone.sign_in(server.somebody("CLIENT", 3))
        # When she names somebody who served her
        tell(plain_phone, about=doctor)
        # Then it is taken up at once
        assert plain_phone.reads("Taken up")
        here = plain_phone.page.url.removeprefix(plain_phone.base)
        # And somebody else looks after her
        assert plain_phone.name(doctor) not in plain_phone.visit("/services").page.inner_text("main")
        # And she can withdraw it, after one more question
        plain_phone.visit(here).follow("Withdraw it").press("Withdraw it")
        assert plain_phone.reads("Withdrawn by you")
        assert plain_phone.name(doctor) in plain_phone.visit("/services").page.inner_text("main")


class TestMyCase:
    @pytest.mark.mainly("zh-Hans")
    def test_an_employee_on_standby_reaches_the_own_case_only(self, server: Server, desk: Tab) -> None:
        # Given the employee of the demo who is on standby and has replied
        on_standby = {"role": "HEALTH_MANAGER", "sign_in": "wei"}
        desk.sign_in(on_standby)
        # When the own case is opened
        desk.visit("/desk/my-case")
        # Then it says what standby means, and shows the summary and the reply
        assert desk.reads("You are on standby")
        assert desk.reads("What we have to ask you about")
