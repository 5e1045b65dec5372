"""Conditions the tables of this room share."""

from __future__ import annotations

from enum import StrEnum


def one_of(column: str, words: type[StrEnum]) -> str:
    """Give the SQL condition that a column holds one of an enumeration's values."""
    return f"{column} IN ({', '.join(repr(word.value) for word in words)})"
