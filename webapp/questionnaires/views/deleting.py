"""A client deletes a draft of her own."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, idempotency
from webapp.questionnaires import queries, services
from webapp.questionnaires.views.blueprint import bp, mine


@bp.get("/questionnaires/<code>/delete")
@access.roles(Role.CLIENT)
def delete(code: str) -> Response:
    """Ask before the answers are gone."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None:
        return htmx.go("questionnaires.start", code=code)
    return htmx.answer("questionnaires/delete.html", code=code, filling=filling)


@bp.post("/questionnaires/<code>/delete")
@access.roles(Role.CLIENT)
@idempotency.once
def delete_draft(code: str) -> Response:
    """Delete the draft; what was sent stays."""
    who = access.visitor()
    services.delete_draft(client_id=who.person_id, code=mine(code), actor_id=who.account_id)
    return htmx.go("questionnaires.start", code=code)
