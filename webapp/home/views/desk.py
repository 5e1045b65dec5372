"""The start page of everybody who works here, and the places of the rail."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.accounts.rules import STAFF_ROLES
from webapp.home import presenters
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx


@bp.get("/desk")
@access.roles(*STAFF_ROLES)
def desk() -> Response:
    """Show where the work is."""
    return htmx.answer("home/desk.html")


@bp.app_context_processor
def _places() -> dict[str, Any]:
    return {"places": presenters.places(access.visitor())}
