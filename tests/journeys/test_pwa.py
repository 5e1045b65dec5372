"""The installed app: manifest and icons, no network, and a new version while a page is open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import serving
from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.serving import Server

CONTROLLED = "() => navigator.serviceWorker.controller !== null"
STYLES = "() => [...document.styleSheets].map(sheet => sheet.href).join(' ')"


def installed(tab: Tab, path: str) -> Page:
    """Open a page and wait until the service worker stands behind it and speaks its language."""
    tab.visit(path)
    tab.page.wait_for_function(CONTROLLED)
    until_true(tab.page, "() => caches.has('kangyue-words')")
    return tab.page


class TestInstall:
    def test_the_browser_finds_nothing_missing(self, phone: Tab) -> None:
        page = installed(phone, "/promise")
        session = phone.context.new_cdp_session(page)
        assert session.send("Page.getAppManifest")["errors"] == []
        wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one for one in wrong if one["errorId"] != "in-incognito"] == []


class TestOffline:
    def test_a_calm_page_in_the_own_language_and_back_again(self, phone: Tab) -> None:
        # Given the app is on the phone, when the network goes
        page = installed(phone, "/promise")
        phone.context.set_offline(True)
        page.wait_for_function("() => document.querySelector('#notes').textContent.trim() !== ''")
        # Then any page says so, with all its colours
        page.goto(f"{phone.base}/health")
        assert phone.reads("No network just now")
        assert page.evaluate("() => getComputedStyle(document.body).maxWidth") == "480px"
        phone.troubles.clear()
        # And the page opens by itself once the network is back
        phone.context.set_offline(False)
        page.wait_for_url("**/sign-in?next=/health")

    def test_no_page_of_a_signed_in_person_is_kept(self, phone: Tab, server: Server) -> None:
        phone.sign_in(server.somebody("CLIENT"))
        page = installed(phone, "/health")
        page.reload()
        kept = page.evaluate(
            "async () => { const found = []; for (const name of await caches.keys())"
            " for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);"
            " return found; }"
        )
        assert [
            path
            for path in kept
            if not path.startswith(
                (
                    "/static/",
                    "/offline",
                    "/unsent",
                    "/q/offline",
                    "/exams/offline",
                    "/diet/offline",
                    "/complaints/offline",
                )
            )
        ] == []


@pytest.fixture
def own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the application, to be changed while a page is open."""
    for part in ("webapp", "static", "templates", "translations", "migrations"):
        shutil.copytree(serving.ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(serving.ROOT / "wsgi.py", tmp_path)
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    return tmp_path


class TestUpdate:
    def test_an_open_page_is_told_in_its_language_and_loads_the_new_version(
        self, open_tab: OpenTab, own_copy: Path, seeded: Path
    ) -> None:
        state = own_copy / "state"
        shutil.copytree(seeded, state)
        port = serving.free_port()
        tabs = [open_tab("zh-Hans"), open_tab("en")]
        # Given pages of the first version
        with serving.serving(state, port):
            firsts = [seen_first(tab, f"http://localhost:{port}") for tab in tabs]
        # When a second version is deployed
        with (own_copy / "static" / "css" / "base.css").open("a") as styles:
            styles.write(".second-version{color:inherit}\n")
        with serving.serving(state, port):
            for tab, first in zip(tabs, firsts, strict=True):
                # Then each page says so, and loads it when asked
                load_when_asked(tab, first)
                # And without a network the new version is what is left
                tab.context.set_offline(True)
                tab.page.reload()
                assert tab.reads("No network just now")
                assert tab.page.evaluate(STYLES) != first


def seen_first(tab: Tab, base: str) -> str:
    """Open a page of the first version; gives its style sheets."""
    tab.base = base
    return str(installed(tab, "/promise").evaluate(STYLES))


def load_when_asked(tab: Tab, first: str) -> None:
    """Look for a new version, read that there is one, and take it."""
    tab.page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    tab.button("Load it").wait_for()
    tab.check()
    tab.button("Load it").click()
    tab.page.wait_for_function(f"(first) => ({STYLES})() !== first", arg=first)
    tab.troubles.clear()
