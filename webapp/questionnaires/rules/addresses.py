"""Web and other addresses (`url` items): RFC 3986 in outline, with the two urn forms that FHIR uses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

_FORBIDDEN = re.compile(r'[\s\x00-\x1f\x7f<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_WITH_HOST = frozenset({"http", "https", "ftp", "ws", "wss"})


def is_address(text: str) -> bool:
    """Tell whether a text is a well-formed address, absolute or relative."""
    if not text or _FORBIDDEN.search(text):
        return False
    if text.startswith("urn:uuid:"):
        return _is_uuid(text.removeprefix("urn:uuid:"))
    if text.startswith("urn:oid:"):
        return bool(_OID.fullmatch(text.removeprefix("urn:oid:")))
    return _is_well_formed(text)


def _is_well_formed(text: str) -> bool:
    head, colon, rest = text.partition(":")
    absolute = bool(colon) and not set(head) & set("/?#")
    if absolute and (not _SCHEME.fullmatch(head) or not rest):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() not in _WITH_HOST or bool(parts.hostname)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
