"""Journeys: people at work in a real browser against a real server, on a copy of the demo."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser

from tests import serving
from tests.browser import CHROMIUM, DESK, FLAGS, PHONE, Tab
from tests.serving import Server

OpenTab = Callable[..., Tab]
SOFT = {"device_scale_factor": 1}  # nobody looks at the pixels here: a quarter of them is drawn sooner
PLUGGED = {"service_workers": "block"}  # what the phone keeps for bad days is no matter of a desk
AGAIN = pytest.mark.flaky(reruns=2)  # a whole browser on a crowded machine; who had to try again is printed
VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys; without a browser they are skipped, or fail where CI counts on them."""
    missing = not Path(executable()).exists()
    for item in items:
        if "journeys" not in str(item.path):
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(AGAIN)
        if _in_the_other_language(item):
            item.add_marker(pytest.mark.long)
        if missing and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium fonts-noto-cjk"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A second try finds the file's house and windows anew: what the first one wrote there would stand in its way."""
    if getattr(item, "execution_count", 1) == 1:
        return
    assert isinstance(item, pytest.Function)
    for made in chain.from_iterable(item._fixtureinfo.name2fixturedefs.values()):
        if made.scope == "module":
            made.finish(cast(Any, item._request))  # it only tells hooks who asks


def _in_the_other_language(item: pytest.Item) -> bool:
    """Tell whether a journey is made `mainly` in one language, and this is it in the other: `make long` makes both."""
    mainly, call = item.get_closest_marker("mainly"), getattr(item, "callspec", None)
    return (
        mainly is not None and call is not None and call.params.get("language") not in (None, mainly.args[0])
    )


def executable() -> str:
    """Give the browser's path."""
    return os.environ.get("CHROME_PATH", CHROMIUM)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Debian's Chromium."""
    return {"executable_path": executable(), "args": FLAGS}


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


class Windows:
    """The windows of a file's tests. One that is handed back is as new for the next test, only not as slow."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.idle: dict[str, list[Tab]] = defaultdict(list)

    def open(self, language: str, frame: dict[str, Any]) -> Tab:
        """Give a window that looks like this."""
        idle = self.idle[repr(frame)]
        tab = idle.pop() if idle else self._new(language, frame)
        tab.language = language
        return tab

    def _new(self, language: str, frame: dict[str, Any]) -> Tab:
        context = self.browser.new_context(**frame)
        context.add_init_script(VIOLATIONS)
        context.set_default_timeout(20_000)  # on a machine that does much else besides
        return Tab(context, self.base, language, script=frame["java_script_enabled"])

    def take_back(self, tab: Tab, frame: dict[str, Any]) -> None:
        """Keep a window for the next test."""
        tab.renew()
        self.idle[repr(frame)].append(tab)

    def close(self) -> None:
        """Close what nobody uses."""
        for tab in chain.from_iterable(self.idle.values()):
            tab.close()


@pytest.fixture(scope="module")
def windows(browser: Browser, server: Server) -> Iterator[Windows]:
    """The windows of this file."""
    found = Windows(browser, server.address)
    yield found
    found.close()


@pytest.fixture
def open_tab(windows: Windows, request: pytest.FixtureRequest) -> Iterator[OpenTab]:
    """`open_tab(language)`: a phone; `desk=True`: a desk; `script=False`: a phone without JavaScript."""
    tabs = []

    def opened(language: str, *, desk: bool = False, script: bool = True, **options: Any) -> Tab:
        frame: dict[str, Any] = {
            **(DESK | PLUGGED if desk else PHONE | SOFT),
            "locale": "en-GB" if language == "en" else "zh-CN",
            "java_script_enabled": script,
            "reduced_motion": "reduce",
            **options,
        }
        tab = windows.open(language, frame)
        tabs.append((tab, frame))
        return tab

    yield opened
    keep = request.node.get_closest_marker("same_windows") is not None
    for tab, frame in tabs:
        if keep:
            windows.take_back(tab, frame)
        else:
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
