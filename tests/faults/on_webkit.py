"""The same journeys in the second engine, where "without a network" means that there is no server.

WebKit's driver keeps everything in memory and ends with the page that it drives, so that nothing can be killed and
looked at afterwards: here the window with the form is shut without a word, at any moment.
"""

from __future__ import annotations

import functools
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import filling, queueing, returns
from tests.faults.device import CONTROLLED, until
from tests.faults.diary import STANDS, WATCH, Diary
from tests.faults.filling import PATIENCE
from tests.faults.proxy import Proxy
from tests.faults.queueing import Queued
from tests.faults.updates import Updated
from tests.faults.webkit import Screen
from tests.serving import Server
from webapp.seed.sign_ins import PASSWORD

AWAY = 20.0  # seconds without a server
SUBMIT = "() => [...document.querySelectorAll('main form button')].at(-1).click()"
LISTEN = f"() => {{ window.trial = []; console.log = (line) => window.trial.push(line); {WATCH} }}"
HEARD = "() => window.trial.splice(0)"


@dataclass
class Shut:
    """What came of the windows that were shut."""

    windows: int = 0
    without: int = 0
    typed: int = 0
    shown: int = 0
    lost: int = 0
    details: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.windows} windows shut ({self.without} without a server), {self.typed} touches, "
            f"{self.shown} shown as saved: {self.lost} lost {' '.join(self.details)}"
        ).rstrip()


@dataclass(frozen=True)
class Seen:
    """All of it."""

    version: str
    shut: Shut
    queued: Queued
    back: float
    updated: Updated

    @property
    def holds(self) -> bool:
        """Whether each journey's bar holds."""
        shut = self.shut.lost == 0 and self.shut.shown > 0
        return shut and self.queued.holds and self.back <= returns.SERVER_BAR and self.updated.holds

    def __str__(self) -> str:
        back = f"queue empty {self.back:.1f} s after the server was back"
        return f"WebKit {self.version}: {self.shut}; {self.queued}; {back}; {self.updated}"


def sign_in(screen: Screen, base: str, person: dict[str, str]) -> None:
    """Sign a client in, and wait until the service worker stands behind the page."""
    screen.goto(f"{base}/sign-in/password")
    screen.fill("[name=phone]", person["sign_in"])
    screen.fill("[name=password]", PASSWORD)
    screen.evaluate(SUBMIT)
    until(lambda: "/sign-in" not in screen.url and screen.evaluate(CONTROLLED), PATIENCE)


def try_queue(screen: Screen, proxy: Proxy, state: Path, person: dict[str, str], count: int) -> Queued:
    """Finish many questionnaires while there is no server, then let them go through the faults."""
    screen.goto(f"{proxy.address}/health")
    proxy.down = True
    screen.evaluate(queueing.QUEUE, queueing.letters(state, person, count))
    back = functools.partial(setattr, proxy, "down", False)
    return queueing.send((screen, screen), proxy, state, count, patience=900, network=back)


def try_return(screen: Screen, proxy: Proxy, state: Path, person: dict[str, str]) -> float:
    """Let three things wait for the server; gives the seconds until they are gone."""
    screen.goto(f"{proxy.address}/health")
    return returns.server_away(screen, proxy, queueing.letters(state, person, 3), AWAY)


class Windows:
    """A form in one window after another."""

    def __init__(self, screen: Screen, proxy: Proxy, seed: str) -> None:
        self.screen, self.proxy, self.dice = screen, proxy, random.Random(seed)
        self.diary = Diary()
        self.result = Shut()

    def run(self, server: Server, person: dict[str, str], count: int) -> Shut:
        """Fill in and shut so many times; in the end with a server."""
        sign_in(self.screen, self.proxy.address, person)
        filling.begin(self.screen, self.proxy.address)
        for _ in range(count):
            without = self.dice.random() < 0.5
            self.result.without += without
            self._look_back(without=without)
            self._fill()
        self._look_back(without=False)
        self._ask_the_server()
        return self.result

    def _ask_the_server(self) -> None:
        until(lambda: self.screen.evaluate(filling.SETTLED), PATIENCE)
        found, told = self.screen.evaluate(STANDS), filling.told(self.screen)
        missing = [name for name, value in found.items() if value and told.get(name) != [value]]
        self.result.lost += len(missing)
        self.result.details += [f"{name}: the server has {told.get(name)}" for name in missing]

    def _look_back(self, *, without: bool) -> None:
        self.proxy.down = without
        self.screen.goto(self.proxy.address + filling.FORM)
        until(lambda: self.screen.evaluate(filling.AGREES), PATIENCE)
        found = self.screen.evaluate(STANDS)
        self.result.typed += self.diary.count
        self.result.shown += len(self.diary.shown)
        lost = self.diary.lost(found)
        self.result.lost += len(lost)
        self.result.details += [f"{name}: {self.diary.typed[name]} → {found.get(name)!r}" for name in lost]
        self.diary.turn(found)

    def _fill(self) -> None:
        """Type a few figures, note what the page itself saw of it, then shut the window."""
        other = self.screen.new_window()
        self.screen.evaluate(LISTEN)
        for _ in range(self.dice.randrange(1, 5)):
            self.screen.fill(f"[name={self.dice.choice(filling.NUMBERS)}]", str(self.dice.randrange(1, 999)))
            time.sleep(self.dice.choice((0, 0.35, 0.7)))
        for line in self.screen.evaluate(HEARD):
            self.diary.hear(line)
        self.screen.close_window(other)
        self.result.windows += 1
