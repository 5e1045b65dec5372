"""An old client is asked 33 questions, signs, a second person confirms; clients read and fill the shorter forms."""

from __future__ import annotations

import pytest

from tests.browser import DESK, PHONE, Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows


DIET = {"zh-Hans": "饮食调养", "en": "Diet"}
CONFIRMED = 6
"""The ready-made client whose record of this year is confirmed."""


class TestAsk:
    @pytest.mark.mainly("zh-Hans")
    def test_from_the_first_question_to_the_second_look(
        self, server: Server, open_tab: OpenTab, language: str
    ) -> None:
        # Given somebody of 65 or older whom nobody has asked this year
        desk = open_tab(language, desk=True).sign_in(server.somebody("HEALTH_MANAGER")).visit("/desk/tcm")
        desk.page.locator("tr", has_text=desk.words("not begun")).first.locator("a").click()
        desk.settle()
        # When the visitor tries to conclude with blanks, they are listed
        desk.press("See the result")
        assert desk.page.locator("#faults a").count() == 38
        # And when everything is asked, guidance is ticked and the person signs on the same page
        for question in desk.page.locator("fieldset").all():
            question.locator("input").first.check()
        desk.settle().press("See the result")
        desk.page.locator("#tcm-guidance input[value=DIET]").first.check()
        desk.page.locator("#name").fill(desk.page.locator("h1").inner_text())
        desk.press("Sign")
        record = desk.page.url
        # Then the same person cannot confirm, and somebody in another role can
        assert not desk.page.locator("#tcm-second").count()
        second = open_tab(language, desk=True).sign_in(server.somebody("BRANCH_MANAGER"))
        second.visit(record.partition("/desk")[1] + record.partition("/desk")[2]).press("Confirm the record")
        assert second.reads("confirmed")
        assert second.page.locator("td", has_text=DIET[language]).count()


class TestRead:
    def test_the_client_reads_the_record_of_the_year(self, server: Server, phone: Tab) -> None:
        phone.sign_in(server.somebody("CLIENT", CONFIRMED)).visit("/tcm")
        phone.page.locator("main .rows a").first.click()
        phone.settle()
        assert phone.reads("What was advised")


class TestChildren:
    @pytest.mark.mainly("en")
    def test_visits_are_read_and_entered_at_the_desk_and_on_a_phone_by_day_and_by_night(
        self, server: Server, open_tab: OpenTab, language: str
    ) -> None:
        tab = open_tab(language, desk=True).sign_in(server.person("lu")).visit("/desk/tcm/children")
        # Given the list of children, then on a phone each child is a card that nobody has to push sideways
        in_every_light(tab)
        assert tab.page.evaluate(SIDEWAYS) == 0
        label = "() => getComputedStyle(document.querySelector('tbody td'), '::before').content"
        assert tab.page.evaluate(label) == f'"{tab.words("Age")}"'
        # And the record of a visit reads as well, before it is begun and while it is filled in
        tab.page.locator("tbody a").last.click()
        tab.settle()
        if tab.page.locator("#agree").count():
            in_every_light(tab)
            tab.page.locator("#agree").check()
            tab.press("Begin")
        in_every_light(tab)


SIDEWAYS = (
    "() => { const box = document.querySelector('.scroll'); return box.scrollWidth - box.clientWidth; }"
)


def in_every_light(tab: Tab) -> None:
    """Look at a page as wide as a desk, then as narrow as a phone, each in light and dark; it stays narrow."""
    for frame in (DESK, PHONE):
        tab.page.set_viewport_size(frame["viewport"])
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            tab.check()


class TestShortForms:
    def test_a_client_finds_every_form_and_meets_its_first_page(self, server: Server, phone: Tab) -> None:
        phone.sign_in(server.somebody("CLIENT", CONFIRMED)).visit("/questionnaires")
        for code in ("screening", "phq9", "gad7", "personal_info"):
            phone.visit(f"/questionnaires/{code}")
            phone.page.locator("[form=begin].btn").click()
            phone.settle()
            assert phone.page.locator("main [name^='q-']").count()
