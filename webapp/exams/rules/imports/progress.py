"""The life of an import: read in the background, shown, confirmed, written, done (X1)."""

from __future__ import annotations

from enum import StrEnum

from webapp.exams.rules.imports.comparing import State


class ImportStatus(StrEnum):
    """Where a file stands."""

    READING = "READING"
    SHOWN = "SHOWN"
    APPLYING = "APPLYING"
    DONE = "DONE"
    DROPPED = "DROPPED"


class Outcome(StrEnum):
    """What became of a person's row: OPEN until its turn, LEFT where there was nothing to write."""

    OPEN = "OPEN"
    KEPT = "KEPT"
    HANDED_IN = "HANDED_IN"
    LEFT = "LEFT"
    MOVED = "MOVED"


WORKING = frozenset({ImportStatus.READING, ImportStatus.APPLYING})
ENDED = frozenset({ImportStatus.DONE, ImportStatus.DROPPED})
WRITES = frozenset({State.NEW, State.CHANGED})
"""The states whose rows change something when the import is confirmed."""
