"""The one place that asks what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Shanghai"
"""The zone of whatever has none of its own: the company's."""

_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """Give the present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Give the time zone `name` (IANA, e.g. `Asia/Shanghai`)."""
    return ZoneInfo(name)


def local(moment: datetime, zone_name: str = HOME_ZONE) -> datetime:
    """Give an aware moment as the clocks of a zone show it; its `.date()` is the day it was there."""
    return moment.astimezone(zone(zone_name))


def today(zone_name: str = HOME_ZONE) -> date:
    """Give the calendar day it is now in a time zone."""
    return local(now(), zone_name).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware). The seed uses it to live through a year."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
