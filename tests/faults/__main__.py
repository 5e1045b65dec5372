"""`make faults`: the whole rig, its counts, and 1 at the end when a bar is missed.

`python -m tests.faults [kills] [queue] [returns] [controls]` runs parts of it;
KANGYUE_KILLS, KANGYUE_QUEUED and KANGYUE_SEED make it shorter, longer or different.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Playwright, sync_playwright

from tests import serving
from tests.faults import controls, kills, queueing, returns
from tests.faults.device import Phone
from tests.faults.proxy import Proxy, between
from tests.serving import Server

CONTROLLED = 20
KILLS = int(os.environ.get("KANGYUE_KILLS", "100"))
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
    """Kill the browser while a form is filled."""
    with rig.house("kills") as (phone, proxy, server):
        return kills.Trial(phone, proxy, random.Random(SEED)).run(server.somebody("CLIENT", 1), KILLS)


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
    """Let the rig judge two wrong builds."""
    judged = []
    for name, mistake in (("hasty", controls.HASTY), ("keyless", controls.KEYLESS)):
        with rig.house(name) as (phone, proxy, server):
            proxy.instead = controls.wrong_build(server, mistake)
            client = server.somebody("CLIENT")
            judged.append(queueing.try_queue(phone, proxy, server.state, client, CONTROLLED, patience=120))
    return controls.Found(*judged)


TRIALS: dict[str, Callable[[Rig], Outcome]] = {
    "kills": fill_and_kill,
    "queue": queue,
    "returns": come_back,
    "controls": find_out,
}


def main(wanted: list[str]) -> int:
    """Run the trials asked for, all of them by default."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="kangyue-faults-") as folder, sync_playwright() as playwright:
        seeded = Path(folder) / "demo"
        serving.seed(seeded)
        rig = Rig(playwright, seeded, Path(folder))
        for name in wanted or TRIALS:
            begun = time.monotonic()
            outcome = TRIALS[name](rig)
            missed += not outcome.holds
            verdict = "holds " if outcome.holds else "MISSED"
            print(f"{verdict} {name:9} {time.monotonic() - begun:5.0f} s  {outcome}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
