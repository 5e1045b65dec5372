"""The start page of everybody who works here and of groups' contacts, and the places of the rail."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.accounts.rules import STAFF_ROLES, Role
from webapp.home import presenters, queries
from webapp.home.views.blueprint import bp
from webapp.kernel import access, clock, htmx


@bp.get("/desk")
@access.roles(*STAFF_ROLES, Role.GROUP_CONTACT)
def desk() -> Response:
    """Show where the work is."""
    work = presenters.waiting_words(queries.desk_work(access.visitor()))
    return htmx.answer("home/desk.html", today=clock.today(), work=work)


@bp.get("/desk/me")
@access.roles(*STAFF_ROLES, Role.GROUP_CONTACT, own_case=True)
def my_desk() -> Response:
    """Show who one is signed in as, and how one likes to read; staff on standby too (A2)."""
    return htmx.answer("home/my_desk.html", role=presenters.role_words(access.visitor().role))


@bp.app_context_processor
def _places() -> dict[str, Any]:
    return {"places": presenters.places(access.visitor())}
