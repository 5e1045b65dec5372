"""Readings taken at home, between exams (R3): what is asked, what is believed, what is critical (S2).

Limits, units and critical edges are those of the lab items; the ranges for blood pressure at home are lower and
stand in `data/home_readings.json` with their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.flags import CRITICAL, Flag, Range
from webapp.exams.rules.readings import Misread, Slip
from webapp.exams.rules.sheet import Person, Reading, Typed, rated, read_line
from webapp.records.rules import Source
from webapp.toolbox.packaged import data


class Kind(StrEnum):
    """What a person can read at home; a blood pressure is one reading of two or three figures."""

    PRESSURE = "PRESSURE"
    WEIGHT = "WEIGHT"
    WAIST = "WAIST"
    FASTING_GLUCOSE = "FASTING_GLUCOSE"
    MEAL_GLUCOSE = "MEAL_GLUCOSE"


CODES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.PRESSURE: ("sbp", "dbp", "pulse"),
    Kind.WEIGHT: ("weight",),
    Kind.WAIST: ("waist",),
    Kind.FASTING_GLUCOSE: ("fpg",),
    Kind.MEAL_GLUCOSE: ("pbg2",),
}
"""The lab items of each kind, in the order in which they are asked."""
OPTIONAL: Final = frozenset({"pulse"})
OLDEST: Final = timedelta(days=366)
CLOCKS_DIFFER: Final = timedelta(minutes=10)


class Doubt(StrEnum):
    """What is wrong with a reading as a whole."""

    UPPER_NOT_ABOVE_LOWER = "UPPER_NOT_ABOVE_LOWER"
    IN_THE_FUTURE = "IN_THE_FUTURE"
    TOO_LONG_AGO = "TOO_LONG_AGO"


@dataclass(slots=True)
class HomeReading:
    """What was read: accepted figures, and by lab item why one was refused."""

    figures: list[Reading] = field(default_factory=list)
    problems: dict[str, Slip | Doubt] = field(default_factory=dict)

    @property
    def unlikely(self) -> list[str]:
        """The items whose figure is possible but rare: asked again before it is kept."""
        return [figure.code for figure in self.figures if figure.implausible]

    @property
    def fingerprint(self) -> str:
        """Give the figures as one text: a “yes, this is right” holds for these and no others."""
        return " ".join(f"{one.code}={one.value}" for one in self.figures)


def kind_of(codes: Iterable[str]) -> Kind:
    """Give the kind that a kept reading's items belong to."""
    held = set(codes)
    return next(kind for kind, asked in CODES.items() if held & set(asked))


@cache
def home_ranges() -> dict[str, tuple[Range, ...]]:
    """Give the ranges that hold at home instead of the lab items' own."""
    found = data("exams", "home_readings")["ranges"]
    return {
        code: (Range(low=Decimal(one["low"]), below=Decimal(one["below"])),) for code, one in found.items()
    }


def _own(code: str, source: Source) -> tuple[Range, ...]:
    return home_ranges().get(code, ()) if source is Source.HOME else ()


def read_reading(kind: Kind, typed: Mapping[str, Typed], person: Person, source: Source) -> HomeReading:
    """Read the figures of one reading; what is empty and asked for is missing, never zero."""
    found = HomeReading()
    for code in CODES[kind]:
        try:
            line = typed.get(code, Typed())
            figure = read_line(lab_items()[code], line, person, _own(code, source))
        except Misread as misread:
            found.problems[code] = misread.slip
            continue
        if figure is not None:
            found.figures.append(figure)
        elif code not in OPTIONAL:
            found.problems[code] = Slip.MISSING
    _compare_pressures(found)
    return found


def _compare_pressures(found: HomeReading) -> None:
    values = {figure.code: figure.value for figure in found.figures}
    upper, lower = values.get("sbp"), values.get("dbp")
    if upper is not None and lower is not None and upper <= lower:
        found.problems["dbp"] = Doubt.UPPER_NOT_ABOVE_LOWER


def when_problem(taken_at: datetime, now: datetime) -> Doubt | None:
    """Tell why a moment cannot be that of a reading: it is to come, or more than a year past."""
    if taken_at > now + CLOCKS_DIFFER:
        return Doubt.IN_THE_FUTURE
    return Doubt.TOO_LONG_AGO if taken_at < now - OLDEST else None


def judged(code: str, value: Decimal, person: Person, source: Source) -> Reading:
    """Judge a kept figure as it was judged when it was taken."""
    item = lab_items()[code]
    return rated(item, value, person, _own(code, source), written_value=value, written_unit=item.unit)


def critical(figures: Iterable[Reading]) -> list[str]:
    """Name what a human must hear of (S2): `bp_critical`, `glucose_very_high`, `glucose_very_low`."""
    found = {_ALERTS[figure.code][figure.flag] for figure in figures if figure.flag in CRITICAL}
    return sorted(found)


_PRESSURE: Final = {Flag.CRITICAL_HIGH: "bp_critical", Flag.CRITICAL_LOW: "bp_critical"}
_GLUCOSE: Final = {Flag.CRITICAL_HIGH: "glucose_very_high", Flag.CRITICAL_LOW: "glucose_very_low"}
_ALERTS: Final = {"sbp": _PRESSURE, "dbp": _PRESSURE, "fpg": _GLUCOSE, "pbg2": _GLUCOSE}
