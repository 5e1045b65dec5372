"""The life of one booking: its statuses, what each party may do, and when a place is held (B1–B5)."""

from __future__ import annotations

from enum import StrEnum


class BookingStatus(StrEnum):
    """Where a booking stands; the codes kept in the database."""

    CONFIRMED = "CONFIRMED"
    CHECKED_IN = "CHECKED_IN"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    NO_SHOW = "NO_SHOW"


class Party(StrEnum):
    """Who acts on a booking."""

    CLIENT = "CLIENT"
    INSTITUTION_DESK = "INSTITUTION_DESK"
    HEALTH_MANAGER = "HEALTH_MANAGER"


class Act(StrEnum):
    """What can be done to a booking."""

    CHANGE = "CHANGE"
    CANCEL = "CANCEL"
    CHECK_IN = "CHECK_IN"
    NO_SHOW = "NO_SHOW"
    EXPECT_AGAIN = "EXPECT_AGAIN"
    COMPLETE = "COMPLETE"


class CancelReason(StrEnum):
    """Why a booking was given up, as the client says it."""

    CANNOT_COME = "CANNOT_COME"
    LATER = "LATER"
    OTHER = "OTHER"


OCCUPYING = frozenset({BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN})
"""Statuses that hold a place of a session; a session's counter equals its rows with these (B1)."""

LIVE = OCCUPYING | {BookingStatus.COMPLETED}
"""Statuses of which an entitlement has at most one row in its service year (B3)."""

TRANSITIONS: dict[tuple[BookingStatus, Act], tuple[BookingStatus, Party]] = {
    (BookingStatus.CONFIRMED, Act.CHANGE): (BookingStatus.CONFIRMED, Party.CLIENT),
    (BookingStatus.CONFIRMED, Act.CANCEL): (BookingStatus.CANCELLED, Party.CLIENT),
    (BookingStatus.CONFIRMED, Act.CHECK_IN): (BookingStatus.CHECKED_IN, Party.INSTITUTION_DESK),
    (BookingStatus.CONFIRMED, Act.NO_SHOW): (BookingStatus.NO_SHOW, Party.INSTITUTION_DESK),
    (BookingStatus.NO_SHOW, Act.EXPECT_AGAIN): (BookingStatus.CONFIRMED, Party.INSTITUTION_DESK),
    (BookingStatus.NO_SHOW, Act.CHECK_IN): (BookingStatus.CHECKED_IN, Party.INSTITUTION_DESK),
    (BookingStatus.CHECKED_IN, Act.COMPLETE): (BookingStatus.COMPLETED, Party.HEALTH_MANAGER),
}


def may(status: BookingStatus, act: Act, party: Party) -> bool:
    """Tell whether `party` may do `act` to a booking in `status`."""
    found = TRANSITIONS.get((status, act))
    return found is not None and found[1] is party


def after(status: BookingStatus, act: Act) -> BookingStatus:
    """Give the status that follows. Raises KeyError when the act does not fit the status."""
    return TRANSITIONS[status, act][0]


CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of a check-in code: none that look alike (no 0 O, 1 I)."""


def read_code(typed: str) -> str:
    """Give a check-in code as kept: capitals, without the spaces and marks people type; "" for none."""
    letters = "".join(letter for letter in typed.upper() if letter in CODE_LETTERS)
    return letters if len(letters) == 8 else ""
