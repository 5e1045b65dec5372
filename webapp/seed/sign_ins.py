"""The demo's ready-made sign-ins: kept beside the database, shown on /demo, never outside demo mode."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from webapp import config

PASSWORD = "kangyue-demo"  # noqa: S105 - the demo's own, refused by production's empty database
TOTP_SECRET = "KANGYUEDEMOSECRETKANGYUEDEMOSECR"  # noqa: S105 - shown on /demo on purpose


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person of the demo: how to get in and what stands out about them."""

    role: str
    name_zh: str
    name_en: str
    sign_in: str  # a phone number or a user name
    note_zh: str
    note_en: str


def _path() -> Path:
    return config.private_folder(config.current().state_folder) / "demo.json"


def keep(people: list[SignIn]) -> None:
    """Write the list, readable by the owner only."""
    path = _path()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in people], file, ensure_ascii=False, indent=1)


def kept() -> list[SignIn]:
    """Read the list; empty before the demo was seeded."""
    if not _path().exists():
        return []
    return [SignIn(**row) for row in json.loads(_path().read_text(encoding="utf-8"))]
