"""Important abnormal results (X1): which they are, how soon somebody must be told, until when each is followed.

Class A needs somebody at once, class B within days, as Chinese exam centres sort them. The list is
`data/important.json`, with its sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from webapp.toolbox.packaged import data


class Level(StrEnum):
    """How soon somebody has to be told: A the same day, B within days."""

    A = "A"
    B = "B"


class Act(StrEnum):
    """What can be noted about an important result; the last four end it."""

    NO_ANSWER = "NO_ANSWER"
    TOLD = "TOLD"
    NOTE = "NOTE"
    SAW_DOCTOR = "SAW_DOCTOR"
    DECLINED = "DECLINED"
    UNREACHABLE = "UNREACHABLE"
    NOT_SO = "NOT_SO"
    CORRECTED = "CORRECTED"


ENDS = frozenset({Act.SAW_DOCTOR, Act.DECLINED, Act.UNREACHABLE, Act.NOT_SO, Act.CORRECTED})
BY_HAND = tuple(act for act in Act if act is not Act.CORRECTED)
TRIES = 3  # calls without an answer before somebody counts as unreachable

_TELL_WITHIN = {Level.A: timedelta(hours=4), Level.B: timedelta(days=3)}
_SEE_AFTER = {Level.A: timedelta(days=1), Level.B: timedelta(days=14)}


class Line(Protocol):
    """What of a result decides."""

    code: str
    value: Decimal | None
    choice: str


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of the list. `at_least` and `at_most` are in the item's own unit; both ends count."""

    code: str
    level: Level
    at_least: Decimal | None
    at_most: Decimal | None
    choices: frozenset[str]

    def fits(self, line: Line) -> bool:
        """Tell whether a result is as important as this limit says."""
        if line.choice:
            return line.choice in self.choices
        if line.value is None:
            return False
        high = self.at_least is not None and line.value >= self.at_least
        return high or (self.at_most is not None and line.value <= self.at_most)


@cache
def limits() -> dict[str, tuple[Limit, ...]]:
    """Give lab item code → its limits, A before B."""
    found: dict[str, tuple[Limit, ...]] = {}
    for raw in sorted(data("exams", "important")["rules"], key=lambda rule: str(rule["level"])):
        found[raw["code"]] = (*found.get(raw["code"], ()), _limit(raw))
    return found


def _limit(raw: dict[str, Any]) -> Limit:
    ends = [Decimal(raw[name]) if name in raw else None for name in ("at_least", "at_most")]
    return Limit(raw["code"], Level(raw["level"]), ends[0], ends[1], frozenset(raw.get("choices", ())))


def level_of(line: Line) -> Level | None:
    """Give how important a result is; None for most."""
    return next((limit.level for limit in limits().get(line.code, ()) if limit.fits(line)), None)


def found_in(lines: Iterable[Line]) -> dict[str, Level]:
    """Give lab item code → level of the important ones of a report."""
    return {line.code: level for line in lines if (level := level_of(line)) is not None}


def tell_by(level: Level, now: datetime) -> datetime:
    """Give until when the client has to be told: 4 hours in class A, 3 days in class B (ours)."""
    return now + _TELL_WITHIN[level]


def due_after(act: Act, level: Level, *, due: datetime, now: datetime) -> datetime:
    """Give until when the next step is due: once told, somebody asks after 1 or 14 days what the doctor said (ours)."""
    return now + _SEE_AFTER[level] if act is Act.TOLD else due


def may_note(act: Act, *, told: bool, unanswered: int) -> bool:
    """Tell whether a step fits: how it ended is known only once told, unreachable only after three calls."""
    if act in (Act.SAW_DOCTOR, Act.DECLINED):
        return told
    return act is not Act.UNREACHABLE or (not told and unanswered >= TRIES)
