"""A form is filled while the whole browser is killed at random moments: what was shown as saved must be there.

Several phones at once, each with a person, a network and dice of its own; the plan of each round (which network,
when the kill comes) hangs on the seed, the phone and the round alone.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.faults import filling, queueing
from tests.faults.device import Phone, until
from tests.faults.diary import STANDS, WATCH, Diary
from tests.faults.proxy import Proxy

LATEST = 1.6  # seconds until a kill
PATIENCE = 6.0  # seconds until a form opened again holds what the phone kept
PAUSES = (0, 0, 20, 60, 150, 350)  # milliseconds between two touches
FINISH = f"""(asked) => ({queueing.QUEUE})(asked)
  .then(() => console.log("trial " + JSON.stringify({{ finished: [asked.first] }})))"""


class Network(Enum):
    """What a round is filled in with: how many of the requests that write meet a fault."""

    FAULTY = 0.3
    BAD = 1.0
    NONE = 0.0  # the device is offline: the phone draws the form itself


@dataclass
class Killed:
    """What came of the kills."""

    kills: int = 0
    offline: int = 0
    bad: int = 0
    typed: int = 0
    shown: int = 0
    lost: int = 0
    unsaved: int = 0
    finished: int = 0
    gone: int = 0
    doubled: int = 0
    disordered: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing that was shown as saved was lost, and something was shown at all."""
        return not (self.lost or self.gone or self.doubled or self.disordered) and self.shown > 0

    def __str__(self) -> str:
        online = self.kills - self.offline - self.bad
        return (
            f"{self.kills} kills ({online} on a faulty network, {self.bad} on a bad one, {self.offline} offline), "
            f"{self.typed} answers typed, {self.shown} shown as saved at the kill: {self.lost} lost; "
            f"{self.unsaved} typed but not yet called saved were lost; {self.finished} finished questionnaires: "
            f"{self.gone} lost, {self.doubled} doubled, {self.disordered} out of order {' '.join(self.details)}"
        ).rstrip()


def together(parts: Sequence[Killed]) -> Killed:
    """Add up what came of several phones."""
    whole = Killed()
    for name, value in vars(whole).items():
        setattr(whole, name, sum((getattr(part, name) for part in parts), type(value)()))
    return whole


@dataclass(frozen=True)
class Plan:
    """One round, drawn before it begins: the network, the seconds until the kill, and the dice of its touches."""

    network: Network
    after: float
    finishes: bool
    dice: random.Random


class Trial:
    """A phone that dies again and again over one form."""

    def __init__(self, phone: Phone, proxy: Proxy, state: Path, seed: str, first: int = 0) -> None:
        self.phone, self.proxy, self.state, self.seed, self.first = phone, proxy, state, seed, first
        self.diary = Diary()
        self.result = Killed()
        self.person: dict[str, str] = {}
        phone.hear = self.diary.hear

    def run(self, person: dict[str, str], kills: int) -> Killed:
        """Sign in, then fill and be killed so many times; in the end a whole network and the server's word."""
        self.person = person
        self._set_up()
        for turn in range(kills):
            plan = self._plan(turn)
            page = self._look_back(plan.network, turn)
            self._round(page, plan, turn)
        self._look_back(Network.FAULTY, kills)
        self._settle()
        return self.result

    def _plan(self, turn: int) -> Plan:
        dice = random.Random(f"{self.seed}/{turn}")
        return Plan(dice.choice(list(Network)), dice.uniform(0.05, LATEST), dice.random() < 0.3, dice)

    def _set_up(self) -> None:
        """Sign in, begin the form, and wait until all that the phone needs without a network is there."""
        page = self.phone.start()
        self.phone.sign_in(page, self.person)
        filling.begin(page, self.phone.base)
        self.phone.context.close()
        self.phone.scripts.append(WATCH)

    def _look_back(self, network: Network, turn: int) -> Page:
        """Open the form again, give it a moment to agree with what the phone kept, and compare."""
        page = self.phone.start()
        self.proxy.share = 0.0
        self.phone.context.set_offline(network is Network.NONE)
        page.goto(self.phone.base + filling.FORM)
        page.wait_for_selector("#part [name^=q-]", state="attached")
        until(lambda: page.evaluate(filling.AGREES), PATIENCE, 0.1)
        self._compare(page.evaluate(STANDS), turn)
        return page

    def _round(self, page: Page, plan: Plan, turn: int) -> None:
        """Fill until the kill comes."""
        self.result.offline += plan.network is Network.NONE
        self.result.bad += plan.network is Network.BAD
        self.proxy.dice, self.proxy.share = random.Random(f"{self.seed}/{turn}/network"), plan.network.value
        killer = threading.Timer(plan.after, self.phone.kill)
        killer.start()
        try:
            if plan.finishes:
                page.evaluate(FINISH, queueing.letters(self.state, self.person, 1, self.first + turn))
            while True:
                self._touch(page, plan.dice)
        except Error:
            pass  # dead
        killer.join()
        self.phone.bury()
        self.result.kills += 1

    def _touch(self, page: Page, dice: random.Random) -> None:
        """Answer one question, whichever, and pause as people do."""
        name = dice.choice(page.evaluate(filling.NAMES))
        fields = page.locator(f"#part [name={name}]:not([type=hidden])")
        if fields.first.get_attribute("type") == "radio":
            fields.nth(dice.randrange(fields.count())).check(force=True)
        else:
            fields.first.fill(str(dice.randrange(1, 999)))
        page.wait_for_timeout(dice.choice(PAUSES))

    def _compare(self, found: dict[str, str], turn: int) -> None:
        """Hold what stands in the form against the diary, and begin a new page of it."""
        self.result.typed += self.diary.count
        self.result.shown += len(self.diary.shown)
        lost = self.diary.lost(found)
        self.result.lost += len(lost)
        self.result.details += [
            f"{self.seed}/{turn - 1} {name}: {self.diary.typed[name]} → {found.get(name)!r}" for name in lost
        ]
        self.result.unsaved += self.diary.unsaved(found)
        self.diary.turn(found)

    def _settle(self) -> None:
        """With a whole network all goes to the server: the draft as the form has it, each finished one once."""
        page = self.phone.context.pages[0]
        until(lambda: page.evaluate(filling.SETTLED), 30, 0.2)
        found = page.evaluate(STANDS)
        told = filling.told(page)
        missing = [name for name, value in found.items() if value and told.get(name) != [value]]
        self.result.lost += len(missing)
        self.result.details += [f"{name}: the server has {told.get(name)}" for name in missing]
        self.phone.context.close()
        here = range(self.first, self.first + self.result.kills)
        arrived = [number for number in queueing.arrived(self.state) if number in here]
        self.result.finished += len(self.diary.finished)
        self.result.gone += len(set(self.diary.finished) - set(arrived))
        self.result.doubled += len(arrived) - len(set(arrived))
        self.result.disordered += arrived != sorted(arrived)
