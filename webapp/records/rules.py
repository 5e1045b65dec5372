"""Opening a record with a reason (product.md §1: headquarters; A6). Standard library only."""

from __future__ import annotations

from datetime import datetime, timedelta

REASON_HOLDS = timedelta(minutes=30)
SHORTEST_REASON = 5  # letters: "call" alone says nothing to the client who reads it


def is_reason(words: str) -> bool:
    """Tell whether something was said that the client can understand."""
    return sum(letter.isalnum() for letter in words) >= SHORTEST_REASON


def still_holds(given_at: datetime, now: datetime) -> bool:
    """Tell whether a reason given then is still good; later a new one is asked for."""
    return given_at <= now < given_at + REASON_HOLDS
