"""axe-core on a page of a browser: all rules, the whole page, also where scripts may not run.

A page of a shape in which axe found nothing is not asked about again in the same run: its elements,
classes, states, roles, language and window are those of before, only the words are others.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
# Nothing is loaded beforehand: that is for pages with sound or films, and none has one (they would be incomplete).
RUN = """([enhanced]) => axe.run(document, { preload: false,
  resultTypes: ['violations', 'incomplete'], rules: {'color-contrast-enhanced': {enabled: enhanced}}})"""
SHAPE = (Path(__file__).parent / "shape.js").read_text()
_sound: set[str] = set()
"""Digests of the shapes in which axe found nothing: it is not asked again about other words in them."""
SHARED = Path(os.environ["KANGYUE_RUN"]) / "sound" if os.environ.get("KANGYUE_RUN") else None
"""Where the parallel processes of one `make test` tell each other such shapes."""


@cache
def source() -> str:
    """Give the source of axe-core (`make browser-tools` installs it)."""
    return AXE.read_text()


def faults(page: Page) -> list[str]:
    """Give every violation and everything axe could not decide; large type must reach 7:1."""
    return _unless_sound(page, lambda: _asked(page))


def _unless_sound(page: Page, ask: Callable[[], list[str]]) -> list[str]:
    """Ask, unless the page has a shape in which nothing was found before."""
    drawn = page.evaluate(f"() => {{ {SHAPE}; return shape(); }}")
    shape = hashlib.blake2b(drawn.encode(), digest_size=16).hexdigest()
    found = [] if _is_known(shape) else ask()
    if not found:
        _remember(shape)
    return found


def _is_known(shape: str) -> bool:
    return shape in _sound or (SHARED is not None and (SHARED / shape).exists())


def _remember(shape: str) -> None:
    _sound.add(shape)
    if SHARED is not None:
        SHARED.mkdir(exist_ok=True)
        (SHARED / shape).touch()


def _asked(page: Page) -> list[str]:
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
        return _unless_sound(plain, lambda: self._asked(plain))

    def _asked(self, plain: Page) -> list[str]:
        assert plain.viewport_size is not None
        self.page.set_viewport_size(plain.viewport_size)
        html = _html(plain)
        self.page.route(lambda address: address == plain.url, lambda route: route.fulfill(body=html))
        self.page.goto(plain.url)
        found = _asked(self.page)
        self.page.unroute_all()
        return found


@cache
def twin_in(browser: Browser) -> Twin:
    """Give the second window of a browser: one is enough for all its tabs."""
    return Twin(browser)


def _html(plain: Page) -> str:
    """Give a page as it is now: its scripts stay dead, what stands in for them is shown."""
    return re.sub(r"<script\b.*?</script>|</?noscript[^>]*>", "", plain.content(), flags=re.DOTALL)
