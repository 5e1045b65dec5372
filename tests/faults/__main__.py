"""`make faults`: the whole rig, its counts, and 1 at the end when a bar is missed.

`python -m tests.faults [kills] [updates] [queue] [returns] [webkit] [controls]` runs parts of it;
KANGYUE_KILLS, KANGYUE_PHONES, KANGYUE_QUEUED and KANGYUE_SEED make it shorter, longer or different.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Error, Playwright, sync_playwright

from tests import serving
from tests.faults import controls, kills, on_webkit, queueing, returns, updates, webkit
from tests.faults.device import Phone, switched_on
from tests.faults.proxy import Proxy, between
from tests.serving import Server

CONTROLLED, CONTROL_KILLS = 20, 6
SHUT, QUEUED_WEBKIT = 20, 50
KILLS = int(os.environ.get("KANGYUE_KILLS", "100"))
PHONES = int(os.environ.get("KANGYUE_PHONES", "3"))
QUEUED = int(os.environ.get("KANGYUE_QUEUED", "200"))
SEED = int(os.environ.get("KANGYUE_SEED", "20261122"))
OUTAGES = [1.0, 20.0, 50.0, 70.0]


class Outcome(Protocol):
    """What a trial gives: whether its bar holds, and the counts as text."""

    @property
    def holds(self) -> bool: ...


@dataclass(frozen=True)
class Rig:
    """What every trial needs."""

    playwright: Playwright
    seeded: Path
    folder: Path

    @contextmanager
    def house(self, name: str) -> Iterator[tuple[Phone, Proxy, Server]]:
        """A server on a fresh copy of the demo, a proxy before it and a new phone."""
        state = self.folder / name
        shutil.copytree(self.seeded, state)
        with serving.serving(state) as server, between(serving.free_port(), port_of(server), SEED) as proxy:
            yield Phone(self.playwright, state / "phone", proxy.address), proxy, server


def port_of(server: Server) -> int:
    """Give the port a server listens on."""
    return int(server.address.rpartition(":")[2])


def fill_and_kill(rig: Rig) -> Outcome:
    """Kill the browsers of several phones while forms are filled."""
    state = rig.folder / "kills"
    shutil.copytree(rig.seeded, state)
    with serving.serving(state) as server, ThreadPoolExecutor(PHONES) as threads:
        shares = [KILLS // PHONES + (number < KILLS % PHONES) for number in range(PHONES)]
        return kills.together(
            list(threads.map(lambda n: _phone_of_its_own(server, n, shares[n]), range(PHONES)))
        )


def _phone_of_its_own(server: Server, number: int, kills_of_it: int) -> kills.Killed:
    """Let one phone die so many times; it has a browser driver of its own, as threads cannot share one."""
    with sync_playwright() as playwright, between(serving.free_port(), port_of(server), SEED) as proxy:
        phone = Phone(playwright, server.state / f"phone-{number}", proxy.address)
        trial = kills.Trial(phone, proxy, server.state, f"{SEED}/{number}", first=1_000 * number)
        return trial.run(server.somebody("CLIENT", number), kills_of_it)


def update(rig: Rig) -> Outcome:
    """Bring out two new versions under an open form."""
    state, port = rig.folder / "updates", serving.free_port()
    shutil.copytree(rig.seeded, state)
    phone = Phone(rig.playwright, state / "phone", f"http://localhost:{port}")
    with switched_on(phone) as page:
        trial = updates.Trial(page, rig.folder / "versions", state, port)
        return trial.run(lambda person: phone.sign_in(page, person))


def queue(rig: Rig) -> Outcome:
    """Send many finished questionnaires through a bad network."""
    with rig.house("queue") as (phone, proxy, server):
        client = server.somebody("CLIENT")
        return queueing.try_queue(phone, proxy, server.state, client, QUEUED, patience=900)


def come_back(rig: Rig) -> Outcome:
    """Measure how soon the queue is empty again."""
    with rig.house("returns") as (phone, proxy, server):
        return returns.try_return(phone, proxy, server.state, server.somebody("CLIENT"), OUTAGES)


def find_out(rig: Rig) -> Outcome:
    """Let the rig judge wrong builds."""
    judged = [_queue_wrongly(rig, name) for name in ("HASTY", "KEYLESS", "UNORDERED")]
    with rig.house("early") as (phone, proxy, server):
        proxy.instead = controls.wrong_build(server, controls.EARLY)
        trial = kills.Trial(phone, proxy, server.state, f"{SEED}/early")
        return controls.Found(*judged, trial.run(server.somebody("CLIENT"), CONTROL_KILLS))


def _queue_wrongly(rig: Rig, mistake: str) -> queueing.Queued:
    with rig.house(mistake) as (phone, proxy, server):
        proxy.instead = controls.wrong_build(server, getattr(controls, mistake))
        client = server.somebody("CLIENT")
        return queueing.try_queue(phone, proxy, server.state, client, CONTROLLED, patience=120)


@dataclass(frozen=True)
class NotRun:
    """A trial for which this machine lacks something: neither held nor missed."""

    lacking: list[str]
    holds = True

    def __str__(self) -> str:
        return f"lacks {', '.join(self.lacking)}: apt-get install webkit2gtk-driver xvfb"


@dataclass(frozen=True)
class Broken:
    """A trial that came to no end."""

    failure: Exception
    holds = False

    def __str__(self) -> str:
        return f"{type(self.failure).__name__}: {self.failure}"


def attempt(trial: Callable[[Rig], Outcome], rig: Rig) -> Outcome:
    """Make a trial; what goes wrong in it is its outcome, and the others are made all the same."""
    try:
        return trial(rig)
    except (Error, OSError, RuntimeError, ValueError, LookupError, subprocess.SubprocessError) as failure:
        return Broken(failure)


def try_webkit(rig: Rig) -> Outcome:
    """Make the same journeys in the second engine."""
    if lacking := webkit.missing():
        return NotRun(lacking)
    with rig.house("webkit") as (_, proxy, server), webkit.opened(rig.folder / "window") as screen:
        person = server.somebody("CLIENT")
        windows = on_webkit.Windows(screen, proxy, f"{SEED}/webkit")
        shut = windows.run(server, person, SHUT)
        queued = on_webkit.try_queue(screen, proxy, server.state, person, min(QUEUED, QUEUED_WEBKIT))
        back = on_webkit.try_return(screen, proxy, server.state, person)
    return on_webkit.Seen(screen.version, shut, queued, back, _update_webkit(rig))


def _update_webkit(rig: Rig) -> updates.Updated:
    state, port = rig.folder / "updates-webkit", serving.free_port()
    shutil.copytree(rig.seeded, state)
    with webkit.opened(rig.folder / "updated") as screen:
        trial = updates.Trial(screen, rig.folder / "versions-webkit", state, port)
        return trial.run(lambda person: on_webkit.sign_in(screen, trial.base, person))


TRIALS: dict[str, Callable[[Rig], Outcome]] = {
    "kills": fill_and_kill,
    "updates": update,
    "queue": queue,
    "returns": come_back,
    "webkit": try_webkit,
    "controls": find_out,
}


def main(wanted: list[str]) -> int:
    """Run the trials asked for, all of them by default."""
    missed = 0
    print(f"seed {SEED}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kangyue-faults-") as folder, sync_playwright() as playwright:
        seeded = Path(folder) / "demo"
        serving.seed(seeded)
        rig = Rig(playwright, seeded, Path(folder))
        for name in wanted or TRIALS:
            begun = time.monotonic()
            outcome = attempt(TRIALS[name], rig)
            missed += not outcome.holds
            verdict = "holds" if outcome.holds else "MISSED"
            verdict = "NOT RUN" if isinstance(outcome, NotRun) else verdict
            print(f"{verdict:7} {name:9} {time.monotonic() - begun:5.0f} s  {outcome}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
