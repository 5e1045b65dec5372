"""A booking in words, and the preparation list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from webapp.exams.rules.booking import BookingStatus, CancelReason
from webapp.exams.rules.preparation import notes_for
from webapp.kernel.i18n import lazy, say

STATUS_WORDS = {
    BookingStatus.REQUESTED: lazy("Requested"),
    BookingStatus.CONFIRMED: lazy("Booked"),
    BookingStatus.CHANGE_REQUESTED: lazy("Change requested"),
    BookingStatus.OFFERED: lazy("Held for you"),
    BookingStatus.MUST_REBOOK: lazy("Please choose another time"),
    BookingStatus.CHECKED_IN: lazy("Checked in"),
    BookingStatus.COMPLETED: lazy("Done"),
    BookingStatus.CANCELLED: lazy("Cancelled"),
    BookingStatus.REFUSED: lazy("Not possible"),
    BookingStatus.EXPIRED: lazy("Not held any longer"),
    BookingStatus.NO_SHOW: lazy("Did not come"),
}
STATUS_TONES = {
    BookingStatus.REQUESTED: "b",
    BookingStatus.CONFIRMED: "b",
    BookingStatus.CHANGE_REQUESTED: "b",
    BookingStatus.OFFERED: "b",
    BookingStatus.MUST_REBOOK: "w",
    BookingStatus.CHECKED_IN: "b",
    BookingStatus.NO_SHOW: "w",
}
REASON_WORDS = {
    CancelReason.CANNOT_COME: lazy("I cannot come that day"),
    CancelReason.LATER: lazy("I would rather book again later"),
    CancelReason.OTHER: lazy("Another reason"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a `rows` list."""

    icon: str
    title: str
    note: str
    href: str = ""
    verb: str = ""


def preparation(items: Collection[str], sex: str | None) -> tuple[Row, ...]:
    """Give the preparation list of a package."""
    return tuple(Row(note.icon, say(note.title), say(note.detail)) for note in notes_for(items, sex))
