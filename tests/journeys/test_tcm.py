"""An old client is asked 33 questions, signs, a second person confirms; clients read and fill the shorter forms."""

from __future__ import annotations

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

CONFIRMED = 6
"""The ready-made client whose record of this year is confirmed."""


class TestAsk:
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
        # And when everything is asked, guidance is ticked and the person signs
        for question in desk.page.locator("fieldset").all():
            question.locator("input").first.check()
        desk.settle().press("See the result")
        desk.page.locator("#tcm-guidance input[value=DIET]").first.check()
        desk.press("Save the guidance")
        desk.page.locator("#name").fill(desk.page.locator("h1").inner_text())
        desk.press("Sign")
        record = desk.page.url
        # Then the same person cannot confirm, and somebody in another role can
        assert not desk.page.locator("#tcm-second").count()
        second = open_tab(language, desk=True).sign_in(server.somebody("BRANCH_MANAGER"))
        second.visit(record.partition("/desk")[1] + record.partition("/desk")[2]).press("Confirm the record")
        assert second.reads("confirmed")


class TestRead:
    def test_the_client_reads_the_record_of_the_year(self, server: Server, phone: Tab) -> None:
        phone.sign_in(server.somebody("CLIENT", CONFIRMED)).visit("/tcm")
        phone.page.locator("main .rows a").first.click()
        phone.settle()
        assert phone.reads("What was advised")


class TestShortForms:
    def test_a_client_finds_every_form_and_meets_its_first_page(self, server: Server, phone: Tab) -> None:
        phone.sign_in(server.somebody("CLIENT", CONFIRMED)).visit("/questionnaires")
        for code in ("screening", "phq9", "gad7", "personal_info"):
            phone.visit(f"/questionnaires/{code}")
            phone.page.locator("[form=begin].btn").click()
            phone.settle()
