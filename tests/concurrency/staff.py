"""The branch: decides what was asked, acts for clients, takes places away and gives new ones."""

from __future__ import annotations

import random
import time
from typing import Any

from tests.concurrency.phone import Phone
from tests.concurrency.truth import Truth

PAUSE = 0.03
"""Seconds between two deeds of one person: the clients are many, the branch is few."""

FITTING = {
    "REQUESTED": ("approve", "approve", "refuse"),
    "CHANGE_REQUESTED": ("grant", "deny"),
    "OFFERED": ("accept", "give-up"),
    "MUST_REBOOK": ("give-up",),
}
DEEDS = {
    "approve": ("approved", {}),
    "refuse": ("refused", {"words": "no"}),
    "grant": ("change.granted", {}),
    "deny": ("change.denied", {"words": "no"}),
    "accept": ("accepted", {}),
    "give-up": ("cancelled", {"reason": "LATER"}),
}


class Manager:
    """A health manager at the desk."""

    def __init__(self, phone: Phone, scene: dict[str, Any], truth: Truth, luck: random.Random) -> None:
        self.phone, self.scene, self.truth, self.luck = phone, scene, truth, luck

    def turn(self) -> None:
        """Open a list, take one line, do something about it: it may have moved on since."""
        time.sleep(PAUSE)
        order = self.luck.choice(("ORDER BY status, id", "ORDER BY id"))  # what waits for staff, or anything
        found = self.truth.ask(f"SELECT id, status FROM exam_booking WHERE status IN :live {order}")
        if not found or self.luck.random() < 0.2:
            self.book()
            return
        booking_id, status = self.luck.choice(found)
        if self.luck.random() < 0.2:
            self.move(booking_id)
            return
        path = self.luck.choice(FITTING.get(status, tuple(DEEDS)))
        act, fields = DEEDS[path]
        self.phone.press(act, f"/desk/exams/bookings/{booking_id}/{path}", fields, booking_id)

    def move(self, booking_id: str) -> None:
        """Move somebody's booking."""
        session = {"session": self.luck.choice(self.scene["sessions"])["id"]}
        self.phone.press("changed", f"/desk/exams/bookings/{booking_id}/move", session, booking_id)

    def book(self) -> None:
        """Book for somebody."""
        client = self.luck.choice(self.scene["people"])["client"]
        session = {"session": self.luck.choice(self.scene["sessions"])["id"]}
        self.phone.press("booked", f"/desk/clients/{client}/exam", session)


class Keeper(Manager):
    """Whoever keeps the timetable: shrinks, closes and opens again; everybody concerned is agreed to."""

    def turn(self) -> None:
        """Change one of the sessions."""
        time.sleep(PAUSE * 5)
        session = self.luck.choice(self.scene["sessions"])["id"]
        path, fields = self.luck.choice(
            [
                ("places", {"capacity": str(self.luck.randint(1, self.scene["places"] + 1))}),
                ("places", {"capacity": str(self.scene["places"])}),
                ("close", {}),
                ("reopen", {}),
                ("reopen", {}),
            ]
        )
        self.phone.press(
            path, f"/desk/exams/sessions/{session}/{path}", fields | {"sure": "999", "reason": ""}
        )
