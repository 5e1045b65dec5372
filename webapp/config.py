"""Settings: one frozen object read from the environment once, complete or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Misconfigured(RuntimeError):
    """Names every variable that is missing or wrong, so that one look mends all."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the process needs to know about its surroundings."""

    database_url: str
    base_url: str
    secret_key: str
    keys: str
    demo: bool
    state_folder: Path
    complaint_phone: str
    outside_routes: tuple[str, ...]  # phone numbers of authorities (complaints.md T14)
    sms_gateway: str
    trusted_proxies: int

    @property
    def secure(self) -> bool:
        """Tell whether visitors come by https (then cookies are `__Host-` and Secure)."""
        return self.base_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """Give the session cookie's name; browsers refuse `__Host-` without https."""
        return "__Host-kangyue" if self.secure else "kangyue"

    def for_flask(self) -> dict[str, Any]:
        """Give what Flask and its extensions want to know, in their own names."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # a crash's log names no person
            "SESSION_COOKIE_NAME": self.cookie_name,
            "SESSION_COOKIE_SECURE": self.secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": timedelta(days=90),
            "SESSION_REFRESH_EACH_REQUEST": False,
            "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "MAX_FORM_PARTS": 2000,
        }


def read(environment: Mapping[str, str]) -> Config:
    """Read the settings, or raise `Misconfigured` naming all that is wrong.

    Demo mode (`KANGYUE_DEMO=1`) fills what is missing with values fit for one machine only.
    """
    demo = environment.get("KANGYUE_DEMO") == "1"
    state = Path(environment.get("KANGYUE_STATE", ROOT / "var"))
    defaults = _demo_defaults(state) if demo else {}
    chosen = {"KANGYUE_SMS": "console" if demo else "", "KANGYUE_PROXIES": "0"}
    found = {name: environment.get(name) or {**chosen, **defaults}.get(name, "") for name in _NEEDED}
    if wrong := list(_wrong(found, demo=demo)):
        raise Misconfigured("set these variables: " + ", ".join(wrong))
    return Config(
        database_url=_driver(found["KANGYUE_DATABASE_URL"]),
        base_url=found["KANGYUE_BASE_URL"].rstrip("/"),
        secret_key=found["KANGYUE_SECRET_KEY"],
        keys=found["KANGYUE_KEYS"],
        demo=demo,
        state_folder=state,
        complaint_phone=found["KANGYUE_COMPLAINT_PHONE"],
        outside_routes=tuple(environment.get("KANGYUE_OUTSIDE_ROUTES", "12315 12345").split()),
        sms_gateway=found["KANGYUE_SMS"],
        trusted_proxies=int(found["KANGYUE_PROXIES"]),
    )


def _wrong(found: Mapping[str, str], *, demo: bool) -> Iterator[str]:
    """Name each variable that is missing or wrong; a value that may be a secret is never repeated."""
    gateways = {"none", "console"} if demo else {"none"}  # the console prints codes for whoever reads it
    fine: dict[str, tuple[Callable[[str], object], str]] = {
        "KANGYUE_DATABASE_URL": (_DATABASE.match, "postgresql://… or sqlite:////…"),
        "KANGYUE_BASE_URL": (_BASE.match if demo else _SECURE.match, "https://… outside demo mode"),
        "KANGYUE_SMS": (gateways.__contains__, " or ".join(sorted(gateways))),
        "KANGYUE_PROXIES": (_HOPS.__contains__, "a number from 0 to 9"),
    }
    for name, value in found.items():
        good, wanted = fine.get(name, (bool, ""))
        if not value or not good(value):
            yield f"{name} ({wanted})" if wanted else name


_DATABASE = re.compile(r"(sqlite|postgres(ql)?(\+psycopg)?)://")
_BASE = re.compile(r"https?://")
_SECURE = re.compile(r"https://")
_HOPS = frozenset("0123456789")
_NEEDED = (
    "KANGYUE_DATABASE_URL",
    "KANGYUE_BASE_URL",
    "KANGYUE_SECRET_KEY",
    "KANGYUE_KEYS",
    "KANGYUE_COMPLAINT_PHONE",
    "KANGYUE_SMS",
    "KANGYUE_PROXIES",
)


def _demo_defaults(state: Path) -> dict[str, str]:
    secret = _local_secret(state / "demo.key")
    return {
        "KANGYUE_DATABASE_URL": f"sqlite:///{state / 'kangyue.sqlite3'}",
        "KANGYUE_BASE_URL": "http://localhost:8000",
        "KANGYUE_SECRET_KEY": secret,
        "KANGYUE_KEYS": f"demo:{secret}",
        "KANGYUE_COMPLAINT_PHONE": "400-000-0000",
    }


def _local_secret(path: Path) -> str:
    """Make one random 256-bit key per demo folder, readable by the owner only."""
    import base64

    private_folder(path.parent)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(os.urandom(32)))
    return path.read_text().strip()


def private_folder(path: Path) -> Path:
    """Make a folder that only this user enters, unless it is there already."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise Misconfigured(f"the folder {path} cannot be made: {refused.strerror}") from refused
    return path


def _driver(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


@lru_cache(maxsize=1)
def current() -> Config:
    """Give this process's settings."""
    return read(os.environ)
