"""Units of results, converted explicitly and never silently (X1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

_KEPT = Decimal("0.000001")


class UnknownUnit(ValueError):
    """A figure came in a unit that its item does not know."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Another unit of an item: own unit = figure × `times` ÷ `divide` + `plus`."""

    name: str
    times: Decimal = Decimal(1)
    divide: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)


def in_own_unit(value: Decimal, unit: str, *, own: str, others: Iterable[Unit]) -> Decimal:
    """Give `value` written in `unit` as a figure in the item's own unit, to six decimals.

    Raises UnknownUnit. A figure already in the own unit comes back as it is.
    """
    if unit == own:
        return value
    for other in others:
        if other.name == unit:
            exact = value * other.times / other.divide + other.plus
            return exact.quantize(_KEPT, ROUND_HALF_EVEN).normalize() + 0
    raise UnknownUnit(unit)
