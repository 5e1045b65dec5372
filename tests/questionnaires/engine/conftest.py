"""The page's engine in Chromium: the served modules, under the application's own security policy."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser import CHROMIUM, FLAGS
from tests.questionnaires.engine.outcomes import Case, dump, load
from webapp.questionnaires.rules.validation.issues import sentences

SCRIPT = "\n".join(
    line for line in (Path(__file__).parent / "page.js").read_text().splitlines() if not line.startswith("//")
)


def executable() -> str:
    return os.environ.get("CHROME_PATH", CHROMIUM)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped, or fail where CI counts on them."""
    if Path(executable()).exists() or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser") and "questionnaires" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium fonts-noto-cjk"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium."""
    return {"executable_path": executable(), "args": FLAGS}


class Engine:
    """The page's engine: give it cases, get its outcomes."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.violations: list[str] = []
        page.on("console", lambda message: self.violations.append(message.text))

    def outcomes(self, cases: list[Case]) -> list[Any]:
        """Ask the page; a questionnaire that several cases share is sent and read once."""
        forms = {id(case["questionnaire"]): case["questionnaire"] for case in cases}
        places = {key: place for place, key in enumerate(forms)}
        asked = [{**case, "questionnaire": places[id(case["questionnaire"])]} for case in cases]
        text = dump({"forms": list(forms.values()), "cases": asked})
        given = {"engine": self.address, "text": text, "sentences": sentences()}
        found: list[Any] = load(self.page.evaluate(SCRIPT, given))
        return found


@pytest.fixture(scope="module")
def served(house: Flask) -> Iterator[str]:
    """The application's own pages and modules, served on a free port."""
    server = make_server("localhost", 0, house, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def engine(browser: Browser, served: str) -> Iterator[Engine]:
    """A page of the application with the engine at hand."""
    from webapp.kernel import assets

    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(served + "/sign-in")
    assert answer
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    yield Engine(page, assets.asset("js/questionnaires/engine.js"))
    context.close()
