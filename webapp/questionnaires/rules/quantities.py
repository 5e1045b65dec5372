"""Comparison of FHIR Quantities."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from webapp.questionnaires.rules import units
from webapp.questionnaires.rules.numbers import as_decimal

Quantity = Mapping[str, Any]


def comparable(left: Quantity, right: Quantity) -> bool:
    """Tell whether two quantities measure the same thing: one unit, or units that convert."""
    return _converted(left, right) is not None


def compare(left: Quantity, right: Quantity) -> int | None:
    """Give -1, 0 or 1 for left below, at or above right; None when they cannot be compared."""
    mine, theirs = as_decimal(left.get("value")), _converted(right, left)
    if mine is None or theirs is None:
        return None
    return (Fraction(mine) > theirs) - (Fraction(mine) < theirs)


def _converted(quantity: Quantity, like: Quantity) -> Fraction | None:
    """Give the value of `quantity` in the unit of `like`."""
    value = as_decimal(quantity.get("value"))
    if value is None or _system(quantity) != _system(like):
        return None
    if _same_unit(quantity, like):
        return Fraction(value)
    here, there = _code(quantity), _code(like)
    if _system(quantity) != units.UCUM or here is None or there is None:
        return None
    return units.convert(value, here, there)


def _same_unit(left: Quantity, right: Quantity) -> bool:
    mine, theirs = _code(left), _code(right)
    if mine is None and theirs is None:
        return True
    return any(_word(left, key) and _word(left, key) == _word(right, key) for key in ("code", "unit"))


def _system(quantity: Quantity) -> str:
    return _word(quantity, "system") or units.UCUM


def _code(quantity: Quantity) -> str | None:
    return _word(quantity, "code") or _word(quantity, "unit") or None


def _word(quantity: Quantity, key: str) -> str:
    value = quantity.get(key)
    return value if isinstance(value, str) else ""
