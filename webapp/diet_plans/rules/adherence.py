"""Marking meals and what it adds up to (D6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

EDITABLE_DAYS = 7
LONGEST_NOTE = 500  # letters
_WEIGHT = {"DONE": Decimal(1), "SWAPPED": Decimal(1), "PARTLY": Decimal("0.5"), "SKIPPED": Decimal(0)}


class Mark(StrEnum):
    """What became of a meal."""

    DONE = "DONE"
    PARTLY = "PARTLY"
    SWAPPED = "SWAPPED"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True)
class Adherence:
    """How far a plan was followed: `share` of meals due (None before any), not logged apart."""

    due: int
    followed: Decimal
    not_logged: int

    @property
    def share(self) -> Decimal | None:
        """Give followed / due; None when no meal was due."""
        return self.followed / self.due if self.due else None


def adherence(marks: Iterable[Mark | None]) -> Adherence:
    """Add up the meals due: (done + swapped in group + half of partly) / due (D6).

    None stands for a meal that was due and not logged; it counts as due and is also shown apart.
    """
    due = list(marks)
    followed = sum((_WEIGHT[mark] for mark in due if mark is not None), Decimal(0))
    return Adherence(len(due), followed, sum(mark is None for mark in due))


def may_mark(day: date, *, today: date) -> bool:
    """Tell whether a meal of `day` may be marked: today and the six days before (D6)."""
    return today - timedelta(days=EDITABLE_DAYS - 1) <= day <= today


def days_before(today: date) -> list[date]:
    """Give the seven days before today, oldest first."""
    return [today - timedelta(days=back) for back in range(EDITABLE_DAYS, 0, -1)]
