"""Everybody does everything at once, each in a random order of their own."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.concurrency.client import Client
from tests.concurrency.passing import Passing
from tests.concurrency.phone import Answer, Phone, Told
from tests.concurrency.staff import Keeper, Manager
from tests.concurrency.truth import Truth

MANAGERS = 2
LEAST = 4
"""How often everybody acts, however slow the machine."""
NEARING = 1
"""Which session comes near half-way through: one that many want."""

Turn = Callable[[], None]


def storm(scene: dict[str, Any], port: int, told: Told, truth: Truth, *, seconds: float, seed: str) -> None:
    """Let everybody act for some seconds; returns when the last one has heard the last answer."""
    end = time.monotonic() + seconds
    failed: list[BaseException] = []
    turns = [*_clients(scene, port, told, seed), *_staff(scene, port, told, truth, seed)]
    turns.append(Passing(truth.engine, scene["sessions"][NEARING], seconds, random.Random(seed)).turn)
    threads = [threading.Thread(target=_act, args=(turn, end, failed)) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def all_at_once(phones: list[Phone], session_id: str, key: str = "") -> list[Answer]:
    """Let everybody book the same time at the same moment; `key`: all press the very same form."""
    start = threading.Barrier(len(phones))

    def go(phone: Phone) -> Answer:
        phone.look("/healthz")  # connected, like somebody who sees the button
        start.wait()
        return phone.press("booked", "/exams/book", {"session": session_id}, key=key)

    with ThreadPoolExecutor(len(phones)) as pool:
        return list(pool.map(go, phones))


def _clients(scene: dict[str, Any], port: int, told: Told, seed: str) -> Iterator[Turn]:
    for number, person in enumerate(scene["people"]):
        phone = Phone(port, person["cookie"], person["account"], told)
        yield Client(phone, scene["sessions"], random.Random(f"{seed}-{number}")).turn


def _staff(scene: dict[str, Any], port: int, told: Told, truth: Truth, seed: str) -> Iterator[Turn]:
    for role, who in scene["staff"].items():
        for number in range(MANAGERS if role == "HEALTH_MANAGER" else 1):
            phone, luck = (
                Phone(port, who["cookie"], who["account"], told),
                random.Random(f"{seed}-{role}-{number}"),
            )
            acts = Manager if role == "HEALTH_MANAGER" else Keeper
            yield acts(phone, scene, truth, luck).turn


def _act(turn: Turn, end: float, failed: list[BaseException]) -> None:
    try:
        turns = 0
        while time.monotonic() < end or turns < LEAST:
            turn()
            turns += 1
    except BaseException as wrong:  # told to whoever waits for the thread
        failed.append(wrong)
