"""Figures that are allowed but rarely meant: a soft question before the hard limit (Q4).

A question may carry the range that people usually answer (`usual-range`, a FHIR Range in the question's own unit).
A figure outside it is kept as it stands; the person is only asked whether it is what was meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.numbers import as_decimal
from webapp.questionnaires.rules.valuesets import code_pair

MINUTES_OF_AN_HOUR = 60
FEWEST_HOURS_MEANT, MOST_HOURS_MEANT = 1, 24
EXAMPLE_WITHOUT_LIMITS = Decimal(100)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that is unusually low or high; `as_hours` is what it comes to if hours were meant, in minutes."""

    figure: Decimal
    low: bool
    as_hours: int | None = None


def usual_range(item: Item) -> tuple[Decimal, Decimal] | None:
    """Give the range that people usually answer, in the question's unit."""
    held = extensions.value(item.source, extensions.USUAL_RANGE)
    ends = [held.get(end) for end in ("low", "high")] if isinstance(held, Mapping) else []
    low, high = (as_decimal(end.get("value")) if isinstance(end, Mapping) else None for end in ends or (0, 0))
    return None if low is None or high is None else (low, high)


def doubt(item: Item, values: Sequence[Any]) -> Doubt | None:
    """Tell whether a figure lies outside what people usually answer; its edges are usual."""
    around = usual_range(item)
    figure = as_decimal(next(iter(values), None))
    if around is None or figure is None:
        return None
    if around[0] <= figure <= around[1]:
        return None
    low = figure < around[0]
    return Doubt(figure, low, _as_hours(item, figure, around) if low else None)


def doubts(definition: Definition, answers: Mapping[str, Sequence[Any]]) -> dict[str, Doubt]:
    """Give the doubtful figures among answers, by linkId."""
    known = ((link_id, definition.index.get(link_id)) for link_id in answers)
    found = ((link_id, doubt(item, answers[link_id])) for link_id, item in known if item is not None)
    return {link_id: one for link_id, one in found if one is not None}


def example(item: Item) -> int | float:
    """Give a figure that fits the question, to show how one is written; halves where decimals are taken."""
    least, most = usual_range(item) or _limits(item)
    middle = sqrt(max(least, _ONE) * max(most, _ONE))
    return round(middle) if item.type == "integer" else int(middle) + 0.5


def _limits(item: Item) -> tuple[Decimal, Decimal]:
    least = as_decimal(extensions.value(item.source, extensions.MIN_VALUE))
    most = as_decimal(extensions.value(item.source, extensions.MAX_VALUE))
    return least or Decimal(0), EXAMPLE_WITHOUT_LIMITS if most is None else most


def _as_hours(item: Item, figure: Decimal, around: tuple[Decimal, Decimal]) -> int | None:
    """Give the minutes of so many hours, where a question in minutes got what looks like hours."""
    unit = extensions.value(item.source, extensions.UNIT)
    if not isinstance(unit, Mapping) or code_pair(unit)[1] != "min":
        return None
    minutes = figure * MINUTES_OF_AN_HOUR
    meant = FEWEST_HOURS_MEANT <= figure <= MOST_HOURS_MEANT and around[0] <= minutes <= around[1]
    return int(minutes) if meant else None
