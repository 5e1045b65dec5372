"""A paper form typed at the desk, from the keyboard only, in a real browser."""

from __future__ import annotations

import re
import time

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.journeys.test_admin import register
from tests.serving import Server
from webapp.seed.questionnaires import HEALTHY

pytestmark = pytest.mark.same_windows


PHONES = {"zh-Hans": "139 0000 7101", "en": "139 0000 7102", "plain": "139 0000 7103"}
LONGEST_S = 240
QUESTIONS = 90
"""Typed in at most that time; this form puts a few fewer."""
FEWEST_QUESTIONS, MOST_QUESTIONS = 70, 150
LONG = HEALTHY | {
    "conditions": ["hypertension", "diabetes"],
    "diabetes-year": 2015,
    "allergy": True,
    "allergy-details": "penicillin",
    "passive-smoking": True,
    "passive-smoking-years": 12,
    "work-exposure": ["asbestos"],
    "work-exposure-years": 3,
    "cooking-fumes": True,
    "cooking-fumes-years": 20,
    "smoking": "former",
    "smoking-amount": 15,
    "smoking-years": 18,
    "smoking-quit-years": 6,
    "auditc-1": "2",
    "auditc-2": "1",
    "auditc-3": "1",
}
"""Somebody to whom nearly every question of the form is put."""


def begin(desk: Tab, phone: str) -> str:
    """Register a client and begin the paper form of the health questionnaire; gives its address."""
    register(desk, phone)
    found = re.search(r"/desk/clients/([a-z0-9]{20})", desk.page.url)
    assert found
    where = f"/desk/clients/{found[1]}/questionnaires/hra/paper"
    desk.visit(where).choose("The client agreed in writing that the answers are kept here.").press("Begin")
    return where


def focused(desk: Tab) -> tuple[str, str, list[str]]:
    """Give linkId, kind and choices of the question that has the focus; an empty linkId on the last button."""
    asked = desk.page.evaluate(
        """() => { const box = document.activeElement.closest('[data-ask]');
          return box ? [box.dataset.ask, document.activeElement.type,
            [...box.querySelectorAll('.pick input')].map((one) => one.value)] : ['', '', []]; }"""
    )
    return asked[0], asked[1], asked[2]


def type_answer(desk: Tab, link_id: str, kind: str, choices: list[str]) -> None:
    """Answer the question that has the focus by its keys."""
    fact = LONG.get(link_id)
    if fact is None:
        return
    told = [str(one).lower() if isinstance(one, bool) else str(one) for one in _each(fact)]
    for word in told:
        if kind in ("radio", "checkbox"):
            desk.page.keyboard.press("1234567890abcdefghij"[choices.index(word)])
        else:
            desk.page.keyboard.type(word)


def _each(fact: object) -> list[object]:
    return list(fact) if isinstance(fact, list) else [fact]


def type_all(desk: Tab) -> int:
    """Type the whole form, Enter after Enter; gives the number of questions that were asked."""
    desk.page.wait_for_selector("#part[data-ready]")
    for count in range(MOST_QUESTIONS):
        link_id, kind, choices = focused(desk)
        if not link_id:
            return count
        type_answer(desk, link_id, kind, choices)
        desk.page.keyboard.press("Enter")
    raise AssertionError("the form does not end")


class TestPaper:
    @pytest.mark.mainly("en")
    def test_the_whole_form_is_typed_without_a_mouse_in_under_four_minutes(
        self, server: Server, desk: Tab, language: str, record_property: pytest.RecordProperty
    ) -> None:
        # Given a client whose signed form lies on the desk
        desk.sign_in(server.somebody("HEALTH_MANAGER"))
        begin(desk, PHONES[language])
        # When every answer is typed, key by key
        began = time.monotonic()
        count = type_all(desk)
        with desk.page.expect_navigation():
            desk.page.keyboard.press("Enter")
        desk.settle()
        took = time.monotonic() - began
        record_property("seconds", round(took, 1))
        record_property("questions", count)
        print(f"paper form: {count} questions in {took:.1f} s")
        # Then nothing is open, and it is sent under the typist's name
        assert desk.reads("Check before you send")
        assert took / count <= LONGEST_S / QUESTIONS
        assert count >= FEWEST_QUESTIONS
        desk.press("Send under my name")
        assert "/questionnaires/" in desk.page.url

    def test_shift_and_enter_go_back_and_hidden_questions_are_passed_over(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        desk = open_tab("en", desk=True).sign_in(server.somebody("HEALTH_MANAGER", 1))
        begin(desk, "139 0000 7104")
        desk.page.wait_for_selector("#part[data-ready]")
        first = focused(desk)[0]
        desk.page.keyboard.press("Enter")
        assert focused(desk)[0] != first
        desk.page.keyboard.press("Shift+Enter")
        assert focused(desk)[0] == first
        assert desk.page.locator("[data-ask=smoking-amount]").is_hidden()
        desk.page.locator("[name=q-smoking]").nth(2).check(force=True)
        assert desk.page.locator("[data-ask=smoking-amount]").is_visible()

    def test_it_works_without_javascript(self, server: Server, open_tab: OpenTab) -> None:
        desk = open_tab("en", desk=True, script=False).sign_in(server.somebody("HEALTH_MANAGER", 1))
        begin(desk, PHONES["plain"])
        desk.page.locator("[name=q-sleep-hours]").fill("7.5")
        desk.press("Save and check")
        assert desk.reads("Check before you send")
        desk.follow("Go on typing")
        assert desk.page.locator("[name=q-sleep-hours]").input_value() == "7.5"
