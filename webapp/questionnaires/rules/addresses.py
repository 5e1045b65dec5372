"""Web and other addresses (`url` items): RFC 3986 in outline, with the two urn forms that FHIR uses."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x20\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
    '<>"{}|\\\\^`]|%(?![0-9A-Fa-f]{2})'
)
_SCHEME = re.compile(r"([^:/?#]*):")
_SCHEME_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_AUTHORITY = re.compile(r"//([^/?#]*)")
_HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]*)(?::([0-9]{0,5}))?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_WITH_HOST = frozenset({"http", "https", "ftp", "ws", "wss"})
_LAST_PORT = 65_535


def is_address(text: str) -> bool:
    """Tell whether a text is a well-formed address, absolute or relative."""
    if not text or _FORBIDDEN.search(text):
        return False
    if text.startswith("urn:uuid:"):
        return bool(_UUID.fullmatch(text.removeprefix("urn:uuid:")))
    if text.startswith("urn:oid:"):
        return bool(_OID.fullmatch(text.removeprefix("urn:oid:")))
    return _is_well_formed(text)


def _is_well_formed(text: str) -> bool:
    absolute = _SCHEME.match(text)
    scheme, rest = (absolute[1], text[absolute.end() :]) if absolute else ("", text)
    if absolute and (not _SCHEME_NAME.fullmatch(scheme) or not rest):
        return False
    authority = _AUTHORITY.match(rest)
    host = _host(authority[1]) if authority else ""
    return bool(host) if scheme.lower() in _WITH_HOST else host is not None


def _host(authority: str) -> str | None:
    """Give the host of an authority, perhaps empty; None where it or its port is malformed."""
    found = _HOST_AND_PORT.fullmatch(authority.rpartition("@")[2])
    return found[1] if found and int(found[2] or 0) <= _LAST_PORT else None
