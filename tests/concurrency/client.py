"""A client with a phone: books, moves, gives up, waits, asks, again and again, whatever the page would offer."""

from __future__ import annotations

import random
import secrets

from tests.concurrency.phone import Phone, booking_in

TWICE = 0.2
"""How often the finger presses twice."""

WITHOUT = ("book", "book", "book", "line_up", "line_up", "leave")
"""What somebody without a booking tries."""

WITH = ("change", "change", "cancel", "accept", "accept", "let_go", "ask", "keep", "line_up")
"""What somebody with one tries, also where it does not fit."""


class Client:
    """One of the people; `turn` does one thing at random."""

    def __init__(self, phone: Phone, sessions: list[dict[str, str]], luck: random.Random) -> None:
        self.phone, self.sessions, self.luck = phone, sessions, luck
        self.booking: str | None = None

    def turn(self) -> None:
        """Do one thing, then know where that led."""
        if self.booking is None:
            self.find_out()
        deed = self.luck.choice(WITH if self.booking else WITHOUT)
        getattr(self, deed)()

    def find_out(self) -> None:
        """See which booking stands: the page for choosing a time leads there."""
        self.booking = booking_in(self.phone.look("/exams/book").location)

    def book(self) -> None:
        """Book; now and then the finger presses twice."""
        form, key = {"session": self.some_session()["id"]}, secrets.token_urlsafe(12)
        answer = self.phone.press("booked", "/exams/book", form, key=key)
        if answer.done and self.luck.random() < TWICE:
            self.phone.press("booked", "/exams/book", form, key=key)
        self.booking = booking_in(answer.location) or None

    def line_up(self) -> None:
        """Wait for a place on one of the days."""
        days = sorted(self.some_session()["day"] for _ in range(2))
        fields = {"first_day": days[0], "last_day": days[1]}
        self.phone.press("lined_up", "/exams/waiting", fields)
        self.booking = None

    def leave(self) -> None:
        """Wait no longer."""
        self.phone.press("left", "/exams/waiting/leave", {})
        self.booking = None

    def change(self) -> None:
        """Move the booking."""
        self._of_booking("changed", "change", session=self.some_session()["id"])

    def cancel(self) -> None:
        """Give the booking up."""
        self._of_booking("cancelled", "cancel", reason="LATER")

    def accept(self) -> None:
        """Take what is offered."""
        self._of_booking("accepted", "accept")

    def let_go(self) -> None:
        """Decline what is offered."""
        self._of_booking("declined", "let-go")

    def ask(self) -> None:
        """Ask the branch for another time, or to be let go."""
        wanted = {"session": self.some_session()["id"]} if self.luck.random() < TWICE else {}
        self._of_booking("change.asked", "ask", words="", **wanted)

    def keep(self) -> None:
        """Take the request back."""
        self._of_booking("change.withdrawn", "keep")

    def some_session(self) -> dict[str, str]:
        """Choose a time; the first ones are everybody's favourites."""
        return self.sessions[min(self.luck.randrange(len(self.sessions)) for _ in range(2))]

    def _of_booking(self, act: str, path: str, **fields: str) -> None:
        booking = self.booking or ""
        self.phone.press(act, f"/exams/bookings/{booking}/{path}", fields, booking)
        self.booking = None
