"""What a page weighs on a phone that has nothing cached: bytes and requests as transferred."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS, PHONE


@dataclass(frozen=True)
class Weight:
    """Kilobytes (1024) over the wire, headers included, and the number of requests."""

    total_kb: float
    html_kb: float
    requests: int


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
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda said: kinds.__setitem__(said["requestId"], said["type"]))
    wire.on(
        "Network.loadingFinished",
        lambda said: sizes.__setitem__(said["requestId"], said["encodedDataLength"]),
    )
    page.goto(base + path, wait_until="networkidle")
    context.close()
    html = sum(size for request, size in sizes.items() if kinds.get(request) == "Document")
    return Weight(round(sum(sizes.values()) / 1024, 2), round(html / 1024, 2), len(sizes))
