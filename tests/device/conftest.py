"""A phone without the house: the page's own modules in Chromium, and a server that takes or refuses as a test says."""

from __future__ import annotations

import json
import mimetypes
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.browser import CHROMIUM, FLAGS
from webapp.kernel import assets, i18n
from webapp.kernel.i18n import Language

PERSON = "0123456789abcdefghij"
PAGE = """<!doctype html><html lang="{language}" data-person="{person}"><title>A phone</title>{unsent}
<main><h1>A form</h1><form id="certify-form" method="dialog"><input type="checkbox" name="certify" checked>
<input name="name" value="Shen Zhihe"><input name="drawn"><input name="signer" value="OWN"></form></main>
<footer class="dock"></footer><template id="filling-waiting"><h2 tabindex="-1" data-waiting>Waits</h2>
<button data-change></button></template>"""
TIMERS = """() => {
  const { setTimeout: soon, clearTimeout: never } = window;
  window.pauses = [];
  window.setTimeout = (act, ms = 0) => (ms < 3000 ? soon(act, ms) : window.pauses[window.pauses.push({ act, ms }) - 1]);
  window.clearTimeout = (timer) => (timer?.ms ? (window.pauses = window.pauses.filter((one) => one !== timer)) : never(timer));
}"""
"""What would come by itself after three seconds and more does not: it is listed, and comes when a test says so."""


def executable() -> str:
    return os.environ.get("CHROME_PATH", CHROMIUM)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped, or fail where CI counts on them."""
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.flaky(reruns=2))  # as journeys: a crowded machine may drop a navigation
        if not Path(executable()).exists() and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium fonts-noto-cjk"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium."""
    return {"executable_path": executable(), "args": FLAGS}


@dataclass
class Server:
    """Takes what a phone sends. `answers`: the next statuses, 201 when there are none; 503 for all while `away`."""

    house: Flask
    address: str = ""
    away: bool = False
    pause: float = 0
    answers: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 0
    busy: int = 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        if request.method == "POST":
            return self._take(request)(environ, start)
        if request.path.startswith("/static/js/source/"):
            return _script(request.path.removeprefix("/static/js/source/"))(environ, start)
        if request.path == "/phone":
            return self._page(request.args.get("language", "en"))(environ, start)  # type: ignore[arg-type]
        return self.house.wsgi_app(environ, start)

    def _take(self, request: Request) -> Response:
        key = request.headers["Idempotency-Key"]
        self.asked.append(key)
        self.busy += 1
        self.at_once = max(self.at_once, self.busy)
        time.sleep(self.pause)
        status = 503 if self.away else self.answers.pop(0) if self.answers else 201
        if status == 201 and key not in [one["key"] for one in self.taken]:
            self.taken.append({"key": key, **request.get_json()})
        self.busy -= 1
        words = {"receipt": "/phone?sent"} if status == 201 else {"error": "No."}
        headers = {"X-Person": request.headers["X-Person"]}
        return Response(json.dumps(words), status, headers, mimetype="application/json")

    def _page(self, language: Language) -> Response:
        with self.house.test_request_context("/"), i18n.speaking(language):
            unsent = render_template("layouts/_unsent.html")
        return Response(PAGE.format(language=language, person=PERSON, unsent=unsent), mimetype="text/html")


def _script(name: str) -> Response:
    found = assets.SOURCE / "js" / name
    return Response(found.read_bytes(), mimetype=mimetypes.guess_type(name)[0])


@pytest.fixture(scope="module")
def running(house: Flask) -> Iterator[Server]:
    """The server of a module."""
    found = Server(house)
    served = make_server("localhost", 0, found, threaded=True)
    found.address = f"http://localhost:{served.server_port}"
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield found
    served.shutdown()
    thread.join()


@pytest.fixture
def server(running: Server) -> Server:
    """The server as if nothing had been sent yet."""
    running.away, running.pause, running.at_once = False, 0, 0
    for kept in (running.answers, running.asked, running.taken):
        kept.clear()  # type: ignore[attr-defined]
    return running


class Phone:
    """One person's browser."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.server = server

    def open(self, language: str = "en", before: str = "() => {}") -> Page:
        """Open a page; `before` runs in it before everything else."""
        page = self.context.new_page()
        page.add_init_script(f"({TIMERS})(); ({before})();")
        page.goto(f"{self.server.address}/phone?language={language}")
        return page

    def waiting(self, language: str = "en", before: str = "() => {}") -> Page:
        """Open a page on which something was finished while the server was away."""
        self.server.away = True
        page = self.open(language, before)
        page.evaluate(FINISH)
        page.wait_for_function("() => document.querySelector('[data-unsent]').checkVisibility()")
        self.server.away = False
        return page


FINISH = """async () => {
  const here = await import("/static/js/source/device/here.js");
  const sent = { kind: "response", url: "/questionnaires/hra/responses", label: "HRA", place: "questionnaires/hra", page: "/", body: {} };
  const { sending } = await here.finish(sent);
  await sending;
}"""


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Phone]:
    """A phone that has nothing of anybody yet."""
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(5_000)
    yield Phone(context, server)
    context.close()


def until(true: Callable[[], bool], patience: float = 5) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
