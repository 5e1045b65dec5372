"""The rig's own test: wrong builds of what the phone keeps and sends, which it must find out."""

from __future__ import annotations

import re
import urllib.request
from dataclasses import dataclass

from tests.faults.kills import Killed
from tests.faults.queueing import Queued
from tests.serving import Server

DEVICE = re.compile(r"/static/js/device/(?:here|worker)\.[0-9a-f]+\.js")

HASTY = (
    "const { verdict, status, answer } = await sendOne(vault, item);",
    "await vault.delete('outbox', number); const { verdict, status, answer } = await sendOne(vault, item);",
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


def wrong_build(server: Server, change: tuple[str, str]) -> dict[str, bytes]:
    """Give the files with what the phone keeps and sends, a mistake in them, for the proxy to send instead."""
    worker = _text(f"{server.address}/sw.js")
    return {address: _changed(server, address, change) for address in set(DEVICE.findall(worker))}


def _changed(server: Server, address: str, change: tuple[str, str]) -> bytes:
    right, wrong = change
    script = _text(server.address + address)
    assert right in script, f"{address} no longer holds the line that the control changes"
    return script.replace(right, wrong).encode()


def _text(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())


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
