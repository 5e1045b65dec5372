"""A short form that headquarters took in, on a phone: own words, too many ticks, and what the server refuses."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.faults.queueing import LEFT
from tests.journeys.conftest import OpenTab
from tests.journeys.test_form_fields import start_on_phone
from tests.journeys.test_kept_answers import arrives, kept, offline
from tests.questionnaires.test_imported_forms import imported
from tests.serving import Server

WALKING, OTHER = "[name=q-sport][value=walk]", "[name=q-sport][type=radio][value='']"


@pytest.fixture(scope="module")
def catalogue(server: Server) -> None:
    """The form, published."""
    server.publish(imported())


@pytest.mark.usefixtures("catalogue")
class TestFill:
    @pytest.mark.mainly("zh-Hans")
    def test_own_words_and_the_number_of_ticks_are_judged_and_kept_without_a_network_too(
        self, phone: Tab, server: Server
    ) -> None:
        # Given a client who has begun
        page = start_on_phone(phone, server.somebody("CLIENT", 1 if phone.language == "en" else 4), "habits")
        # When she writes own words, they take the place of her choice
        page.locator(WALKING).check()
        page.locator("#q-sport-own").fill("Tai chi")
        assert page.locator(OTHER).is_checked()
        arrives(phone, "sport", "Tai chi", "habits")
        # Then the same page without a network has them
        offline(phone)
        page.goto(page.url)
        page.wait_for_selector("#q-sport-own")
        assert page.locator("#q-sport-own").input_value() == "Tai chi"
        assert page.locator(OTHER).is_checked()
        # And three ticks where two may be are told at once, and stay
        for code in ("tea", "milk", "water"):
            page.locator(f"[name=q-drinks][value={code}]").check()
        page.locator("#q-drinks-error").wait_for()
        kept(phone)
        phone.troubles.clear()
        phone.check()
        page.locator(".dock .btn").click()
        page.locator("#faults [href='#q-drinks']").wait_for()
        page.locator("[name=q-drinks][value=tea]").uncheck()
        assert not page.locator("#q-drinks-error").count()
        offline(phone, False)


@pytest.mark.usefixtures("catalogue")
class TestRefused:
    def test_what_the_server_refused_says_why_and_is_put_right_and_sent(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given something finished without a network, signed with a name that is not the client's
        phone, client = open_tab("en"), server.somebody("CLIENT", 2)
        page = start_on_phone(phone, client, "habits")
        offline(phone)
        page.goto(f"{phone.base}/questionnaires/habits/review")
        page.locator("#certify").check()
        phone.fill("Your name", "Somebody Else")
        phone.button("Sign and send").dblclick()
        page.wait_for_selector("[data-waiting]")
        # Then it waits once, however often she pressed
        assert [state for state, *_why in page.evaluate(LEFT)] == ["waiting"]
        # When the server, which knows her name, has said no, then its words stand there
        offline(phone, False)
        page.wait_for_selector("[data-refused]:not([hidden])")
        phone.troubles.clear()
        phone.check()
        assert phone.reads("Saved on this phone, but not sent")
        assert not phone.reads("Saved on this phone, will be sent")
        # And she changes what is wrong, and it is sent
        phone.button("Change the answers").click()
        page.wait_for_function("() => document.querySelector('#name')?.value === 'Somebody Else'")
        phone.fill("Your name", client["name_zh"])
        page.locator("#certify").check()
        phone.button("Sign and send").click()
        page.wait_for_url("**/questionnaires/receipts/**")
        phone.troubles.clear()
