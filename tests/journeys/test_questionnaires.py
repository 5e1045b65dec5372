"""The standard questionnaire from the first page to the receipt, with and without JavaScript."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

NOTHING = ("none", "never", "no", "false", "0", "alone")
PARTS = 9
TYPED = "() => Object.fromEntries(new FormData(document.querySelector('#certify').form))"
FOCUSED = "() => document.activeElement.id"
OWN = {"Sec-Fetch-Site": "same-origin"}


def newcomer(server: Server) -> dict[str, str]:
    """Give the second ready-made client, who has not sent a questionnaire when the demo begins."""
    return server.somebody("CLIENT", 1)


class TestFill:
    @pytest.mark.mainly("zh-Hans")
    def test_from_the_first_page_to_the_receipt(self, server: Server, phone: Tab) -> None:
        # Given a client who opens the questionnaire and agrees
        begin(phone.sign_in(newcomer(server)))
        # When she answers part by part, and her smoking opens more questions at once
        for number in range(1, PARTS + 1):
            if number == 5:
                phone.page.locator("[name=q-smoking][value=current]").check()
                phone.page.locator("#q-smoking-amount").wait_for()
                phone.check()
            answer_everything(phone)
            go_on(phone)
        # Then nothing is missing, and her signature sends it
        sign_and_send(phone, newcomer(server))
        assert phone.reads("What you sent")

    @pytest.mark.mainly("en")
    def test_the_same_without_javascript(self, server: Server, plain_phone: Tab) -> None:
        begin(plain_phone.sign_in(newcomer(server)))
        for _ in range(PARTS):
            answer_everything(plain_phone)
            go_on(plain_phone)
        sign_and_send(plain_phone, newcomer(server))
        assert plain_phone.reads("What you sent")


class TestResume:
    def test_each_answer_is_kept_by_itself_and_found_again_on_another_device(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a client who has answered one question and put the phone away
        client = server.somebody("CLIENT", 2)
        first = open_tab("en").sign_in(client).visit("/questionnaires/hra/parts/1")
        with first.page.expect_response(lambda answer: answer.request.method == "POST"):
            first.page.locator("[name=q-living-area][value=village]").check()
        first.settle()
        # When she opens the same part elsewhere
        second = open_tab("zh-Hans").sign_in(client).visit("/questionnaires/hra/parts/1")
        # Then her answer is there
        assert second.page.locator("[name=q-living-area][value=village]").is_checked()

    def test_where_a_phone_can_keep_nothing_each_answer_still_goes_to_the_server(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        tab = open_tab("en").sign_in(server.somebody("CLIENT", 2))
        # Given a browser that lets no page keep anything
        tab.context.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no room'); };")
        tab.visit("/questionnaires/hra/parts/1").page.wait_for_function("() => window.htmx")
        # When she answers (what the page held when it was opened may be sent first)
        with tab.page.expect_response(
            lambda one: "living-area=town" in (one.request.post_data or "")
        ) as sent:
            tab.page.locator("[name=q-living-area][value=town]").check()
        assert sent.value.ok
        # Then the server has it
        tab.page.reload()
        assert tab.page.locator("[name=q-living-area][value=town]").is_checked()

    def test_a_figure_that_cannot_be_read_is_marked_and_kept(self, server: Server, open_tab: OpenTab) -> None:
        phone = open_tab("en", script=False).sign_in(server.somebody("CLIENT", 2))
        # Given somebody who knows how much oil she uses, so that the figure is asked for
        phone.visit("/questionnaires/hra/parts/6").page.locator("[name=q-diet-known][value=oil]").check()
        go_on(phone)
        # When words stand where a figure belongs
        phone.visit("/questionnaires/hra/parts/6").fill("How much cooking oil", "a little")
        go_on(phone)
        # Then the page says how to write it, and keeps what was typed
        assert phone.reads("Please write a number in digits, for example 22.5.")
        assert phone.page.evaluate(FOCUSED) == "faults"
        assert phone.field("How much cooking oil").input_value() == "a little"
        # When it is mended, then Enter goes on like the page's one button, not back
        phone.field("How much cooking oil").fill("30")
        phone.field("How much cooking oil").press("Enter")
        assert "/parts/7" in phone.settle().page.url


def begin(tab: Tab) -> None:
    """Open the questionnaire and begin, agreeing where that is asked."""
    tab.visit("/questionnaires/hra")
    consent = tab.page.locator("#agree")
    if consent.count():
        consent.check()
    tab.page.locator("[form=begin].btn").click()
    tab.settle()


def go_on(tab: Tab) -> None:
    """Press the page's one button, and look."""
    tab.page.locator(".dock .btn").click()
    tab.settle()


def answer_everything(tab: Tab) -> None:
    """Answer what is on the page and not answered, with “none” or “never” where there is such a choice."""
    for group in tab.page.locator("main fieldset.ask").all():
        if not group.locator("input:checked").count():
            values = [box.get_attribute("value") or "" for box in group.locator("input").all()]
            group.locator("input").nth(next((i for i, v in enumerate(values) if v in NOTHING), 0)).check()
    for figure in tab.page.locator("main .num input").all():
        if not figure.input_value():
            figure.fill(figure.get_attribute("data-min") or "1")


def sign_and_send(tab: Tab, client: dict[str, str]) -> None:
    """Certify, sign with the own name, send; read the receipt, the same when sent twice, and what was sent."""
    tab.page.locator("#certify").check()
    tab.fill("Your name", client["name_zh"])
    typed = tab.page.evaluate(TYPED)
    tab.button("Sign and send").click()
    tab.page.wait_for_url("**/questionnaires/receipts/**")
    tab.settle()
    assert tab.reads("Thank you, it has arrived")
    again = tab.context.request.post(f"{tab.base}/questionnaires/hra/review", form=typed, headers=OWN)
    assert again.url == tab.page.url
    tab.follow("See what you sent")
