"""Figures over the years (R3): one series an item and unit, the range of each time, what changed.

Units are never mixed: a figure that was kept in another unit makes a series of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from webapp.exams.rules.flags import Flag, Range
from webapp.records.rules import Source

A_YEAR_BEFORE: Final = timedelta(days=270)
"""An exam a year ago is rarely 365 days ago; nine months are “the year before”, a month is not."""
OUTSIDE: Final = frozenset({Flag.LOW, Flag.HIGH, Flag.CRITICAL_LOW, Flag.CRITICAL_HIGH, Flag.ABNORMAL})


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of an item, with the range it was judged by then."""

    code: str
    unit: str
    day: date
    value: Decimal
    source: Source
    flag: Flag
    range: Range | None = None

    @property
    def outside(self) -> bool:
        """Whether it lay outside the range of its time."""
        return self.flag in OUTSIDE


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one item in one unit, oldest first; `total` counts also those that are not drawn."""

    code: str
    unit: str
    points: tuple[Point, ...]
    total: int

    @property
    def last(self) -> Point:
        """The newest figure."""
        return self.points[-1]

    def since_a_year(self) -> tuple[Point, Decimal] | None:
        """Give the newest figure of about a year before the last, taken in the same place, and the change since."""
        before = [
            point
            for point in self.points
            if point.source is self.last.source and self.last.day - point.day >= A_YEAR_BEFORE
        ]
        return (before[-1], self.last.value - before[-1].value) if before else None


@dataclass(frozen=True, slots=True)
class Band:
    """The reference range in use between two days (both ends of the drawing included)."""

    start: date
    end: date
    range: Range


def series(points: Iterable[Point], more: dict[str, int]) -> dict[tuple[str, str], Series]:
    """Sort figures into series by item and unit; `more` counts for each item the figures that are not among them."""
    sorted_out: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        sorted_out[point.code, point.unit].append(point)
    return {
        key: Series(
            *key,
            points=tuple(sorted(found, key=lambda one: (one.day, one.source is not Source.EXAM))),
            total=len(found) + more.get(key[0], 0),
        )
        for key, found in sorted_out.items()
    }


def bands(points: Sequence[Point]) -> list[Band]:
    """Give the ranges over time: each holds from halfway after the figure before to halfway before the next.

    The exams' ranges are drawn; those for readings at home only where there was no exam. Equal neighbours are one.
    """
    judged = [point for point in points if point.range and point.source is Source.EXAM]
    judged = judged or [point for point in points if point.range]
    found: list[Band] = []
    for place, point in enumerate(judged):
        start = points[0].day if place == 0 else _halfway(judged[place - 1].day, point.day)
        end = points[-1].day if place == len(judged) - 1 else _halfway(point.day, judged[place + 1].day)
        if point.range is None:
            continue
        if found and _same(found[-1].range, point.range):
            found[-1] = Band(found[-1].start, end, point.range)
        else:
            found.append(Band(start, end, point.range))
    return found


def _halfway(one: date, other: date) -> date:
    return one + (other - one) / 2


def _same(one: Range, other: Range) -> bool:
    return (one.low, one.high, one.below) == (other.low, other.high, other.below)


def span(points: Sequence[Point], drawn: Sequence[Band]) -> tuple[Decimal, Decimal]:
    """Give the lowest and highest figure to be drawn, with a little room around them."""
    edges = [edge for band in drawn for edge in (band.range.low, upper(band.range)) if edge is not None]
    # A limit far away would press the figures flat: what lies far outside them is left to the words.
    values = [point.value for point in points]
    room = max(max(values) - min(values), abs(max(values)) / 4)
    near = [edge for edge in edges if min(values) - room <= edge <= max(values) + room]
    low, high = min([*values, *near]), max([*values, *near])
    margin = (high - low) / 8 or abs(high) / 8 or Decimal(1)
    return low - margin, high + margin


def upper(range_: Range) -> Decimal | None:
    """Give the upper end of a range, whether it belongs to it or not."""
    return range_.high if range_.high is not None else range_.below
