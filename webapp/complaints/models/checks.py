"""Which words a column may hold: the enums of the rules, said to the database as well."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint


def one_of(column: str, words: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """Give a CHECK, named like its column, that it holds one of `words` (or nothing, if it may be NULL)."""
    listed = ",".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
