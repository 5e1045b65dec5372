"""What a page weighs on a phone that has nothing cached (see tests/weighing.py), in kilobytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS, PHONE
from tests.weighing import Scale


@dataclass(frozen=True)
class Weight:
    """Kilobytes (1024) over the wire, headers and idle loads included; what the worker keeps is told apart."""

    total_kb: float
    first_kb: float
    html_kb: float
    requests: int
    kept_kb: float


def weigh(base: str, pages: dict[str, tuple[str, str]]) -> dict[str, Weight]:
    """Weigh pages: name → (path, cookie)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH", CHROMIUM), args=FLAGS
        )
        found = {name: _weigh_one(browser, base, *page) for name, page in pages.items()}
        browser.close()
    return found


def _weigh_one(browser: Any, base: str, path: str, cookie: str) -> Weight:
    context = browser.new_context(**PHONE, service_workers="block", locale="zh-CN")
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": base}])
    found = Scale(context.new_page(), base).weigh(path)
    context.close()
    whole, first, html, kept = (
        round(size / 1024, 2) for size in (found.whole, found.first, found.html, found.kept)
    )
    return Weight(whole, first, html, found.requests, kept)
