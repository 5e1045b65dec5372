"""A client's four places."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx


@bp.get("/today")
@access.roles(Role.CLIENT)
def today() -> Response:
    """Show the path of the year, the next step and today's small things."""
    return htmx.answer("home/today.html")


@bp.get("/me")
@access.roles(Role.CLIENT)
def me() -> Response:
    """Show the person, the plan, the consents and how she likes to read."""
    return htmx.answer("home/me.html")
