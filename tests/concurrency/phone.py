"""One person's connection to the house: a button is pressed until there is an answer, and the answer is remembered."""

from __future__ import annotations

import http.client
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

WITHOUT_SUBJECT = ("lined_up",)
"""Acts that are no booking's; an answer that leads to a booking says that there is one instead."""

PATIENCE = 90
"""Seconds somebody goes on pressing while the house is down."""


@dataclass(frozen=True)
class Answer:
    """What a press was answered; `again`: an earlier press of it may have done its work without being heard."""

    status: int
    location: str
    again: bool

    @property
    def done(self) -> bool:
        """Tell whether the house said that it is done."""
        return self.status == 303


@dataclass
class Told:
    """What everybody was told: (act, subject, account) that was done; statuses by act; what must never be said."""

    done: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unheard: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    forms: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    repeats: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, act: str, subject: str, account: str, answer: Answer, key: str) -> None:
        """Remember an answer; the same form pressed again is the same deed."""
        with self.lock:
            self.statuses[act, answer.status] += 1
            self.repeats += answer.again
            if answer.done and bool(subject) != (act in WITHOUT_SUBJECT):
                self.done[act, subject, account] += (account, key) not in self.forms
                self.forms.add((account, key))
            elif answer.again and answer.status < 500:
                self.unheard[act, subject, account] += 1
            if answer.status >= 500 or answer.status in (400, 401, 403, 405):
                self.faults.append(f"{act}: answered {answer.status}")


class Phone:
    """A signed-in browser of one person."""

    def __init__(self, port: int, cookie: str, account: str, told: Told) -> None:
        self.port, self.cookie, self.account, self.told = port, cookie, account, told
        self.line: http.client.HTTPConnection | None = None

    def look(self, path: str) -> Answer:
        """Open a page."""
        return self._send("GET", path, "", "")

    def press(self, act: str, path: str, fields: dict[str, str], subject: str = "", key: str = "") -> Answer:
        """Post a form with its one-use key; a booking that the answer leads to is the subject of `act`."""
        key = key or secrets.token_urlsafe(12)
        answer = self._send("POST", path, urlencode(fields), key)
        self.told.note(act, subject or booking_in(answer.location), self.account, answer, key)
        return answer

    def _send(self, method: str, path: str, body: str, key: str) -> Answer:
        deadline, again = time.monotonic() + PATIENCE, False
        while True:
            try:
                return self._once(method, path, body, key, again)
            except (OSError, http.client.HTTPException):
                self.line, again = None, True
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _once(self, method: str, path: str, body: str, key: str, again: bool) -> Answer:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Accept-Language": "en",
        }
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": key}
        self.line.request(method, path, body or None, headers)
        heard = self.line.getresponse()
        heard.read()
        return Answer(heard.status, heard.headers.get("Location", ""), again)


def booking_in(location: str) -> str:
    """Give the booking that an address leads to; "" for none."""
    _before, found, after = location.partition("/exams/bookings/")
    return after[:20] if found else ""
