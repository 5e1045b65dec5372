"""Pages that need no sign-in: what Kangyue is, the plans, the fees, the promise."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.home import promises
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx


@bp.get("/")
@access.public
def start() -> Response:
    """Show the public page; somebody signed in goes on to where the work is."""
    who = access.visitor()
    if who.role == Role.CLIENT:
        return htmx.go("home.today")
    if who.signed_in:
        return htmx.go("home.desk")
    return htmx.answer("home/start.html", promises=promises.ten())


@bp.get("/promise")
@access.public
def promise() -> Response:
    """Show the ten promises with the complaint phone."""
    return htmx.answer("home/promise.html", promises=promises.ten())
