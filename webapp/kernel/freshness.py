"""Is a page still what the browser has? An ETag made of versions, so that 304 needs no page.

A page names what it depends on (`parts`): the build, the visitor's version, its branch's last act.
When the browser holds that very version, the answer is 304 and nothing is gathered or drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from webapp.kernel import assets


def tag(*parts: object) -> str:
    """Give the version of a page that depends on `parts` and on this build."""
    text = "\x1f".join(str(part) for part in (assets.prepare().hash, *parts))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def answer(version: str, draw: Callable[[], Response]) -> Response:
    """Answer 304 when the browser has `version`, else what `draw` draws, marked with it."""
    same = request.if_none_match.contains_weak(version)
    response = Response(status=304) if same else draw()
    response.set_etag(version, weak=True)
    return response
