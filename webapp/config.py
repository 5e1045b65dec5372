"""Settings: one frozen object read from the environment once, complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
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
    found = {name: environment.get(name) or defaults.get(name, "") for name in _NEEDED}
    wrong = [name for name, value in found.items() if not value]
    if not demo and not found["KANGYUE_BASE_URL"].startswith("https://"):
        wrong.append("KANGYUE_BASE_URL (must begin with https:// outside demo mode)")
    sms = environment.get("KANGYUE_SMS") or ("console" if demo else "")
    wrong += _wrong_gateway(sms, demo=demo)
    proxies = environment.get("KANGYUE_PROXIES") or "0"
    if proxies not in _HOPS:
        wrong.append("KANGYUE_PROXIES (a number from 0 to 9)")
    if wrong:
        raise Misconfigured("set these variables: " + ", ".join(wrong))
    return Config(
        database_url=_driver(found["KANGYUE_DATABASE_URL"]),
        base_url=found["KANGYUE_BASE_URL"].rstrip("/"),
        secret_key=found["KANGYUE_SECRET_KEY"],
        keys=found["KANGYUE_KEYS"],
        demo=demo,
        state_folder=state,
        complaint_phone=found["KANGYUE_COMPLAINT_PHONE"],
        sms_gateway=sms,
        trusted_proxies=int(proxies),
    )


def _wrong_gateway(name: str, *, demo: bool) -> list[str]:
    """The console prints codes for whoever reads the log: it is for the demo alone."""
    if name == "none" or (demo and name == "console"):
        return []
    return ["KANGYUE_SMS (none: no text messages" + (", console: into the log)" if demo else ")")]


_HOPS = frozenset("0123456789")
_NEEDED = (
    "KANGYUE_DATABASE_URL",
    "KANGYUE_BASE_URL",
    "KANGYUE_SECRET_KEY",
    "KANGYUE_KEYS",
    "KANGYUE_COMPLAINT_PHONE",
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
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
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
