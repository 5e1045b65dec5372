"""A phone that can die: Chromium with a folder of its own, killed with all its processes at any moment."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright, TimeoutError

from tests.browser import CHROMIUM, FLAGS, PHONE
from webapp.seed.sign_ins import PASSWORD

CONTROLLED = "() => navigator.serviceWorker.controller !== null"
WITHOUT_SYNC = "delete self.ServiceWorkerRegistration?.prototype.sync; delete self.SyncManager;"
LOCKS = ("SingletonLock", "SingletonSocket", "SingletonCookie")
Hear = Callable[[str], None]


class Phone:
    """One person's phone. `hear` gets each line that the page's own script writes to the console."""

    def __init__(
        self, playwright: Playwright, folder: Path, base: str, hear: Hear = lambda line: None
    ) -> None:
        self.playwright = playwright
        self.folder = folder
        self.base = base
        self.hear = hear
        self.cookies: Any = []
        self.scripts: list[str] = []
        self.context: BrowserContext

    def start(self) -> Page:
        """Switch the phone on; who was signed in still is."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=os.environ.get("CHROME_PATH", CHROMIUM),
            args=FLAGS,
            **PHONE,  # type: ignore[arg-type]
        )
        self.context.set_default_timeout(15_000)
        self.context.add_cookies(self.cookies)
        for script in self.scripts:
            self.context.add_init_script(script)
        page = self.context.pages[0]
        page.on("console", self._hear)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def sign_in(self, page: Page, person: dict[str, str]) -> None:
        """Sign a client in, and wait until the service worker stands behind the page."""
        page.goto(f"{self.base}/sign-in/password")
        page.locator("[name=phone]").fill(person["sign_in"])
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").last.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        self.cookies = self.context.cookies()
        for _ in range(3):
            with suppress(
                TimeoutError
            ):  # an installation that a busy machine broke is tried again by the next page
                page.wait_for_function(CONTROLLED)
                return
            page.reload()
        raise Error("no service worker stands behind the page")

    def processes(self) -> list[psutil.Process]:
        """List the browser's processes, the first one first."""
        mark = f"--user-data-dir={self.folder}"
        found = [one for one in psutil.Process().children(recursive=True) if mark in _command(one)]
        return [*found, *(child for one in found for child in one.children(recursive=True))]

    def kill(self) -> None:
        """Kill every process of the browser at once, as an empty battery does; call from any thread."""
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def bury(self) -> None:
        """Clear away what the killed browser left, so that it starts again."""
        with suppress(Error):
            self.context.close()
        for name in LOCKS:
            (self.folder / name).unlink(missing_ok=True)

    def _hear(self, message: ConsoleMessage) -> None:
        self.hear(message.text)


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


@contextmanager
def switched_on(phone: Phone) -> Iterator[Page]:
    """Use a phone, then switch it off in peace."""
    page = phone.start()
    try:
        yield page
    finally:
        phone.context.close()


def until(true: Callable[[], Any], patience: float, pause: float = 0.05) -> float:
    """Wait until something is true; gives the seconds it took, infinity when it never was."""
    begun = time.monotonic()
    while not _holds(true):
        if time.monotonic() - begun > patience:
            return float("inf")
        time.sleep(pause)
    return time.monotonic() - begun


def _holds(true: Callable[[], Any]) -> bool:
    """Ask; a page that is just being loaded cannot say yet."""
    with suppress(Error):
        return bool(true())
    return False
