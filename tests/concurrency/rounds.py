"""Rounds of storm and reckoning on one real house."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from pathlib import Path

from tests.concurrency.house import House
from tests.concurrency.phone import Phone, Told
from tests.concurrency.storm import storm
from tests.concurrency.truth import Truth

DRAINED = 60
"""Seconds the workers may need for what is due after a round."""


class Rig:
    """A house, its people, what they were told, and what turned out to be broken."""

    def __init__(self, state: Path, url: str, *, seed: str = "1", workers: int = 2, target: str = "") -> None:
        self.house, self.truth = House(state, url, wanted=workers, target=target), Truth(url)
        self.scene = self.house.scene()
        self.told, self.faults, self.kills = Told(), list[str](), Counter[str]()
        self.seed, self.luck, self.rounds = seed, random.Random(seed), 0

    def round(self, *, seconds: float, kill: bool) -> None:
        """Let the storm blow, with a kill in the middle of it if wished, then reckon."""
        self.house.start()
        killer = threading.Thread(target=self._kill, args=(seconds,))
        if kill:
            killer.start()
        self.blow(seconds)
        if kill:
            killer.join()
        self.reckon()

    def blow(self, seconds: float) -> None:
        """Let everybody do everything for some seconds."""
        self.rounds += 1
        luck = f"{self.seed}-{self.rounds}"
        storm(self.scene, self.house.port, self.told, self.truth, seconds=seconds, seed=luck)

    def phones(self, people: list[dict[str, str]]) -> list[Phone]:
        """Give each of some people a phone, all new."""
        return [Phone(self.house.port, one["cookie"], one["account"], self.told) for one in people]

    def reckon(self) -> None:
        """Wait for the workers, then collect all that is not as it must be."""
        self._drain()
        found = [*self.truth.broken(), *self.truth.untrue(self.told), *self.house.complaints()]
        self.faults += [f"round {self.rounds}: {fault}" for fault in found]
        if broken := self.house.verify():
            self.faults.append(f"round {self.rounds}: the audit chain is broken: {broken}")

    def summary(self) -> str:
        """Say in one line what happened so far."""
        acts = Counter({act: 0 for act, _ in self.told.statuses})
        for (act, status), number in self.told.statuses.items():
            acts[act] += number if status == 303 else 0
        tried = sum(self.told.statuses.values())
        done = ", ".join(f"{act} {number}" for act, number in sorted(acts.items()))
        kills = ", ".join(f"{what} {number}" for what, number in sorted(self.kills.items())) or "none"
        rows = ", ".join(f"{status} {number}" for status, number in self.truth.counts().items())
        return (
            f"{tried} presses ({self.told.repeats} pressed again after no answer); done: {done};"
            f" kills: {kills}; rows: {rows}; faults: {len(self.faults)}"
        )

    def stop(self) -> None:
        """End the house."""
        self.house.stop()
        self.truth.close()

    def _kill(self, seconds: float) -> None:
        """Kill server and workers at moments of their own, and start them again."""
        house = self.house
        for what, kill in (
            ("one process", house.kill_a_process),
            ("server", house.kill_server),
            ("workers", house.kill_workers),
        ):
            time.sleep(self.luck.uniform(0.2, seconds / 3))
            kill()
            self.kills[what] += 1
            if not house.workers:
                self.truth.free_leases()
            self.house.start()

    def _drain(self) -> None:
        """Wait until nothing is due any more."""
        deadline = time.monotonic() + DRAINED
        while self.truth.due():
            if time.monotonic() > deadline:
                self.faults.append(f"round {self.rounds}: jobs stay undone: {self.truth.due()}")
                return
            time.sleep(0.2)
