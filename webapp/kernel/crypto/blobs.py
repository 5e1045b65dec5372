"""Sealed files: each has a key of its own, and only that key is sealed with the ring.

So a rotation seals the short keys anew and no file, and a file whose key is gone is gone.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.kernel.crypto.envelope import Unreadable

_NONCE_BYTES = 12


def seal_blob(data: bytes, *, name: str) -> tuple[str, bytes]:
    """Seal a file under its name; gives (its key as text for a `Secret` column, what is stored)."""
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(_NONCE_BYTES)
    return base64.b64encode(key).decode("ascii"), nonce + AESGCM(key).encrypt(nonce, data, name.encode())


def open_blob(sealed: bytes, *, key: str, name: str) -> bytes:
    """Open what was sealed under this name. Raises Unreadable when it was changed, moved or cut."""
    try:
        cipher = AESGCM(base64.b64decode(key))
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
    except (ValueError, binascii.Error, InvalidTag) as error:
        raise Unreadable(f"the file {name} cannot be opened") from error
