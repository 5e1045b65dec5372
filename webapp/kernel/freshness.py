"""Is a page still what the browser has? An ETag made of versions, so that 304 needs no page.

A page names what it depends on (`parts`): the build, the visitor's version, its branch's last act.
When the browser holds that very version, the answer is 304 and nothing is gathered or drawn; when
this process drew that version before, it sends the same bytes again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from flask import Response, request

from webapp.kernel import assets, pages

KEPT = 512  # pages of this process, the latest asked for; a few kilobytes each, never on disk
_kept: OrderedDict[tuple[str, bool], tuple[bytes, list[tuple[str, str]]]] = OrderedDict()


def tag(*parts: object) -> str:
    """Give the version of a page that depends on `parts` and on this build."""
    text = "\x1f".join(str(part) for part in (assets.prepare().hash, *parts))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def answer(version: str, draw: Callable[[], Response]) -> Response:
    """Answer 304 when the browser has `version`, else what `draw` draws, marked with it.

    `version` must name the visitor: it is all that stands between one person's page and another's.
    """
    same = request.if_none_match.contains_weak(version)
    response = Response(status=304) if same else _again(version) or _keep(version, draw())
    response.set_etag(version, weak=True)
    return response


def _key(version: str) -> tuple[str, bool]:
    return version, "br" in request.headers.get("Accept-Encoding", "")


def _again(version: str) -> Response | None:
    found = _kept.get(_key(version))
    if found is None:
        return None
    _kept.move_to_end(_key(version))
    return Response(found[0], headers=found[1])


def _keep(version: str, drawn: Response) -> Response:
    """Squeeze a page now rather than at the end, so that the squeezed bytes are what is kept."""
    if drawn.status_code == 200:
        pages.squeeze(drawn, pages.AGAIN)
        _kept[_key(version)] = (drawn.get_data(), list(drawn.headers))
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return drawn
