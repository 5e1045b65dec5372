"""The rig's own test: two wrong builds of the outbox, which it must find out."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass

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


def wrong_build(server: Server, change: tuple[str, str]) -> dict[str, bytes]:
    """Give the server's outbox script with a mistake in it, for the proxy to send instead."""
    with urllib.request.urlopen(f"{server.address}/sw.js") as answer:
        worker = answer.read().decode()
    address = worker.split("import * as outbox from ")[1].split('"')[1]
    with urllib.request.urlopen(server.address + address) as answer:
        script = answer.read().decode()
    right, wrong = change
    assert right in script, "the outbox no longer holds the line that the control changes"
    return {address: script.replace(right, wrong).encode()}


@dataclass(frozen=True)
class Found:
    """What the rig said of the wrong builds."""

    hasty: Queued
    keyless: Queued

    @property
    def holds(self) -> bool:
        """Whether both were found out."""
        return self.hasty.lost > 0 and self.keyless.doubled > 0

    def __str__(self) -> str:
        return f"forgets too early: {self.hasty.lost} lost; no key: {self.keyless.doubled} doubled"
