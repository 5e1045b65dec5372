"""axe-core on a page of a browser: all rules, the whole page, also where scripts may not run."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """([enhanced]) => axe.run(document, {
  resultTypes: ['violations', 'incomplete'], rules: {'color-contrast-enhanced': {enabled: enhanced}}})"""


@lru_cache(maxsize=1)
def source() -> str:
    """Give the source of axe-core (`make .browser` installs it)."""
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
    """A second window that shows what a window without JavaScript shows, so that axe can run on it."""

    def __init__(self, plain: Page) -> None:
        browser = plain.context.browser
        assert browser is not None
        assert plain.viewport_size is not None
        self.plain = plain
        self.page = browser.new_context(
            viewport=plain.viewport_size, reduced_motion="reduce", service_workers="block"
        ).new_page()
        self.page.route(lambda address: address == plain.url, lambda route: route.fulfill(body=self._html()))

    def _html(self) -> str:
        """Give the page as it is now: its scripts stay dead, what stands in for them is shown."""
        return re.sub(r"<script\b.*?</script>|</?noscript[^>]*>", "", self.plain.content(), flags=re.DOTALL)

    def faults(self) -> list[str]:
        """Look at the twin of the page as it is now."""
        self.page.goto(self.plain.url)
        return faults(self.page)

    def close(self) -> None:
        """Close the second window."""
        self.page.context.close()
