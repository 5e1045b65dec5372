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
from typing import Any

import pyotp
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from webapp.kernel.i18n import catalogue
from webapp.seed.sign_ins import PASSWORD, TOTP_SECRET

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
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


_used_codes: dict[str, int] = {}


class Faulty(AssertionError):
    """A page is not as every page must be."""


@lru_cache(maxsize=1)
def axe() -> str:
    """Give the source of axe-core (`make .browser` installs it)."""
    return AXE.read_text()


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
        self.page.wait_for_load_state("load")
        if self.script:
            self.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping')")
        return self.check()

    def sign_in(self, person: dict[str, str]) -> Tab:
        """Sign in one of the demo's people by the form of their door."""
        client = person["role"] == "CLIENT"
        self.visit("/sign-in/password" if client else "/sign-in/staff")
        self.page.locator("[name=phone]" if client else "[name=username]").fill(person["sign_in"])
        self.page.locator("[name=password]").fill(PASSWORD)
        if not client:
            self.page.locator("[name=code]").fill(_fresh_code(person["sign_in"]))
        self.page.locator("main form button").last.click()
        self.page.wait_for_load_state("load")
        if self.page.get_attribute("html", "lang") != self.language:
            self.page.locator(".tools [name=language]").click()
        self.settle()
        if "/sign-in" in self.page.url:
            raise Faulty(f"{person['sign_in']} was not let in")
        return self

    # What a person reads -------------------------------------------------------------------------

    def words(self, english: str, **values: object) -> str:
        """Give an English sentence as this tab shows it."""
        said = english
        if self.language != "en":
            found = catalogue().get(english, english)
            said = found if isinstance(found, str) else found[0]
        return said % values if values else said

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
        faults = [*self.troubles, *self._look()]
        if self.script:
            faults += self._axe()
        self.troubles.clear()
        if faults:
            raise Faulty(f"{self.page.url} ({self.language}):\n  " + "\n  ".join(map(str, faults)))
        return self

    def _look(self) -> list[str]:
        expected: dict[str, Any] = {"language": self.language, "untranslated": _chinese_of()}
        faults: list[str] = self.page.evaluate(
            f"(expected) => {{ {LOOK}; return look(expected); }}", expected
        )
        return faults

    def _axe(self) -> list[str]:
        """Run axe-core with all its rules on the whole page."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(axe())
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        return [
            f"axe {kind}: {rule['id']} {node['target']} {' '.join(node.get('failureSummary', '').split())[:300]}"
            for kind in ("violations", "incomplete")
            for rule in found[kind]
            for node in rule["nodes"]
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        expected = "the server responded with a status of 4" in message.text
        if not expected:
            self.troubles.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} from {response.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.troubles.append(f"a request to another host: {request.url}")


def _fresh_code(username: str) -> str:
    """Give a code this person has not used yet; each opens once, so this may wait half a minute."""
    step = max(int(time.time()) // 30, _used_codes.get(username, 0) + 1)
    while int(time.time()) // 30 < step - 1:  # the step to come is accepted too
        time.sleep(0.5)
    _used_codes[username] = step
    return pyotp.TOTP(TOTP_SECRET).at(step * 30)


@lru_cache(maxsize=1)
def _chinese_of() -> list[str]:
    """Give the English sentences that must not be read on a Chinese page."""
    return [english for english, chinese in catalogue().items() if english != chinese and "%" not in english]
