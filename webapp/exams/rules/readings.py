"""A figure as a person types it, read exactly or refused with the precise reason (X1).

Full-width digits and marks are read; a decimal comma is read; a comma that could be either a
decimal or a thousands mark is never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]+,([0-9]{1,2}|[0-9]{4,})")
_AMBIGUOUS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|0,[0-9]{3}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3002: ord("."), 0x3000: ord(" ")}
MOST_DIGITS = 9
MOST_DECIMALS = 4


class Slip(StrEnum):
    """Why a figure could not be taken."""

    NOT_A_NUMBER = "NOT_A_NUMBER"
    AMBIGUOUS_COMMA = "AMBIGUOUS_COMMA"
    NEGATIVE = "NEGATIVE"
    TOO_LONG = "TOO_LONG"
    UNKNOWN_UNIT = "UNKNOWN_UNIT"
    IMPOSSIBLE = "IMPOSSIBLE"
    NOT_ON_SCALE = "NOT_ON_SCALE"
    NEEDS_WORDS = "NEEDS_WORDS"
    NOT_IN_PACKAGE = "NOT_IN_PACKAGE"
    CONTRADICTS_NOT_DONE = "CONTRADICTS_NOT_DONE"
    MISSING = "MISSING"
    LIMIT_ONLY = "LIMIT_ONLY"
    NOT_FINAL = "NOT_FINAL"
    WITHDRAWN = "WITHDRAWN"
    TWICE = "TWICE"


class Misread(ValueError):
    """A figure was refused; `slip` says why."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.value)
        self.slip = slip


def read_figure(text: str) -> Decimal | None:
    """Read what was typed; nothing typed is None, never 0. Raises Misread."""
    plain = text.translate(_FULL_WIDTH).strip()
    if not plain:
        return None
    if plain[0] in "-−–" and plain[1:2].isdigit():
        raise Misread(Slip.NEGATIVE)
    return _within_size(Decimal(_decimal_point(plain)))


def _decimal_point(plain: str) -> str:
    if len(plain) > 40:
        raise Misread(Slip.TOO_LONG)
    if _PLAIN.fullmatch(plain):
        return plain
    if _THOUSANDS.fullmatch(plain):
        return plain.replace(",", "")
    if _DECIMAL_COMMA.fullmatch(plain):
        return plain.replace(",", ".")
    raise Misread(Slip.AMBIGUOUS_COMMA if _AMBIGUOUS.fullmatch(plain) else Slip.NOT_A_NUMBER)


def _within_size(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if decimals > MOST_DECIMALS or value.adjusted() >= MOST_DIGITS:
        raise Misread(Slip.TOO_LONG)
    return value
