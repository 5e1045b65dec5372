"""The tracking code of an anonymous case: how it is written, and what is read out of what somebody types."""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs that nobody mistakes for one another
_SIGNS = 16  # of five bits each
_LOOKS_LIKE = str.maketrans("OIL", "011")


def code(digest: bytes) -> str:
    """Give the code that 80 bits of a digest make: four groups of four signs."""
    number = int.from_bytes(digest[:10])
    signs = "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(signs[at : at + 4] for at in range(0, _SIGNS, 4))


def read(typed: str) -> str:
    """Give the code that somebody typed, however it is spaced; "" for what cannot be one."""
    signs = re.sub(r"[\s\-–—]", "", typed).upper().translate(_LOOKS_LIKE)
    if len(signs) != _SIGNS or any(sign not in _ALPHABET for sign in signs):
        return ""
    return "-".join(signs[at : at + 4] for at in range(0, _SIGNS, 4))
