"""What is beyond anything that a person writes, whoever sends it."""

from __future__ import annotations

import re

from webapp.kernel.errors import BadInput

_TOKEN = re.compile(r"[0-9a-z]{0,24}")
_LONGEST_ANSWER = 20_000


def too_long(given: list[str]) -> bool:
    """Tell whether this is more than a person writes: a draft is read and sealed anew with every change."""
    return sum(map(len, given)) > _LONGEST_ANSWER


def read_token(text: str) -> str:
    """Let through what can name a device's writing, or a draft; raises `BadInput`."""
    if not _TOKEN.fullmatch(text):
        raise BadInput("token")
    return text
