"""The check-in code as a QR drawing."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=256)
def qr(code: str) -> Markup:
    """Draw `code` as an inline SVG: dark on white in light and dark mode, so that scanners read it."""
    # Imported here: only the ticket page needs it.
    import segno

    drawing = segno.make(code, error="m", micro=False)
    svg = drawing.svg_inline(scale=6, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704 - drawn by segno from eight letters of our own
