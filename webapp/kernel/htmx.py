"""Page or fragment, and where to go after a POST: the same view with and without JavaScript."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, redirect, render_template, request, url_for
from flask_htmx import HTMX

_htmx = HTMX()


def asked() -> bool:
    """Tell whether htmx asked (then a fragment is enough)."""
    return bool(_htmx) and not _htmx.boosted


def target() -> str:
    """Give the id of the element that htmx will put the answer into; "" where nobody asked for a fragment."""
    return (_htmx.target or "").partition("#")[2] if asked() else ""


def aimed(response: Response, element_id: str, swap: str) -> Response:
    """Let htmx put an answer elsewhere than it meant to: it turned out to be about more."""
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#{element_id}", swap
    return response


def answer(page: str, fragment: str = "", /, *, status: int = 200, **words: Any) -> Response:
    """Answer with `page`, or with `fragment` where htmx asked and there is one."""
    template = fragment if fragment and asked() else page
    varies = {"Vary": "HX-Request, HX-Target"} if fragment else None
    return Response(render_template(template, **words), status, varies, mimetype="text/html")


def go(endpoint: str, /, **values: Any) -> Response:
    """Send the visitor on after a POST: 303, or `HX-Location` for htmx."""
    return go_to(url_for(endpoint, **values))


def go_to(path: str) -> Response:
    """Send the visitor on to a path of ours; anything that is not a local path goes home."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(c in path for c in "\r\n\t"):
        path = "/"
    if request.headers.get("HX-Request"):
        return Response(status=200, headers={"HX-Location": json.dumps({"path": path, "target": "body"})})
    answer = redirect(path, 303)
    return answer  # type: ignore[return-value]


def init(app: Flask) -> None:
    """Install flask-htmx."""
    _htmx.init_app(app)
