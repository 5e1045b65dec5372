"""Where figures come from (R3); opening a record with a reason (product.md §1: headquarters; A6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

REASON_HOLDS = timedelta(minutes=30)
SHORTEST_REASON = 5  # letters: "call" alone says nothing to the client who reads it


class Source(StrEnum):
    """Where a figure was measured: at the yearly exam, by the client at home, by our staff."""

    EXAM = "EXAM"
    HOME = "HOME"
    BRANCH = "BRANCH"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a reading: `value` in the item's own `unit`, and as it was written."""

    code: str
    value: Decimal
    unit: str
    written_value: Decimal
    written_unit: str


def is_reason(words: str) -> bool:
    """Tell whether something was said that the client can understand."""
    return sum(letter.isalnum() for letter in words) >= SHORTEST_REASON


def still_holds(given_at: datetime, now: datetime) -> bool:
    """Tell whether a reason given then is still good; later a new one is asked for."""
    return given_at <= now < given_at + REASON_HOLDS
