"""Places given in bulk: whose turn it is, and what becomes of each member (B11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

REMIND_EVERY: Final = timedelta(days=7)
"""How long after a reminder nobody is reminded again."""


class Placing(StrEnum):
    """What became of a member in a run; OPEN until their turn."""

    OPEN = "OPEN"
    PLACED = "PLACED"
    BOOKED = "BOOKED"
    EXAMINED = "EXAMINED"
    OFFERED = "OFFERED"
    FULL = "FULL"
    NOT_ENROLLED = "NOT_ENROLLED"
    OWN_PLAN = "OWN_PLAN"
    NOT_YET = "NOT_YET"
    LEFT = "LEFT"


class Standing(StrEnum):
    """How far a member is with the year's exam, as it is counted."""

    NOT_BOOKED = "NOT_BOOKED"
    BOOKED = "BOOKED"
    EXAMINED = "EXAMINED"


_STANDINGS: Final = {
    "REQUESTED": Standing.BOOKED,
    "CONFIRMED": Standing.BOOKED,
    "CHANGE_REQUESTED": Standing.BOOKED,
    "CHECKED_IN": Standing.EXAMINED,
    "COMPLETED": Standing.EXAMINED,
}


def standing(booking_status: str | None) -> Standing:
    """Read a live booking's status; a held offer, or a time that was taken away, is not booked."""
    return _STANDINGS.get(booking_status or "", Standing.NOT_BOOKED)


def not_placed(booking_status: str | None, *, enrolled: bool, own: bool, begun: bool) -> Placing | None:
    """Say why a member gets no place in a run; None for whoever is to get one.

    `enrolled` in any plan, `own`: in one that is not the contract's; `begun`: the contract year has.
    """
    if not enrolled:
        return Placing.NOT_ENROLLED
    stands = standing(booking_status)
    if stands is not Standing.NOT_BOOKED:
        return Placing.EXAMINED if stands is Standing.EXAMINED else Placing.BOOKED
    if own:
        return Placing.OWN_PLAN
    if booking_status is not None:
        return Placing.OFFERED
    return None if begun else Placing.NOT_YET


@dataclass(frozen=True, slots=True)
class Turn:
    """A member of the roster as far as turns go."""

    client_id: str
    department: str
    joined_on: date
    line_id: str


def in_turn(members: Iterable[Turn]) -> list[Turn]:
    """Put members in the order in which they get places: a department together, within it as they came."""
    return sorted(members, key=lambda one: (one.department, one.joined_on, one.line_id))


def may_remind(last_sent: datetime | None, now: datetime) -> bool:
    """Tell whether members may be reminded again."""
    return last_sent is None or now >= last_sent + REMIND_EVERY
