"""Whose things a phone keeps: an opaque tag of the person, and a check that what it sends is theirs.

A phone keeps unsent answers in a database named by the tag. It sends the tag with each item
(`X-Person`), so that what one person finished is never sent with another person's session. The answer
repeats it: a phone takes no answer for ours that does not, for hotels and gateways answer too.
"""

from __future__ import annotations

import hmac
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.exceptions import Unauthorized

from webapp.kernel import access, crypto

_HEADER = "X-Person"
_LENGTH = 20


@lru_cache(maxsize=4096)
def tag_of(account_id: str) -> str:
    """Give the tag of an account: the same on every phone and for years, no way back to the id."""
    return crypto.blind_index("device.person", account_id)[:_LENGTH]


def tag() -> str:
    """Give the tag of who is signed in, empty for a stranger."""
    account_id = access.visitor().account_id
    return tag_of(account_id) if account_id else ""


def _check_person() -> None:
    sent = request.headers.get(_HEADER)
    if sent is not None and not hmac.compare_digest(sent.encode(errors="replace"), tag().encode()):
        raise Unauthorized


def _repeat_person(answer: Response) -> Response:
    if _HEADER in request.headers and len(request.headers[_HEADER]) <= _LENGTH:
        answer.headers[_HEADER] = request.headers[_HEADER]
    return answer


def init(app: Flask) -> None:
    """Refuse with 401 what was finished by somebody else; templates ask for `person_tag()`."""
    app.before_request(_check_person)
    app.after_request(_repeat_person)
    app.jinja_env.globals["person_tag"] = tag
