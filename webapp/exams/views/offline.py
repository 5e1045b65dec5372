"""The booking without a network: what a phone keeps of it, and a wish for a time (B10)."""

from __future__ import annotations

from flask import Response

from webapp.exams.views.blueprint import bp
from webapp.kernel import access, pwa
from webapp.kernel.i18n import lazy


@bp.get("/exams/offline")
@access.public
def offline() -> Response:
    """Draw the page that a phone fills in from what it keeps; it is the same for everybody."""
    return pwa.shell("exams/offline.html")


pwa.keep_shell(
    pwa.Shell(
        address="/exams/offline",
        pattern=r"^/exams/(book|bookings/[0-9a-z]+)$",
        scripts=("js/booking/shell.js", "js/booking/wishing.js"),
        door=("/exams/book", lazy("Your appointment")),
    )
)
