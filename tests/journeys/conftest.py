"""Journeys: people at work in a real browser against a real server, on a copy of the demo."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import serving
from tests.browser import CHROMIUM, DESK, FLAGS, PHONE, Tab
from tests.serving import Server

OpenTab = Callable[..., Tab]
VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


@pytest.hookimpl(tryfirst=True)  # the groups are read by xdist's own hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys; without a browser they are skipped, or fail where CI counts on them."""
    missing = not Path(executable()).exists()
    for item in items:
        if "journeys" not in str(item.path):
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group(item.path.stem))
        if missing and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium fonts-noto-cjk"))


def executable() -> str:
    """Give the browser's path."""
    return os.environ.get("CHROME_PATH", CHROMIUM)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium."""
    return {"executable_path": executable(), "args": FLAGS}


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's state folder, made once for all parallel processes."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            serving.seed(folder)
            (folder / ".done").touch()
    return folder


@pytest.fixture(scope="module")
def server(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, on a fresh copy of the demo."""
    state = tmp_path_factory.mktemp("state")
    shutil.copytree(seeded, state, dirs_exist_ok=True)
    with serving.serving(state) as running:
        yield running


@pytest.fixture(params=["zh-Hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each journey is made in both languages."""
    return str(request.param)


@pytest.fixture
def open_tab(browser: Browser, server: Server) -> Iterator[OpenTab]:
    """`open_tab(language)`: a phone; `desk=True`: a desk; `script=False`: a phone without JavaScript."""
    tabs = []

    def opened(language: str, *, desk: bool = False, script: bool = True, **options: Any) -> Tab:
        frame: dict[str, Any] = {
            **(DESK if desk else PHONE),
            "locale": "en-GB" if language == "en" else "zh-CN",
            "java_script_enabled": script,
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**(frame | options))
        context.add_init_script(VIOLATIONS)
        context.set_default_timeout(10_000)
        tabs.append(Tab(context, server.address, language, script=script))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()


@pytest.fixture
def phone(open_tab: OpenTab, language: str) -> Tab:
    """A phone in one of the two languages."""
    return open_tab(language)


@pytest.fixture
def desk(open_tab: OpenTab, language: str) -> Tab:
    """A desk in one of the two languages."""
    return open_tab(language, desk=True)


@pytest.fixture
def plain_phone(open_tab: OpenTab, language: str) -> Tab:
    """A phone without JavaScript."""
    return open_tab(language, script=False)
