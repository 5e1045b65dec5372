"""JSON numbers as exact decimals."""

from __future__ import annotations

from decimal import Decimal


def as_decimal(number: object) -> Decimal | None:
    """Give a JSON number as a Decimal; booleans, texts and not-a-number are none.

    Floats go through their shortest written form, so that 5.1 stays 5.1.
    """
    if isinstance(number, bool):
        return None
    if isinstance(number, int):
        return Decimal(number)
    if isinstance(number, float):
        number = Decimal(repr(number))
    return number if isinstance(number, Decimal) and number.is_finite() else None


def decimal_places(number: Decimal) -> int:
    """Count the digits after the point as written: 5.10 has two."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
