"""What people type into fields: figures, days and times as they are written in China and elsewhere (Q4).

Full-width forms and the marks of a Chinese keyboard are forgiven; what cannot be read is given back as it stands, or
as None for figures, and validation says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

LONGEST_FIGURE = 40
MOST_DIGITS = 15
"""Digits that a JSON number carries without loss in every language; nothing is measured to more."""

_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?")
_FIGURE = re.compile(r"[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})")
_POINT, _HALF_POINT, _LIST_COMMA, _MINUS, _DASH = 0x3002, 0xFF61, 0x3001, 0x2212, 0x2013
_YEAR, _MONTH, _DAY, _SLASH, _STOP = 0x5E74, 0x6708, 0x65E5, 0x2F, 0x2E
_MARKS = {_POINT: ".", _HALF_POINT: ".", _LIST_COMMA: ",", _MINUS: "-", _DASH: "-"}
_DAY_MARKS = {_DAY: "", **dict.fromkeys((_YEAR, _MONTH, _SLASH, _STOP, _POINT, _MINUS, _DASH), "-")}
_DAY_WORDS = "".join(map(chr, (_YEAR, _MONTH, _DAY)))
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?-?")
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(?:\.[0-9]{1,9})?)?")
_ZONE = "+08:00"
"""China has one clock; a moment typed without a zone is meant by it."""


def figure(text: str) -> Decimal | None:
    """Read a number; a comma before groups of three digits parts thousands, elsewhere it is a decimal comma."""
    plain = _plain(text).translate(_MARKS) if len(text) <= LONGEST_FIGURE else ""
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if not _FIGURE.fullmatch(plain):
        return None
    digits = plain.lstrip("+-").replace(".", "").strip("0")
    return Decimal(plain) if len(digits) <= MOST_DIGITS else None


def day(text: str) -> str:
    """Read a year, month or day written with hyphens, slashes, points or Chinese words."""
    plain = _plain(text).translate(_DAY_MARKS)
    found = _EIGHT.fullmatch(plain) or _DATE.fullmatch(plain)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text.strip()


def joined(parts: Sequence[str]) -> str:
    """Put a year, a month and a day from fields of their own together; a whole day in the first one is enough."""
    bare = [part.strip().rstrip(_DAY_WORDS) if any(parts[1:]) else part.strip() for part in parts]
    return "-".join(bare).rstrip("-")


def parts(text: str) -> tuple[str, str, str]:
    """Give what stands in the fields for year, month and day; a text that is no day stands in the first."""
    year, _, rest = text.partition("-")
    month, _, day_of_month = rest.partition("-")
    return year, month.removeprefix("0"), day_of_month.removeprefix("0")


def wrong_part(text: str) -> str:
    """Tell which part of a text keeps it from being a day: `year`, `month` or `day`."""
    year, month, _ = parts(day(text))
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return "year"
    return "day" if month.isascii() and month.isdigit() and 1 <= int(month) <= 12 else "month"


def clock(text: str) -> str:
    """Read a time of day; seconds are zero when they are not written."""
    found = _CLOCK.fullmatch(_plain(text))
    return f"{found[1].zfill(2)}:{found[2]}{found[3] or ':00'}" if found else text.strip()


def moment(text: str) -> str:
    """Read a day, or a day and a time with `T` or a blank between; without a zone China's is meant."""
    date, _, time = unicodedata.normalize("NFKC", text.strip()).replace("T", " ").partition(" ")
    if not time:
        return day(text)
    found = _CLOCK.fullmatch(_plain(time))
    return f"{day(date)}T{clock(time)}{_ZONE}" if found else text.strip()


def _plain(text: str) -> str:
    """Give half-width letters without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())
