"""Who reacts to which event, one line each: the only upward road."""

from __future__ import annotations


def connect() -> None:
    """Subscribe every reaction of the house, in the order in which they run."""
