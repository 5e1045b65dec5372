"""A client corrects what was sent."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.views.blueprint import bp


@bp.post("/questionnaires/answers/<id:response_id>/correct")
@access.roles(Role.CLIENT)
def correct(response_id: str) -> Response:
    """Open one's own sent answers for correction (Q8)."""
    who = access.visitor()
    row = queries.response(response_id)
    if row is None or row.client_id != who.person_id:
        raise NotYours
    filling = services.begin_amendment(original=row, actor_id=who.account_id)
    return htmx.go("questionnaires.section", code=filling.code, number=filling.place)
