"""Roles, reach, and the rules of signing in (A2, A3). Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


class Role(StrEnum):
    """The people of product.md §1."""

    CLIENT = "CLIENT"
    HEALTH_MANAGER = "HEALTH_MANAGER"
    FAMILY_DOCTOR = "FAMILY_DOCTOR"
    NUTRITIONIST = "NUTRITIONIST"
    COMPLAINT_HANDLER = "COMPLAINT_HANDLER"
    INSTITUTION_DESK = "INSTITUTION_DESK"
    INDEPENDENT_REVIEWER = "INDEPENDENT_REVIEWER"
    BRANCH_MANAGER = "BRANCH_MANAGER"
    HQ_ADMIN = "HQ_ADMIN"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"
    GROUP_CONTACT = "GROUP_CONTACT"


STAFF_ROLES: frozenset[Role] = frozenset(Role) - {Role.CLIENT, Role.GROUP_CONTACT}
"""Who works for the company. A group's contact signs in as they do and has pages at the desk, but is none of them."""


class Reach(StrEnum):
    """How far a signed-in person gets (A2): everywhere, own case only, reading only, nowhere."""

    FULL = "FULL"
    OWN_CASE = "OWN_CASE"
    READ_ONLY = "READ_ONLY"
    NONE = "NONE"


CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5
CODES_PER_PHONE = ((1, 60), (10, 86_400))  # (how many, seconds): 1 a minute, 10 a day (A3)
CODES_PER_ADDRESS = ((10, 60), (100, 86_400))  # a clinic's whole waiting room shares one address
CODES_TO_NEW = ((60, 3600), (300, 86_400))  # all numbers without an account together: texts cost money
PASSWORD_TRIES = ((10, 900),)  # failures per account name in a quarter of an hour, then a pause (A3)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200

_CLIENT_LIMITS = (timedelta(days=30), timedelta(days=90))
_STAFF_LIMITS = (timedelta(hours=2), timedelta(hours=12))
KEEP_SESSIONS = timedelta(days=30)  # after their last possible moment; the audit log keeps the sign-ins
KEEP_CODES = timedelta(days=1)
PROVEN_FOR = timedelta(minutes=30)  # how long somebody new may take to say who they are
PROVEN = "proven"  # the name in the signed cookie of the code that proved a new phone
SEEN_EVERY = timedelta(minutes=10)


_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.ASCII)


def may_be_user_name(text: str) -> bool:
    """Tell whether staff or a contact may sign in by `text`: 3 to 40 small letters, figures, full stops, hyphens."""
    return bool(_USER_NAME.fullmatch(text))


def session_limits(role: str) -> tuple[timedelta, timedelta]:
    """Give (idle, absolute) limits of a session: clients keep a phone signed in, staff desks do not."""
    return _CLIENT_LIMITS if role == Role.CLIENT else _STAFF_LIMITS


def session_alive(*, now: datetime, seen_at: datetime, ends_at: datetime, role: str) -> bool:
    """Tell whether a session is still good: neither idle too long nor too old."""
    idle, _absolute = session_limits(role)
    return now < ends_at and now - seen_at < idle


PEOPLE_PER_DEVICE = 12  # a front desk's computer


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: its random id, and tags of the people who have signed in on it, the latest last."""

    id: str
    people: tuple[str, ...]


STRANGE = Device("", ())


def remember(device: Device, person: str, *, new_id: str) -> Device:
    """Add a person to a device; a strange one becomes the device `new_id`."""
    others = tuple(one for one in device.people if one != person)
    return Device(device.id or new_id, (*others, person)[-PEOPLE_PER_DEVICE:])


_PLAIN_PHONE = re.compile(r"[\s\-()]+")


def tidy_phone(typed: str) -> str:
    """Give a mainland mobile number as E.164 (`+8613900000000`), or "" when it is none.

    Takes spaces, dashes, full-width digits, `0086` and `+86`.
    """
    text = _PLAIN_PHONE.sub("", typed.translate(_WIDE))
    for prefix in ("+86", "0086", "86"):
        if text.startswith(prefix) and len(text) == 11 + len(prefix):
            text = text.removeprefix(prefix)
    return f"+86{text}" if re.fullmatch(r"1[3-9]\d{9}", text, re.ASCII) else ""


_WIDE = {0xFEE0 + ord(sign): sign for sign in "0123456789+-"} | {0x3000: " "}
"""Full-width signs lie at one distance from the plain ones, the blank apart."""


def password_problem(password: str) -> Bilingual | None:
    """Say what is wrong with a new password (NIST SP 800-63B: length, not classes), or None."""
    if len(password) < SHORTEST_PASSWORD:
        return _sentence("TOO_SHORT")
    if len(password) > LONGEST_PASSWORD:
        return _sentence("TOO_LONG")
    if len(set(password)) < 4 or password.lower() in _WORN:
        return _sentence("TOO_EASY")
    return None


def _sentence(problem: str) -> Bilingual:
    return bilingual(data("accounts", "passwords")[problem])


_WORN = frozenset({"1234567890", "0123456789", "password123", "qwertyuiop", "1q2w3e4r5t", "kangyue123"})


_BROWSERS = {
    "WECHAT": "MicroMessenger/",
    "EDGE": "Edg",
    "FIREFOX": "Firefox/",
    "FIREFOX_IOS": "FxiOS/",
    "SAMSUNG": "SamsungBrowser/",
    "HUAWEI": "HuaweiBrowser/",
    "MIUI": "MiuiBrowser/",
    "QQ": "QQBrowser/",
    "OPERA": "OPR/",
    "CHROME": "Chrome/",
    "CHROME_IOS": "CriOS/",
    "SAFARI": "Safari/",
}
"""What a browser's own sentence holds; most call themselves Chrome or Safari too, so those come last."""

_SYSTEMS = {
    "IPAD": "iPad",
    "IPHONE": "iPhone",
    "HARMONY": "Harmony",
    "ANDROID": "Android",
    "WINDOWS": "Windows",
    "MAC": "Mac OS X",
    "CHROME_OS": "CrOS",
    "LINUX": "Linux",
}


def kind_of_device(user_agent: str) -> str:
    """Give what a browser says of itself as two codes (`CHROME ANDROID`); "" for one not known."""
    browser = next((code for code, mark in _BROWSERS.items() if mark in user_agent), "")
    system = next((code for code, mark in _SYSTEMS.items() if mark in user_agent), "")
    return f"{browser.removesuffix('_IOS')} {system}" if browser and system else ""
