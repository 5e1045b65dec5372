"""What a figure means beside its reference range: low, high or critical (X1).

The institution's own range comes first, ours only as fallback; no range, no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Flag(StrEnum):
    """The mark kept with a result. UNRATED: there is no range to judge by."""

    NORMAL = "NORMAL"
    LOW = "LOW"
    HIGH = "HIGH"
    CRITICAL_LOW = "CRITICAL_LOW"
    CRITICAL_HIGH = "CRITICAL_HIGH"
    ABNORMAL = "ABNORMAL"
    UNRATED = "UNRATED"
    NOT_DONE = "NOT_DONE"


CRITICAL = frozenset({Flag.CRITICAL_LOW, Flag.CRITICAL_HIGH})


_GRAVITY = {
    Flag.UNRATED: 0,
    Flag.NORMAL: 1,
    Flag.ABNORMAL: 2,
    Flag.LOW: 3,
    Flag.HIGH: 3,
    Flag.CRITICAL_LOW: 4,
    Flag.CRITICAL_HIGH: 4,
}


def graver(ours: Flag, printed: Flag) -> Flag:
    """Give the graver of our mark and the laboratory's; ours where they weigh the same."""
    return printed if _GRAVITY.get(printed, 0) > _GRAVITY.get(ours, 0) else ours


@dataclass(frozen=True, slots=True)
class Range:
    """A reference range in the item's own unit: `low` and `high` belong to it, `below` does not."""

    low: Decimal | None = None
    high: Decimal | None = None
    below: Decimal | None = None
    sex: str | None = None
    ages: tuple[int, int] | None = None

    def fits(self, sex: str | None, age: int | None) -> bool:
        """Tell whether the range is for somebody of this sex and age (years, both ends included)."""
        if self.sex is not None and self.sex != sex:
            return False
        return self.ages is None or (age is not None and self.ages[0] <= age <= self.ages[1])

    def judge(self, value: Decimal) -> Flag:
        """Give LOW, HIGH or NORMAL."""
        if self.low is not None and value < self.low:
            return Flag.LOW
        if self.high is not None and value > self.high:
            return Flag.HIGH
        if self.below is not None and value >= self.below:
            return Flag.HIGH
        return Flag.NORMAL

    def in_words(self) -> str:
        """Give the range as printed: `3.9–6.1`, `< 5.2`, `≥ 1.0`, or nothing."""
        upper = self.high if self.high is not None else self.below
        if self.low is not None and upper is not None:
            return f"{self.low}–{upper}" if self.below is None else f"≥ {self.low}, < {upper}"
        if self.below is not None:
            return f"< {self.below}"
        if self.high is not None:
            return f"≤ {self.high}"
        return "" if self.low is None else f"≥ {self.low}"


def reference(
    own: Iterable[Range], fallback: Iterable[Range], *, sex: str | None, age: int | None
) -> Range | None:
    """Give the first range that fits the person: the institution's `own`, else ours."""
    for candidate in (*own, *fallback):
        if candidate.fits(sex, age):
            return candidate
    return None


def flag(
    value: Decimal, range_: Range | None, *, critical_low: Decimal | None, critical_high: Decimal | None
) -> Flag:
    """Give the mark of a figure; critical limits win over the range and include their edge."""
    if critical_low is not None and value <= critical_low:
        return Flag.CRITICAL_LOW
    if critical_high is not None and value >= critical_high:
        return Flag.CRITICAL_HIGH
    return Flag.UNRATED if range_ is None else range_.judge(value)
