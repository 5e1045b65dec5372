"""When a message may make a phone ring (M2)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
"""Between these hours, by the receiver's clock, no text message is sent; it waits for the morning."""


def may_ring_at(moment: datetime, zone: str) -> datetime:
    """Give when a text message of `moment` (aware) may go out to somebody in `zone`: at once, or at eight."""
    local = moment.astimezone(ZoneInfo(zone))
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    morning = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(morning, QUIET_UNTIL, ZoneInfo(zone)).astimezone(UTC)
