"""One sealed value: `1|key id|row id|base64(nonce + ciphertext)`.

The authenticated data are `table.column|row id`, so a value opens only in its own column and says
for which row it was made. The row id stands in the envelope because a list of bare columns must
open without its row; whole rows are compared with it when they are loaded (`columns`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag

from webapp.kernel.crypto import keys

VERSION = "1"
_NONCE_BYTES = 12


class Unreadable(RuntimeError):
    """A sealed value was changed, moved, or sealed with a key that is not on the ring."""


def seal(column: str, row: str, plain: str) -> str:
    """Seal `plain` for one row of one column (`table.column`)."""
    ring = keys.ring()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    secret = ring.ciphers[ring.sealing].encrypt(nonce, plain.encode(), _bound_to(column, row))
    return "|".join((VERSION, ring.sealing, row, base64.urlsafe_b64encode(nonce + secret).decode("ascii")))


def unseal(column: str, sealed: str) -> tuple[str, str]:
    """Open a sealed value; gives (row id it was made for, plain text)."""
    try:
        version, key_id, row, body = sealed.split("|")
        blob = base64.urlsafe_b64decode(body)
        cipher = keys.ring().ciphers[key_id]
        plain = cipher.decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], _bound_to(column, row))
    except (ValueError, KeyError, binascii.Error, InvalidTag) as error:
        raise Unreadable(f"a value of {column} cannot be opened") from error
    if version != VERSION:
        raise Unreadable(f"a value of {column} has the unknown version {version!r}")
    return row, plain.decode()


def blind_index(column: str, value: str) -> str:
    """Give 64 hex digits that find `value` again by equality and say nothing else about it."""
    return hmac.new(keys.ring().index_key, f"{column}\0{value}".encode(), hashlib.sha256).hexdigest()


def _bound_to(column: str, row: str) -> bytes:
    return f"{column}|{row}".encode()
