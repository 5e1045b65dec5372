"""What every page does by itself: keep what was typed across a change of language (A8), say that the network is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.device.conftest import Phone

FORM = """<!doctype html><html lang="en"><title>A form</title><div id="notes"></div>
<form class="tools" method="get" action="/form"><button>中</button></form>
<main><form><input type="hidden" name="own" value=""><input type="radio" name="own" value="a">
<input type="radio" name="own" value=""><input type="text" name="own">
<input name="day" value=""><input name="day"><input name="day"><textarea name="words"></textarea>
<input type="checkbox" name="many" value="one"><input type="checkbox" name="many" value="two" checked></form></main>
<template id="when-offline">It stays on this page.</template>{more}
<script type="module" src="/static/js/source/app.js"></script></html>"""
NOTHING_KEPT = "() => { delete window.indexedDB; }"


HERE = '<template id="when-offline-here">It is saved on this phone.</template>'


def form(phone: Phone, more: str = "") -> Page:
    """Open a form with every kind of field that shares its name with others."""
    page = phone.context.new_page()
    page.add_init_script(f"({NOTHING_KEPT})()")
    page.route(
        "**/form*",
        lambda route: route.fulfill(body=FORM.format(more=more), content_type="text/html; charset=utf-8"),
    )
    page.goto(f"{phone.server.address}/form?")
    page.wait_for_load_state("networkidle")
    return page


class TestChangeLanguage:
    def test_own_words_beside_choices_and_the_three_fields_of_a_date_are_kept(self, phone: Phone) -> None:
        page = form(phone)
        page.locator("[type=radio][value='']").check()
        page.fill("[type=text][name=own]", "In a boat")
        for at, part in enumerate(("1968", "", "4")):
            page.locator("[name=day]").nth(at).fill(part)
        page.fill("textarea", "Two\nlines")
        page.locator("[name=many][value=one]").check()
        page.locator("[name=many][value=two]").uncheck()
        page.evaluate("() => window.before = true")
        page.locator(".tools button").click()
        page.wait_for_function("() => !window.before && document.querySelector('textarea').value")
        assert page.input_value("[type=text][name=own]") == "In a boat"
        assert page.locator("[type=radio][value='']").is_checked()
        assert page.input_value("[type=hidden]") == ""
        assert [page.locator("[name=day]").nth(at).input_value() for at in range(3)] == ["1968", "", "4"]
        assert page.input_value("textarea") == "Two\nlines"
        assert [page.locator("[name=many]").nth(at).is_checked() for at in range(2)] == [True, False]


class TestNetworkGone:
    @pytest.mark.parametrize(
        ("more", "said"), [("", "It stays on this page."), (HERE, "It is saved on this phone.")]
    )
    def test_a_page_that_keeps_its_answers_says_so_in_its_own_words(
        self, phone: Phone, more: str, said: str
    ) -> None:
        page = form(phone, more)
        phone.context.set_offline(True)
        page.wait_for_function("() => document.getElementById('notes').textContent")
        assert page.inner_text("#notes") == said
