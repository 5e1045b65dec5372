"""A form is filled while the whole browser is killed at random moments: what was shown as saved must be there."""

from __future__ import annotations

import json
import random
import threading
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page

from tests.faults.device import Phone, until
from tests.faults.proxy import Proxy

FORM = "/questionnaires/hra/parts/6"
LATEST = 3.0  # seconds until a kill
PATIENCE = 6.0  # seconds until a form opened again holds what the phone kept
FIELD = "main form .num input"
# Says what was typed, and what stood there when the page said it was saved, or still said so 300 ms after a touch.
WATCH = """(() => {
  const typed = {};
  const say = (what) => console.log("trial " + JSON.stringify(what));
  const place = () => document.getElementById("questionnaires-saved");
  const isSaved = () => place()?.dataset.said && /^\\s*(Saved|\u5df2)/.test(place().textContent);
  addEventListener("input", ({ target }) => {
    if (!target.name?.startsWith("q-")) return;
    typed[target.name] = target.value;
    say({ typed: { [target.name]: target.value } });
    const now = { ...typed };
    setTimeout(() => isSaved() && say({ shown: now }), 300);
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    const heard = () => isSaved() && say({ shown: { ...typed } });
    if (place()) new MutationObserver(heard).observe(place(), { childList: true, subtree: true, characterData: true });
  });
})();"""


@dataclass
class Diary:
    """What was typed into each field, oldest first, and which of it the page last called saved."""

    typed: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def hear(self, line: str) -> None:
        """Note what the page's watch wrote to the console."""
        if not line.startswith("trial "):
            return
        said = json.loads(line.removeprefix("trial "))
        for name, value in said.get("typed", {}).items():
            self.typed.setdefault(name, []).append(value)
            self.count += 1
        for name, value in said.get("shown", {}).items():
            last = len(self.typed[name]) - 1 - self.typed[name][::-1].index(value)
            self.shown[name] = max(last, self.shown.get(name, 0))

    def lost(self, name: str, found: str) -> int:
        """Count the values of a field shown as saved that are neither there nor replaced by a later one."""
        saved = self.shown.get(name)
        return int(saved is not None and found not in self.typed[name][saved:])

    def unsaved(self, name: str, found: str) -> int:
        """Count the values typed after what was found."""
        typed = self.typed.get(name, [])
        return len(typed) - 1 - max((at for at, one in enumerate(typed) if one == found), default=-1)


@dataclass
class Killed:
    """What came of the kills."""

    kills: int = 0
    typed: int = 0
    shown: int = 0
    lost: int = 0
    unsaved: int = 0
    offline: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing that was shown as saved was lost, and something was shown at all."""
        return self.lost == 0 and self.shown > 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.offline} in a bad network), {self.typed} answers typed, "
            f"{self.shown} fields shown as saved at the kill: {self.lost} lost; "
            f"{self.unsaved} typed but not yet called saved were lost {' '.join(self.details)}".rstrip()
        )


def begin(page: Page, base: str) -> None:
    """Open the questionnaire and begin it, agreeing where that is asked."""
    page.goto(f"{base}/questionnaires/hra")
    if page.locator("#agree").count():
        page.locator("#agree").check(force=True)
    page.locator("[form=begin].btn, .dock .btn").first.click()
    page.wait_for_url("**/parts/*")


NAMES = """() => [...new Set([...document.querySelectorAll("#part [name^=q-]")]
  .filter((field) => !["hidden", "checkbox"].includes(field.type) && field.checkVisibility()).map(({ name }) => name))]"""
STANDS = """async () => {
  const found = {};
  for (const field of document.querySelectorAll("#part [name^=q-]")) {
    if (field.type === "hidden" || (["radio", "checkbox"].includes(field.type) && !field.checked)) continue;
    found[field.name] = field.value;
  }
  return found;
}"""


class Trial:
    """A phone that dies again and again over one form."""

    def __init__(self, phone: Phone, proxy: Proxy, dice: random.Random) -> None:
        self.phone, self.proxy, self.dice = phone, proxy, dice
        self.diary = Diary()
        self.result = Killed()
        phone.hear = self.diary.hear

    def run(self, person: dict[str, str], kills: int) -> Killed:
        """Sign in, then fill and be killed so many times; in the end a whole network and the server's word."""
        page = self.phone.start()
        self.phone.sign_in(page, person)
        begin(page, self.phone.base)
        self.phone.scripts.append(WATCH)
        self.phone.context.add_init_script(WATCH)
        for _ in range(kills):
            self._round(page)
            page = self.phone.start()
            self._look_back(page)
        self.phone.context.close()
        return self.result

    def _look_back(self, page: Page) -> None:
        """Open the form again and give it a moment to put in what the phone kept."""
        self._open(page)
        until(lambda: not self._lost(page.evaluate(STANDS)), PATIENCE, 0.2)
        self._compare(page.evaluate(STANDS))

    def _open(self, page: Page) -> None:
        """Open the form as after a crash."""
        page.goto(self.phone.base + FORM)
        page.wait_for_load_state("networkidle")

    def _lost(self, found: dict[str, str]) -> list[str]:
        """Name the fields whose value was shown as saved and is not there, nor a later one."""
        return [name for name in self.diary.shown if self.diary.lost(name, found.get(name, ""))]

    def _round(self, page: Page) -> None:
        """Fill until the kill comes."""
        if FORM not in page.url:
            self._open(page)
        without = self.dice.random() < 0.5
        self.result.offline += without
        self.proxy.share = 1.0 if without else 0.3
        killer = threading.Timer(self.dice.uniform(0.1, LATEST), self.phone.kill)
        killer.start()
        try:
            while True:
                self._touch(page)
        except Error:
            pass  # dead
        killer.join()
        self.phone.bury()
        self.proxy.share = 0.0
        self.result.kills += 1

    def _touch(self, page: Page) -> None:
        """Answer one question, whichever, and pause as people do."""
        name = self.dice.choice(page.evaluate(NAMES))
        fields = page.locator(f"#part [name={name}]:not([type=hidden])")
        if fields.first.get_attribute("type") == "radio":
            fields.nth(self.dice.randrange(fields.count())).check(force=True)
        else:
            fields.first.fill(str(self.dice.randrange(1, 999)))
        page.wait_for_timeout(self.dice.choice((0, 20, 200, 500)))

    def _compare(self, found: dict[str, str]) -> None:
        """Hold what stands in the form against the diary, and begin a new one."""
        self.result.typed += self.diary.count
        self.result.shown += len(self.diary.shown)
        lost = self._lost(found)
        self.result.lost += len(lost)
        self.result.details += [f"{name}: {self.diary.typed[name]} → {found.get(name)!r}" for name in lost]
        for name in set(self.diary.typed) - set(lost):
            self.result.unsaved += self.diary.unsaved(name, found.get(name, ""))
        self.diary = Diary()
        self.phone.hear = self.diary.hear
