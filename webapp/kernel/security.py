"""Headers, CSRF by where the request comes from, and input that no page can carry."""

from __future__ import annotations

import hmac
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import config
from webapp.kernel import ids
from webapp.kernel.errors import BadInput
from webapp.kernel.transaction import SAFE_METHODS

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def csrf_token() -> str:
    """Give this session's token; it lives as long as the session.

    Who is signed in has a secret in the cookie already; only strangers need one of their own.
    """
    if not _secret():
        session["csrf"] = ids.new_token()
    return _token_of(_secret(), str(current_app.secret_key))


@lru_cache(maxsize=1024)
def _token_of(secret: str, key: str) -> str:
    return hmac.digest(key.encode(), secret.encode(), "sha256").hex()


def _secret() -> str:
    return str(session.get("_user_id") or session.get("csrf") or "")


def csrf_field() -> Markup:
    """Draw the hidden field every form carries."""
    return Markup('<input type="hidden" name="_csrf" value="%s">') % csrf_token()


def _same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    try:
        return bool(origin) and urlsplit(origin).netloc == request.host
    except ValueError:  # no address at all
        return False


def _token_fits() -> bool:
    given = request.headers.get("X-CSRF-Token") or request.form.get("_csrf", "")
    return bool(_secret()) and hmac.compare_digest(given.encode(), csrf_token().encode())


def check_origin() -> None:
    """Refuse an unsafe request that neither comes from our own page nor carries the token."""
    if request.method in SAFE_METHODS or _same_origin() or _token_fits():
        return
    raise Forbidden


def readable(text: str) -> bool:
    """Tell whether a text is free of control characters and lone surrogates."""
    return not _UNREADABLE.search(text)


def check_readable() -> None:
    """Refuse control characters and lone surrogates in any text, naming the field."""
    if request.method in SAFE_METHODS:
        if request.query_string:
            _check_texts(request.args)
    else:
        _check_texts(request.args, request.form)


def _check_texts(*sources: MultiDict[str, str]) -> None:
    for source in sources:
        for name, value in source.items(multi=True):
            if _UNREADABLE.search(name) or _UNREADABLE.search(value):
                raise BadInput(_UNREADABLE.sub("?", name)[:40])


def posted_json() -> Any:
    """Read the JSON a script posted, None for what is none or is nested beyond reason.

    No longer than a form may be: the largest request of all is meant for files.
    """
    if len(request.get_data()) > current_app.config["MAX_FORM_MEMORY_SIZE"]:
        raise RequestEntityTooLarge
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _keeping(response: Response) -> str:
    """A page is asked for again each time; what is no page (JSON, tables, documents) is on no disk at all."""
    return "private, no-cache" if response.mimetype == "text/html" else "private, no-store"


def add_headers(response: Response) -> Response:
    """Set the security headers of every answer; the policy only where it means something.

    A 304 stands for a page that the browser holds with its headers: it needs no second set.
    """
    headers = response.headers
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = _keeping(response)
    if response.status_code == 304:
        return response
    active = response.mimetype == "text/html" or request.path == "/sw.js"
    for name, value in _headers(active=active, secure=config.current().secure):
        headers.add(name, value)  # no view sets one of these; `set` would look for it among all others
    return response


@lru_cache(maxsize=4)
def _headers(*, active: bool, secure: bool) -> tuple[tuple[str, str], ...]:
    """Give the headers of every answer, and those of what a browser runs."""
    found = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if secure:
        found["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if active:
        found["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        found["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return tuple(found.items())


def trust_proxies(app: Flask, hops: int) -> None:
    """Take the visitor's address from what the last `hops` proxies wrote; 0 believes nobody.

    Only the address: host and scheme are known from KANGYUE_BASE_URL and need no header.
    """
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=0)  # type: ignore[method-assign]


def init(app: Flask) -> None:
    """Install the checks and headers."""
    trust_proxies(app, config.current().trusted_proxies)
    app.before_request(check_origin)
    app.before_request(check_readable)
    app.after_request(add_headers)
