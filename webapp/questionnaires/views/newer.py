"""A draft whose questionnaire has a newer version: look at what changes, then go on in it (Q6)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx
from webapp.questionnaires import queries, services
from webapp.questionnaires.presenters import newer as presenting
from webapp.questionnaires.views.blueprint import bp, mine


@bp.get("/questionnaires/<code>/newer")
@access.roles(Role.CLIENT)
def newer(code: str) -> Response:
    """Show how much stays and what no longer fits, before anything changes."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None or filling.current_id is None or not filling.outdated:
        return htmx.go("questionnaires.start", code=code)
    found = presenting.newer(filling, filling.current_id)
    return htmx.answer("questionnaires/newer.html", code=code, newer=found)


@bp.post("/questionnaires/<code>/newer")
@access.roles(Role.CLIENT)
def move(code: str) -> Response:
    """Go on in the newer version."""
    who = access.visitor()
    filling = services.move(client_id=who.person_id, code=mine(code), actor_id=who.account_id)
    return htmx.go("questionnaires.section", code=code, number=filling.place)
