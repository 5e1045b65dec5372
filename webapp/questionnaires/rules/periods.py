"""FHIR dates, times and dateTimes: written forms, and comparison of partial ones as periods.

`2022-06-30` lies inside `2022-06`, so neither is before the other: the comparison is made to the precision that
both have. Full dateTimes with a zone compare as instants.
"""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?", re.ASCII)
_ZONED = re.compile(r"(.{10})T(.+?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)", re.ASCII)


def is_date(text: object) -> bool:
    """Tell whether a text is a FHIR date: a year, a month or a day that exists."""
    return isinstance(text, str) and bool(_DATE.fullmatch(text)) and (len(text) < 10 or _exists(text))


def is_time(text: object) -> bool:
    """Tell whether a text is a FHIR time of day with seconds."""
    return isinstance(text, str) and bool(_TIME.fullmatch(text))


def is_datetime(text: object) -> bool:
    """Tell whether a text is a FHIR dateTime: a partial date, or a full one with time and zone."""
    if not isinstance(text, str):
        return False
    zoned = _ZONED.fullmatch(text)
    return is_date(text) or (zoned is not None and is_date(zoned[1]) and is_time(zoned[2]))


def is_period(text: object) -> bool:
    """Tell whether a text is any of the three."""
    return is_datetime(text) or is_time(text)


def compare(left: str, right: str) -> int:
    """Give -1, 0 or 1 for left before, within or touching, or after right; both are periods as told above."""
    if "T" in left and "T" in right:
        first, second = _instant(left), _instant(right)
        return (first > second) - (first < second)
    precision = min(len(left), len(right), 10 if "-" in left + right else 18)
    return (left[:precision] > right[:precision]) - (left[:precision] < right[:precision])


def same_instant(left: str, right: str) -> bool:
    """Tell whether two full dateTimes name one instant, whatever their zones."""
    return (
        is_datetime(left)
        and is_datetime(right)
        and "T" in left
        and "T" in right
        and compare(left, right) == 0
    )


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _instant(text: str) -> tuple[int, str]:
    """Give a full dateTime as whole seconds and the digits of their fraction."""
    day, time, zone = _ZONED.fullmatch(text).groups()  # type: ignore[union-attr]
    clock, _, fraction = time.partition(".")
    hours, minutes, seconds = map(int, clock.split(":"))
    whole = date.fromisoformat(day).toordinal() * 86_400 + hours * 3_600 + minutes * 60 + seconds
    return whole - _offset(zone), fraction.rstrip("0")


def _offset(zone: str) -> int:
    """Give the seconds by which a zone's clocks are ahead of UTC."""
    if zone == "Z":
        return 0
    ahead = int(zone[1:3]) * 3_600 + int(zone[4:6]) * 60
    return -ahead if zone[0] == "-" else ahead
