"""Standing of staff (complaints.md §3), grades of institutions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """Exam class of an institution."""

    REGULAR = "REGULAR"
    HIGH_END = "HIGH_END"


class Standing(StrEnum):
    """Where a staff member stands; never stored, always derived from open orders."""

    ACTIVE = "ACTIVE"
    STANDBY = "STANDBY"
    SEPARATION_PROPOSED = "SEPARATION_PROPOSED"
    LEFT = "LEFT"


class Ending(StrEnum):
    """How a standby order ended."""

    REINSTATED = "REINSTATED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    SEPARATED = "SEPARATED"  # S4; terminal


@dataclass(frozen=True, slots=True)
class Order:
    """What standing needs to know of one open standby order."""

    separation_proposed: bool


def standing(open_orders: list[Order], *, left: bool = False) -> Standing:
    """Derive a person's standing: two complaints, one dismissed, is still standby (S1–S3)."""
    if left:
        return Standing.LEFT
    if any(order.separation_proposed for order in open_orders):
        return Standing.SEPARATION_PROPOSED
    return Standing.STANDBY if open_orders else Standing.ACTIVE


def may_serve(stands: Standing) -> bool:
    """Tell whether new work may go to this person: only while active (S1)."""
    return stands is Standing.ACTIVE
