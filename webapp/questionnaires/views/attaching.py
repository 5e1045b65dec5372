"""Files of answers: a phone brings each by itself, under an id of its own; their client opens them."""

from __future__ import annotations

from flask import Response, jsonify

from webapp.accounts.rules import Role
from webapp.kernel import access, uploads
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.views.blueprint import bp, mine, saved_to_disk


@bp.post("/questionnaires/<code>/files/<id:file_id>")
@access.roles(Role.CLIENT)
@uploads.checked("file")
def take_file(code: str, file_id: str) -> Response:
    """Keep a file that a phone brings in the field `file`, once; the same again gives the same answer (Q2).

    201 with its FHIR R4 Attachment; 422 with `error` where it is not taken.
    """
    who = access.visitor()
    kept = services.bring_file(
        file_id=file_id,
        client_id=who.person_id,
        branch_id=who.branch_id,
        code=mine(code),
        upload=uploads.given()[0],
        account_id=who.account_id,
    )
    answer = jsonify(kept)
    answer.status_code = 201
    return answer


@bp.get("/questionnaires/files/<id:file_id>")
@access.roles(Role.CLIENT)
def file(file_id: str) -> Response:
    """Give one's own file, to be saved; it can act on no page."""
    found = queries.attached_file(file_id)
    if found is None or found[0].client_id != access.visitor().person_id:
        raise NotYours
    return saved_to_disk(found[1])
