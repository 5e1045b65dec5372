"""What becomes of a person's row when a file with results is confirmed (X1)."""

from __future__ import annotations

from enum import StrEnum

from webapp.exams.rules.imports.comparing import State


class Outcome(StrEnum):
    """What became of a person's row: OPEN until its turn, LEFT where there was nothing to write."""

    OPEN = "OPEN"
    KEPT = "KEPT"
    HANDED_IN = "HANDED_IN"
    LEFT = "LEFT"
    MOVED = "MOVED"


WRITES = frozenset({State.NEW, State.CHANGED})
"""The states whose rows change something when the import is confirmed."""
