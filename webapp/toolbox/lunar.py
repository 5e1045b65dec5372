"""The Chinese calendar of the years 1900 to 2100: a day of the common calendar as year, month and day of the moon.

The table holds what lunar-python 1.4.8 (MIT) computes: new moons at 120 degrees east, the leap month without a
principal term. Of its 2486 months lunardate 0.3.0 begins four a day earlier (July 1933, November 1954, September
1978, September 2057: new moons close to midnight) and the rest alike; the tests hold it against published dates.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR = 1900
_MONTHS = 13
_TABLE = """
3d16d2 620752 4c0ea5 38b64a 5c064b 440a9b 309556 56056a 400b59 2a5752 500752 3adb25 600b25
480a4b 32b4ab 5802ad 42056b 2c4b69 520da9 3efd92 640e92 4c0d25 36ba4d 5c0a56 4602b6 2e95b5
5606d4 400ea9 2c5e92 500e92 3acd26 5e052b 480a57 32b2b6 580b5a 4406d4 2e6ec9 520749 3cf693
620a93 4c052b 34ca5b 5a0aad 46056a 309b55 560ba4 400b49 2a5a93 500a95 38f52d 5e0536 480aad
34b5aa 5805b2 420da5 2e7d4a 540d4a 3d0a95 600a97 4c0556 36cab5 5a0ad5 4606d2 308ea5 560ea5
40064a 286c97 4e0a9b 3af55a 5e056a 480b69 34b752 5a0b52 420b25 2c964b 520a4b 3d14ab 6002ad
4a056d 36cb69 5c0da9 460d92 309d25 560d25 415a4d 640a56 4e02b6 38c5b5 5e06d5 480ea9 34be92
5a0e92 440d26 2c6a56 500a57 3d14d6 62035a 4a06d5 36b6c9 5c0749 460693 2e952b 54052b 3e0a5b
2a555a 4e056a 38fb55 600ba4 4a0b49 32ba93 580a95 42052d 2c8aad 500ab5 3d35aa 6205d2 4c0da5
36dd4a 5c0d4a 460c95 30952e 540556 3e0ab5 2a55b2 5006d2 38cea5 5e0725 48064b 32ac97 560cab
42055a 2c6ad6 520b69 3d7752 620b52 4c0b25 36da4b 5a0a4b 4404ab 2ea55b 5405ad 3e0b6a 2a5b52
500d92 3afd25 5e0d25 480a55 32b4ad 5804b6 4005b5 2c6daa 520ec9 3f1e92 620e92 4c0d26 36ca56
5a0a57 4404d6 2e86d5 540755 400749 286e93 4e0693 38f52b 5e052b 460a5b 32b55a 58056a 420b65
2c974a 520b4a 3d1a95 620a95 4a052d 34caad 5a0ab5 4605aa 2e8ba5 540da5 400d4a 2a7c95 4e0c96
38f94e 5e0556 480ab5 32b5b2 5806d2 420ea5 2e8e4a 50068b 3b0c97 6004ab 4a055b 34cad6 5a0b6a
460752 309725 540b45 3e0a8b 28549b 4e04ab
"""
"""One number a year, hexadecimal. Bits 0-12: the month has 30 days, not 29, in the order they follow each other;
13-16: the month that is followed by a leap one, 0 for none; 17-22: days from 1 January to the new year."""


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the Chinese calendar: `year` is that of the common one in which the Chinese year begins."""

    year: int
    month: int
    day: int
    leap: bool

    @property
    def stem(self) -> int:
        """Which of the ten heavenly stems the year has, from 0."""
        return (self.year - 4) % 10

    @property
    def branch(self) -> int:
        """Which of the twelve earthly branches, and so which animal, the year has, from 0."""
        return (self.year - 4) % 12


def lunar_day(day: date) -> LunarDay | None:
    """Give a day in the Chinese calendar; None outside the table."""
    starts, months = _months()
    at = bisect_right(starts, day) - 1
    if at < 0 or at >= len(months):
        return None
    year, month, leap = months[at]
    return LunarDay(year, month, (day - starts[at]).days + 1, leap)


@lru_cache(maxsize=1)
def _months() -> tuple[list[date], list[tuple[int, int, bool]]]:
    """Give the first days of all months and one behind them, and (year, month, leap) of each."""
    starts: list[date] = []
    months: list[tuple[int, int, bool]] = []
    day = date(FIRST_YEAR, 1, 31)
    for year, packed in enumerate((int(word, 16) for word in _TABLE.split()), FIRST_YEAR):
        leap = packed >> _MONTHS & 15
        day = date(year, 1, 1) + timedelta(packed >> 17)
        for place in range(12 + bool(leap)):
            starts.append(day)
            months.append((year, place + (not leap or place < leap), bool(leap) and place == leap))
            day += timedelta(30 if packed >> place & 1 else 29)
    return [*starts, day], months
