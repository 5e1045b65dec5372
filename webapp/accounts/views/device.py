"""What the signed cookie keeps of a browser after sign-out: who has signed in on it (A3)."""

from __future__ import annotations

from flask import session

from webapp.accounts import rules

_KEY = "device"


def here() -> rules.Device:
    """Give this browser as a device; nobody is known on a new one."""
    kept = session.get(_KEY)
    return rules.Device(kept["id"], tuple(kept["people"])) if kept else rules.STRANGE


def keep_only(device: rules.Device) -> None:
    """Empty the cookie but for the device; it lives as long as a client's session may."""
    session.clear()
    session.permanent = True
    if device.id:
        session[_KEY] = {"id": device.id, "people": list(device.people)}
