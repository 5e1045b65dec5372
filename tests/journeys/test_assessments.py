"""A released report, read by its client."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows


class TestRead:
    def test_the_released_report_reads_well_in_both_languages_and_without_javascript(
        self, server: Server, phone: Tab, plain_phone: Tab
    ) -> None:
        for tab in (phone, plain_phone):
            read(tab.sign_in(server.somebody("CLIENT")))


def read(phone: Tab, *words: str) -> None:
    """Open the newest report, find these words on it, unfold what is folded, look at the paper."""
    phone.visit("/assessments").page.locator("main .rows a").first.click()
    phone.settle()
    for part in ("Part 2: what was measured", "Part 5: how likely diseases are", "Part 6: what we advise"):
        assert phone.reads(part)
    for said in words:
        assert phone.page.get_by_text(said).count() == 1
    if phone.script:
        phone.page.locator("summary").first.click()
        phone.page.evaluate(
            "() => scrollTo(0, 0)"
        )  # what the head covers while one scrolls, axe cannot judge
        phone.settle()
    phone.follow("To print")
    assert phone.reads("Part 1: what this rests on")
