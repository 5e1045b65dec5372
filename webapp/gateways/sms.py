"""Text messages. The console gateway keeps them in a file that only this machine's owner reads.

A provider's gateway joins `gateway()` and `KANGYUE_SMS` when the company has a contract with one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from webapp import config
from webapp.kernel import clock
from webapp.toolbox.words import Language


class SmsGateway(Protocol):
    """Something that can send a text message."""

    sends: bool
    """Whether messages reach anybody: without that, no page offers one."""

    def send(self, *, phone: str, text: str, language: Language) -> None:
        """Send `text` to `phone` (E.164); raises on failure, and the job tries again."""
        ...

    def last(self, count: int) -> Iterator[dict[str, str]]:
        """Give the latest messages, newest first, as far as this gateway keeps any: the demo shows them."""
        ...


class NoSms:
    """For a company without a provider: nothing is sent and nothing offered (`KANGYUE_SMS=none`)."""

    sends = False

    def send(self, *, phone: str, text: str, language: Language) -> None:
        """Send nothing."""

    def last(self, count: int) -> Iterator[dict[str, str]]:
        return iter(())


class ConsoleSms:
    """Prints to the console and keeps `sms.log` in the state folder (demo mode only)."""

    sends = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, *, phone: str, text: str, language: Language) -> None:
        said = {"at": clock.now().isoformat(), "to": phone, "text": text, "language": language}
        line = json.dumps(said, ensure_ascii=False)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(f"SMS {phone}: {text}", file=sys.stderr, flush=True)  # noqa: T201 - this is the console gateway

    def last(self, count: int) -> Iterator[dict[str, str]]:
        if not self._path.exists():
            return
        for line in reversed(self._path.read_text(encoding="utf-8").splitlines()[-count:]):
            yield json.loads(line)


def gateway() -> SmsGateway:
    """Give the configured gateway; the settings have already refused a name we do not know."""
    settings = config.current()
    if settings.sms_gateway == "none":
        return NoSms()
    return ConsoleSms(config.private_folder(settings.state_folder) / "sms.log")
