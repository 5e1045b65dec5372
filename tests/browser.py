"""A person's browser that looks at every page it opens, as engineering asks for each step.

`Tab` follows links, presses buttons and fills fields by the words a person reads, in the language
of the tab: tests name them in English. After every step the page is checked: language, headings,
title, ids, labels, linked errors, targets, translated words, axe 0 violations and 0 incomplete, no
violation of the content security policy, no error in the console, no answer of 5xx.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response

from tests import axe, doors
from webapp.kernel.i18n import catalogue

LOOK = (Path(__file__).parent / "look.js").read_text()
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
CHROMIUM = "/usr/lib/chromium/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


EXPECTED = ("the server responded with a status of 4", "Service Worker registration blocked by Playwright")


OVERTAKEN = "Execution context was destroyed"
LOOKS = 3
"""A page may go on to the next one while it is looked at: then the next one is looked at instead."""


def until_true(page: Page, script: str, arg: object = None, patience: float = 20) -> None:
    """Wait until what an asynchronous script promises is true, whatever page stands there by then.

    Playwright's `wait_for_function` takes the promise itself for true, and waits for nothing.
    """
    deadline = time.monotonic() + patience
    while not _promised(page, script, arg):
        if time.monotonic() > deadline:
            raise Faulty(f"it never came true: {script}")
        time.sleep(0.05)


def _promised(page: Page, script: str, arg: object) -> bool:
    try:
        return bool(page.evaluate(script, arg))
    except Error as error:
        if OVERTAKEN not in str(error):
            raise
        return False


class Faulty(AssertionError):
    """A page is not as every page must be."""


class Tab:
    """One tab of one person, in one language."""

    def __init__(self, context: BrowserContext, base: str, language: str, *, script: bool = True) -> None:
        self.context = context
        self.base = base
        self.language = language
        self.script = script
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.page.on("response", self._answered)
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: dialog.accept())

    # What a person does -----------------------------------------------------------------------

    def visit(self, path: str) -> Tab:
        """Open an address and look at the page."""
        self.page.goto(self.base + path)
        return self.check()

    def follow(self, english: str, **values: object) -> Tab:
        """Click the first link whose name begins with these words, and look."""
        self.link(english, **values).click()
        return self.settle()

    def press(self, english: str, **values: object) -> Tab:
        """Press the first button whose name begins with these words, and look."""
        self.button(english, **values).click()
        return self.settle()

    def fill(self, english: str, value: str) -> Tab:
        """Type into the field with this label."""
        self.field(english).fill(value)
        return self

    def choose(self, english: str, **values: object) -> Tab:
        """Choose the radio button or tick box with this label."""
        box = self.page.get_by_label(self.words(english, **values), exact=True).first
        box.check(force=True)
        return self

    def settle(self) -> Tab:
        """Wait until the page is still, and look at it."""
        for _ in range(LOOKS - 1):
            try:
                return self._settled()
            except Error as error:
                if OVERTAKEN not in str(error):
                    raise
        return self._settled()

    def _settled(self) -> Tab:
        self.page.wait_for_load_state("load")
        if self.script:
            self.page.wait_for_function(
                "() => !document.querySelector('.htmx-request, .htmx-swapping, [aria-busy=true]')"
            )
        return self.check()

    def sign_in(self, person: dict[str, str], *, by_hand: bool = False) -> Tab:
        """Let one of the demo's people in, with the session of an earlier tab where there is one.

        Through the pages of their door only `by_hand` or without JavaScript; else the next page is theirs to open.
        """
        if by_hand or not self.script:
            doors.come_in(self, person)
        elif not doors.come_back(self, person):
            doors.come_in_at_once(self, person)
            if not doors.come_back(self, person):
                raise Faulty(f"{person['sign_in']} was not let in")
        if "/sign-in" in self.page.url:
            raise Faulty(f"{person['sign_in']} was not let in")
        return self

    def renew(self) -> None:
        """Make the window as new for the next person: nobody is signed in, nothing is stored or pretended."""
        self.page.unroute_all()
        self.context.set_offline(False)
        self.context.clear_cookies()
        self.page.goto(f"{self.base}/healthz")  # a page without scripts
        self.page.evaluate("() => sessionStorage.clear()")
        stored = {"origin": self.base, "storageTypes": "indexeddb,local_storage"}
        session = self.context.new_cdp_session(self.page)
        session.send("Storage.clearDataForOrigin", stored)
        session.detach()
        self.troubles.clear()

    def close(self) -> None:
        """Close the tab and all that belongs to it."""
        self.context.close()

    # What a person reads -------------------------------------------------------------------------

    def words(self, english: str, **values: object) -> str:
        """Give an English sentence as this tab shows it."""
        said = english
        if self.language != "en":
            found = catalogue().get(english, english)
            said = found if isinstance(found, str) else found[0]
        return said % values if values else said

    def name(self, person: dict[str, str]) -> str:
        """Give the name of one of the demo's people as this tab writes it."""
        return person["name_en" if self.language == "en" else "name_zh"]

    def link(self, english: str, **values: object) -> Locator:
        """Find a link by the beginning of its name."""
        return self.page.get_by_role("link", name=self._beginning(english, **values)).first

    def button(self, english: str, **values: object) -> Locator:
        """Find a button by the beginning of its name."""
        return self.page.get_by_role("button", name=self._beginning(english, **values)).first

    def field(self, english: str) -> Locator:
        """Find a field by its label."""
        return self.page.get_by_label(self._beginning(english)).first

    def reads(self, english: str, **values: object) -> bool:
        """Tell whether these words stand on the page."""
        words = self.words(english, **values)
        return words in re.sub(r"\s+", " ", self.page.inner_text("body"))

    def _beginning(self, english: str, **values: object) -> re.Pattern[str]:
        return re.compile(r"^\s*" + re.escape(self.words(english, **values)))

    # What every page must be --------------------------------------------------------------------

    def check(self) -> Tab:
        """Raise `Faulty` with all that is wrong with the page as it is now."""
        faults = [*self.look(), *self._axe()]
        if faults:
            raise Faulty(f"{self.page.url} ({self.language}):\n  " + "\n  ".join(map(str, faults)))
        return self

    def look(self) -> list[str]:
        """Give what is wrong with the page to the eye, and what went wrong since the last look."""
        troubles, self.troubles[:] = list(self.troubles), []
        seen: dict[str, list[str]] = self.page.evaluate(
            f"(expected) => {{ {LOOK}; return look(expected); }}", {"language": self.language}
        )
        foreign = [
            f"English on a Chinese page: “{words}”" for words in seen["latin"] if words in _chinese_of()
        ]
        return troubles + seen["faults"] + foreign

    def _axe(self) -> list[str]:
        if self.script:
            return axe.faults(self.page)
        assert self.context.browser is not None
        return axe.twin_in(self.context.browser).faults(self.page)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if not any(words in message.text for words in EXPECTED):
            self.troubles.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} from {response.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.troubles.append(f"a request to another host: {request.url}")


@lru_cache(maxsize=1)
def _chinese_of() -> frozenset[str]:
    """Give the English sentences that must not be read on a Chinese page."""
    return frozenset(one for one, chinese in catalogue().items() if one != chinese and "%" not in one)
