"""The key ring: which keys open, which one seals, which one makes blind indexes."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.config import Misconfigured

KEY_BYTES = 32
_INDEX = "index"  # the reserved id of the blind-index key; it never seals
_ID = re.compile(r"[a-z0-9]{1,12}")


class KeysMissing(Misconfigured):
    """No usable key ring: the program cannot read or write a sensitive column."""


@dataclass(frozen=True)
class KeyRing:
    """AES keys by id. The last one named seals; all of them open."""

    sealing: str
    ciphers: dict[str, AESGCM]
    index_key: bytes

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read `index:BASE64,k1:BASE64,k2:BASE64` (commas or lines); each key has 32 bytes.

        Without `index` the first key named also makes the blind indexes: it must then stay the first.
        """
        keys = dict(_entry(part) for part in re.split(r"[,\s]+", text.strip()) if part)
        first = next(iter(keys.values()), b"")
        index_key = keys.pop(_INDEX, None) or hmac.digest(first, b"blind index", "sha256")
        if not keys:
            raise KeysMissing("KANGYUE_KEYS needs at least one key as id:base64")
        return cls(list(keys)[-1], {name: AESGCM(key) for name, key in keys.items()}, index_key)


_ring: KeyRing | None = None


def use(ring: KeyRing) -> None:
    """Install the ring of this process."""
    global _ring
    _ring = ring


def ring() -> KeyRing:
    """Give the ring of this process."""
    if _ring is None:
        raise KeysMissing("no key ring has been installed")
    return _ring


def _entry(part: str) -> tuple[str, bytes]:
    name, _, encoded = part.partition(":")
    if not _ID.fullmatch(name) or not encoded:  # it may be a key: never repeat it
        raise KeysMissing("KANGYUE_KEYS: each key is id:base64, the id of small letters and digits")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise KeysMissing(f"KANGYUE_KEYS: key {name} is not base64") from error
    if len(key) != KEY_BYTES:
        raise KeysMissing(f"KANGYUE_KEYS: key {name} has {len(key)} bytes, not {KEY_BYTES}")
    return name, key
