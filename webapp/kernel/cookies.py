"""The session cookie: Flask's own, signed, with a signer that is made once."""

from __future__ import annotations

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class SignedCookies(SecureCookieSessionInterface):
    """Keeps its signer: Flask makes one for each reading and writing, a tenth of a small answer."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer


def init(app: Flask) -> None:
    """Read and write sessions with one signer."""
    app.session_interface = SignedCookies()
