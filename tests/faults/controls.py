"""The rig's own test: wrong builds of what the phone keeps and sends, which it must find out."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass

from tests.faults.kills import Killed
from tests.faults.queueing import Queued
from tests.serving import Server

HASTY = (
    "const { verdict, status, answer } = await post(vault, item);",
    "await vault.delete('outbox', number); const { verdict, status, answer } = await post(vault, item);",
)
"""Forgets an item before there is an answer."""

KEYLESS = (
    'if (id) headers["Idempotency-Key"] = id;',
    'if (id) headers["Idempotency-Key"] = crypto.randomUUID();',
)
"""Gives every try a key of its own."""

UNORDERED = ("else return { ...report, outcome: verdict };", "else report.outcome = verdict;")
"""Goes on with the next item where one got no answer."""

EARLY = (
    "return this.#write(store, (place) => place.put(kept, id));",
    "setTimeout(() => this.#write(store, (place) => place.put(kept, id)), 1200);",
)
"""Calls saved what is not on the disk yet."""


def wrong_build(server: Server, name: str, change: tuple[str, str]) -> dict[str, bytes]:
    """Give one of the scripts that the worker imports, with a mistake in it, for the proxy to send instead."""
    with urllib.request.urlopen(f"{server.address}/sw.js") as answer:
        worker = answer.read().decode()
    address = worker.split(f"import * as {name} from ")[1].split('"')[1]
    with urllib.request.urlopen(server.address + address) as answer:
        script = answer.read().decode()
    right, wrong = change
    assert right in script, f"{name} no longer holds the line that the control changes"
    return {address: script.replace(right, wrong).encode()}


@dataclass(frozen=True)
class Found:
    """What the rig said of the wrong builds."""

    hasty: Queued
    keyless: Queued
    unordered: Queued
    early: Killed

    @property
    def holds(self) -> bool:
        """Whether all were found out."""
        sent = self.hasty.lost > 0 and self.keyless.doubled > 0 and not self.unordered.in_order
        return sent and self.early.lost > 0

    def __str__(self) -> str:
        order = "in" if self.unordered.in_order else "out of"
        return (
            f"forgets too early: {self.hasty.lost} lost; no key: {self.keyless.doubled} doubled; "
            f"does not wait: {order} order; calls saved too early: {self.early.lost} lost"
        )
