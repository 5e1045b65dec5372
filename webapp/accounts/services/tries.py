"""Wrong tries bring a pause, which nobody can put on somebody else's own device (A3).

Failures are counted for each name typed, known or not. A device on which this person has signed in
before has a counter of its own: strangers who know a name spend only the one of all strange devices.
"""

from __future__ import annotations

from webapp.accounts import rules
from webapp.accounts.models import Account
from webapp.kernel import crypto, ids, limits, transaction
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class TooManyTries(Refusal):
    """Too many failures for this name: a pause."""

    status = 429

    def message(self) -> str:
        return _("Too many tries. Please wait a quarter of an hour.")


def counter(name: str, device: rules.Device) -> str:
    """Give the key under which failures count: `name` is the blind index of what was typed."""
    return f"{name}:{device.id}" if _tag(name) in device.people else name


def check_pause(key: str) -> None:
    """Raise `TooManyTries` while the counter is spent."""
    if not limits.peek("accounts.password", key, *rules.PASSWORD_TRIES):
        raise TooManyTries


def count_failure(key: str) -> None:
    """Count one failure; it outlives the refused request."""
    transaction.after_rollback(lambda: _take(key))


def _take(key: str) -> None:
    limits.take("accounts.password", key, *rules.PASSWORD_TRIES)


def know(device: rules.Device, account: Account) -> rules.Device:
    """Give the device with `account` among those who have signed in on it."""
    name = account.phone_index or crypto.blind_index("account.username", account.username or "")
    return rules.remember(device, _tag(name), new_id=ids.new_token())


def _tag(name: str) -> str:
    # The cookie holds no column of the database: who reads one learns nothing about the other.
    return crypto.blind_index("accounts.device", name)[:16]
