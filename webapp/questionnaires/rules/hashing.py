"""The content hash of a definition or a response (Q6, Q8): SHA-256 over canonical JSON.

Canonical: keys sorted, no spaces, UTF-8, numbers as the shortest decimal. Two files that differ only in spacing
or key order are the same content.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from webapp.questionnaires.rules.answers import Json


def canonical(resource: Json) -> str:
    """Write a JSON object in its canonical form."""
    return json.dumps(resource, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=plain)


def content_hash(resource: Json) -> str:
    """Give the SHA-256 of a JSON object as 64 hexadecimal letters; lone surrogates are hashed as they stand."""
    return hashlib.sha256(canonical(resource).encode("utf-8", "surrogatepass")).hexdigest()


def plain(value: Any) -> float | int:
    """Give an exact number as one that the JSON writer knows (its `default`)."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
