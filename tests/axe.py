"""axe-core on a page of a browser: all rules, the whole page, also where scripts may not run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """([enhanced]) => axe.run(document, {
  resultTypes: ['violations', 'incomplete'], rules: {'color-contrast-enhanced': {enabled: enhanced}}})"""


@cache
def source() -> str:
    """Give the source of axe-core (`make browser-tools` installs it)."""
    return AXE.read_text()


def faults(page: Page) -> list[str]:
    """Give every violation and everything axe could not decide; large type must reach 7:1."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    elder = page.evaluate("() => document.documentElement.dataset.mode === 'elder'")
    return list(_said(page.evaluate(RUN, [elder])))


def _said(found: dict[str, Any]) -> list[str]:
    return [
        f"axe {kind}: {rule['id']} {node['target']} {' '.join(node.get('failureSummary', '').split())[:300]}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
    ]


class Twin:
    """A second window that shows what windows without JavaScript show, so that axe can run on it."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(reduced_motion="reduce", service_workers="block").new_page()

    def faults(self, plain: Page) -> list[str]:
        """Look at the twin of a page as it is now."""
        assert plain.viewport_size is not None
        self.page.set_viewport_size(plain.viewport_size)
        html = _html(plain)
        self.page.route(lambda address: address == plain.url, lambda route: route.fulfill(body=html))
        self.page.goto(plain.url)
        found = faults(self.page)
        self.page.unroute_all()
        return found


@cache
def twin_in(browser: Browser) -> Twin:
    """Give the second window of a browser: one is enough for all its tabs."""
    return Twin(browser)


def _html(plain: Page) -> str:
    """Give a page as it is now: its scripts stay dead, what stands in for them is shown."""
    return re.sub(r"<script\b.*?</script>|</?noscript[^>]*>", "", plain.content(), flags=re.DOTALL)
