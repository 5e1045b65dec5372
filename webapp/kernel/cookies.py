"""The session cookie: Flask's own, signed; what was found genuine once is not proved again.

Proving a signature and reading the payload is a tenth of a small answer.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any, cast

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

_KNOWN = 2048  # cookies; the very bytes are the key, so a changed one is proved like any other


class SignedCookies(SecureCookieSessionInterface):
    """Reads and writes the session cookie with one signer."""

    def __init__(self, app: Flask) -> None:
        self._name = self.get_cookie_name(app)
        self._longest = app.permanent_session_lifetime.total_seconds()
        self._signer = cast(URLSafeTimedSerializer, super().get_signing_serializer(app))
        self._proved = lru_cache(maxsize=_KNOWN)(self._prove)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        value = request.cookies.get(self._name)
        if not value:
            return self.session_class()
        try:
            held, signed_at = self._proved(value)
        except BadSignature:
            return self.session_class()
        fresh = 0 <= int(time.time()) - signed_at <= self._longest
        return self.session_class(held if fresh else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send a cookie only where something changed: none is renewed by being shown."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed and "Cookie" not in response.headers.get("Vary", ""):
            response.vary.add("Cookie")

    def _prove(self, value: str) -> tuple[dict[str, Any], float]:
        """Give what a genuine cookie holds and when it was signed; raises BadSignature, which is not kept."""
        held, signed_at = self._signer.loads(value, return_timestamp=True)
        return held, signed_at.timestamp()


def init(app: Flask) -> None:
    """Read and write sessions with one signer."""
    app.session_interface = SignedCookies(app)
