"""A file's bytes as they wait in the database: packed, then sealed by the column."""

from __future__ import annotations

import base64
import zlib


def packed(content: bytes) -> str:
    """Give bytes as text for a sealed column."""
    return base64.b64encode(zlib.compress(content, 6)).decode("ascii")


def unpacked(text: str) -> bytes:
    """Give the bytes again."""
    return zlib.decompress(base64.b64decode(text))
