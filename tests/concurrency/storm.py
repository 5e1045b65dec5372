"""Everybody does everything at once, each in a random order of their own."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.concurrency.phone import Answer, Phone, Told, booking_in

TWICE = 0.2
Turn = Callable[["Client"], None]


class Client:
    """Somebody with a phone who books, moves, cancels and waits, again and again."""

    def __init__(self, phone: Phone, sessions: list[dict[str, str]], luck: random.Random) -> None:
        self.phone, self.sessions, self.luck = phone, sessions, luck
        self.booking = ""

    def turn(self) -> None:
        """Do one thing at random, then find out where that led."""
        without, with_one = (book,), (change, change, cancel)
        self.luck.choice(with_one if self.booking else without)(self)

    def find_out(self) -> None:
        """See which booking stands: the page for choosing a time leads there."""
        self.booking = booking_in(self.phone.look("/exams/book").location)

    def some_session(self) -> dict[str, str]:
        """Choose a time; the first ones are everybody's favourites."""
        return self.sessions[min(self.luck.randrange(len(self.sessions)) for _ in range(2))]


def book(one: Client) -> None:
    """Book; now and then the finger presses twice."""
    form, key = {"session": one.some_session()["id"]}, secrets.token_urlsafe(12)
    answer = one.phone.press("booked", "/exams/book", form, key=key)
    if answer.done and one.luck.random() < TWICE:
        one.phone.press("booked", "/exams/book", form, key=key)
    one.booking = booking_in(answer.location)
    if not answer.done:
        one.find_out()


def change(one: Client) -> None:
    """Move the booking."""
    path = f"/exams/bookings/{one.booking}/change"
    answer = one.phone.press("changed", path, {"session": one.some_session()["id"]}, one.booking)
    if not answer.done:
        one.find_out()


def cancel(one: Client) -> None:
    """Give the booking up."""
    path = f"/exams/bookings/{one.booking}/cancel"
    one.phone.press("cancelled", path, {"reason": "LATER"}, one.booking)
    one.find_out()


def storm(scene: dict[str, Any], port: int, told: Told, *, seconds: float, seed: str) -> None:
    """Let everybody act for some seconds; returns when the last one has heard the last answer."""
    end = time.monotonic() + seconds
    actors = list(_clients(scene, port, told, seed))
    failed: list[BaseException] = []
    threads = [threading.Thread(target=_act, args=(actor.turn, end, failed)) for actor in actors]
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


def _clients(scene: dict[str, Any], port: int, told: Told, seed: str) -> Any:
    for number, person in enumerate(scene["people"]):
        phone = Phone(port, person["cookie"], person["account"], told)
        actor = Client(phone, scene["sessions"], random.Random(f"{seed}-{number}"))
        actor.find_out()
        yield actor


def _act(turn: Callable[[], None], end: float, failed: list[BaseException]) -> None:
    try:
        while time.monotonic() < end:
            turn()
    except BaseException as wrong:  # told to whoever waits for the thread
        failed.append(wrong)
