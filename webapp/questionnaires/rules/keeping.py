"""How long an unfinished draft is kept when nobody touches it."""

from __future__ import annotations

from datetime import datetime, timedelta

KEPT = timedelta(days=90)
"""After the last touch; health answers that nobody sends are not hoarded."""
WARNED = timedelta(days=7)
"""A notice comes this long before, whatever else was late."""


def warn_before(now: datetime) -> datetime:
    """Give the moment: drafts last touched before it are told that they will be deleted."""
    return now - (KEPT - WARNED)


def forget_before(now: datetime) -> tuple[datetime, datetime]:
    """Give (last touched, told) moments: a draft that lies before both is deleted."""
    return now - KEPT, now - WARNED
