"""What a page weighs on a phone that has nothing of it yet: every byte that travels, headers included.

Three sums, told apart: what comes before the page stands, all that it loads by itself (idle loads included), and what
the service worker fetches behind it to keep for times without a network.
"""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import dataclass
from typing import Any

import brotli
from playwright.sync_api import Page

IDLE = 1_500  # ms in which what waits for an idle phone begins
_KEPT = re.compile(r"KEPT = (\[.*?\]);")
_IMPORTED = re.compile(r'from "(/static/[^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes over the wire and numbers of requests."""

    html: int
    first: int
    whole: int
    requests: int
    kept: int

    def __str__(self) -> str:
        kb = [f"{size / 1024:.1f}" for size in (self.html, self.first, self.whole, self.kept)]
        return "HTML {} KB, first {} KB, whole {} KB in {} requests; the worker keeps {} KB more".format(
            *kb[:3], self.requests, kb[3]
        )


class Scale:
    """Weighs one visit; its page's context lets no worker in (`service_workers="block"`)."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.asked: dict[str, tuple[str, float]] = {}
        self.sizes: dict[str, int] = {}
        self.stands = 0.0
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._finished)
        session.on("Page.domContentEventFired", self._stood)
        session.send("Page.enable")
        session.send("Network.enable")

    def weigh(self, path: str) -> Weight:
        """Open a page and wait until it wants nothing more."""
        answer = self.page.goto(self.base + path, wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        self.page.wait_for_timeout(IDLE)
        self.page.wait_for_load_state("networkidle")
        urls = {url.removeprefix(self.base) for url, _when in self.asked.values()}
        first = [size for one, size in self.sizes.items() if self.asked[one][1] <= self.stands]
        html = self.sizes[next(iter(self.asked))]
        return Weight(html, sum(first), sum(self.sizes.values()), len(self.sizes), kept(self.base, urls))

    def _asked(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"], event["timestamp"]

    def _stood(self, event: dict[str, Any]) -> None:
        self.stands = event["timestamp"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])


def kept(base: str, loaded: set[str]) -> int:
    """Weigh the worker and all that it fetches when it is new, but for what the page has `loaded`."""
    size, worker = _fetched(f"{base}/sw.js")
    text = brotli.decompress(worker).decode()
    found = _KEPT.search(text)
    assert found
    wanted = {*_IMPORTED.findall(text), *json.loads(found[1])} - loaded
    return size + sum(_fetched(base + path)[0] for path in wanted)


def _fetched(url: str) -> tuple[int, bytes]:
    """Give the bytes of an answer, its head included, and its body as it travels."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        body = answer.read()
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return len(body) + head, body
