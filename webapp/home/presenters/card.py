"""The card of the next step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """The next step: what it is, two short lines, and its button (none while one only waits)."""

    title: str
    lines: tuple[str, ...]
    words: str
    href: str
    spot: str
    done: int = 0
    total: int = 0
    quiet: bool = False
    beside: tuple[str, str] | None = None
    """What she may do all the same: words and address."""
