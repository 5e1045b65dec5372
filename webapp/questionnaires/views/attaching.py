"""Files of answers: a phone brings each by itself, under an id of its own; their client opens them."""

from __future__ import annotations

from typing import Any

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

    201 with its FHIR R4 Attachment; 422 with `error` and `field` where it is not taken; 404 for another's id.
    """
    who = access.visitor()
    _expect_own(file_id)
    try:
        upload = uploads.given()[0]
    except uploads.UploadRefused as refused:
        return _answer({"error": refused.message(), "field": "file"}, refused.status)
    kept = services.bring_file(
        file_id=file_id,
        client_id=who.person_id,
        branch_id=who.branch_id,
        code=mine(code),
        upload=upload,
        account_id=who.account_id,
    )
    return _answer(kept, 201)


def _answer(said: dict[str, Any], status: int) -> Response:
    answer = jsonify(said)
    answer.status_code = status
    return answer


def _expect_own(file_id: str) -> None:
    found = queries.attached_file(file_id)
    if found is not None and found[0].client_id != access.visitor().person_id:
        raise NotYours


@bp.get("/questionnaires/files/<id:file_id>")
@access.roles(Role.CLIENT)
def file(file_id: str) -> Response:
    """Give one's own file, to be saved; it can act on no page."""
    found = queries.attached_file(file_id)
    if found is None or found[0].client_id != access.visitor().person_id:
        raise NotYours
    return saved_to_disk(found[1])
