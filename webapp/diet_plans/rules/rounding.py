"""How figures of nutrition are rounded: here and nowhere else (D2). Sums are exact; only what is said is rounded.

To the nearest, a half upwards. What is said with "at least" is rounded down: a lower bound stays one.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

_ONE = Decimal(1)


def nearest(figure: Decimal, places: int = 0) -> Decimal:
    """Give a figure with so many decimal places."""
    return figure.quantize(_ONE.scaleb(-places), ROUND_HALF_UP)


def at_least(figure: Decimal, places: int = 0) -> Decimal:
    """Give a lower bound with so many decimal places; it never says more than is there."""
    return figure.quantize(_ONE.scaleb(-places), ROUND_DOWN)


def enough(figure: Decimal, places: int = 0) -> Decimal:
    """Give an amount to buy with so many decimal places; it never says less than is needed."""
    return figure.quantize(_ONE.scaleb(-places), ROUND_UP)


def to_step(figure: Decimal, step: Decimal) -> Decimal:
    """Give the nearest multiple of a step: 1,832 kcal by fifties is 1,850."""
    return nearest(figure / step) * step


def down_to_step(figure: Decimal, step: Decimal) -> Decimal:
    """Give the multiple of a step that a lower bound reaches: at least 1,456 kcal by tens is at least 1,450."""
    return at_least(figure / step) * step


def percent(share: Decimal) -> Decimal:
    """Give a share in whole per cent."""
    return nearest(100 * share)


def percent_reached(share: Decimal) -> Decimal:
    """Give the whole per cent that a share has reached: a ring never shows more than was done."""
    return at_least(100 * share)
