"""JSON numbers as exact decimals."""

from __future__ import annotations

from decimal import Decimal

LARGEST_EXPONENT = 9_999
MOST_DIGITS = 1_000
WRITTEN_OUT = 20


def as_decimal(number: object) -> Decimal | None:
    """Give a JSON number as a Decimal; booleans, texts and not-a-number are none.

    Floats go through their shortest written form, so that 5.1 stays 5.1. Numbers of more than a thousand digits or
    beyond ten to the 9999th measure nothing and are none either: they would only cost time.
    """
    exact = _exact(number)
    if exact is None or not exact.is_finite():
        return None
    usual = abs(exact.adjusted()) <= LARGEST_EXPONENT and len(exact.as_tuple().digits) <= MOST_DIGITS
    return exact if usual else None


def _exact(number: object) -> Decimal | None:
    if isinstance(number, bool):
        return None
    if isinstance(number, float):
        return Decimal(repr(number))
    return Decimal(number) if isinstance(number, int | Decimal) else None


def as_count(number: object) -> int | None:
    """Give a JSON number as a count, its fraction cut off; None when it is none or below zero."""
    exact = as_decimal(number)
    return int(exact) if exact is not None and 0 <= exact < 2**53 else None


def decimal_places(number: Decimal) -> int:
    """Count the digits after the point as written: 5.10 has two."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(number: Decimal) -> str:
    """Write a number as people do, without noughts at the end; very large and very small ones with an exponent."""
    if not number:
        return "0"
    if abs(number.adjusted()) <= WRITTEN_OUT:
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    sign, digits, _ = number.as_tuple()
    first, rest = str(digits[0]), "".join(map(str, digits[1:])).rstrip("0")
    return f"{'-' if sign else ''}{first}{rest and '.' + rest}E{number.adjusted():+d}"
