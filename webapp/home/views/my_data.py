"""My data: what is kept about me, to read and to take along (A6)."""

from __future__ import annotations

import logging

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.gateways.files import FileMissing
from webapp.home import services
from webapp.home.presenters import fhir
from webapp.home.presenters.copies import copy_rows
from webapp.home.queries import photos, whole_record
from webapp.home.views.blueprint import bp
from webapp.kernel import access, clock, crypto, htmx, uploads
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.i18n import _
from webapp.records import queries as records
from webapp.toolbox import exact_json
from webapp.toolbox.words import LANGUAGES

log = logging.getLogger(__name__)


@bp.get("/me/data")
@access.roles(Role.CLIENT)
def my_data() -> Response:
    """Say what the record holds and offer it as files."""
    found = records.copies_of(access.visitor().person_id)
    return htmx.answer("home/my_data.html", "home/_copies.html", copies=copy_rows(found))


@bp.post("/me/data/copies")
@access.roles(Role.CLIENT)
def ask_for_copy() -> Response:
    """Have a worker make the readable document, if none is at it yet."""
    who, language = access.visitor(), request.form.get("language", "")
    chosen = next((one for one in LANGUAGES if one == language), None)
    if chosen is None:
        raise BadInput("language")
    services.ask_for_copy(
        client_id=who.person_id, branch_id=who.branch_id, language=chosen, account_id=who.account_id
    )
    return htmx.go("home.my_data", _anchor="home-copies")


@bp.get("/me/data/copies/<id:copy_id>")
@access.roles(Role.CLIENT)
def copy(copy_id: str) -> Response:
    """Give a finished document to the client it is about, in its days."""
    file = records.offered_copy(copy_id, client_id=access.visitor().person_id)
    if file is None:
        raise NotYours
    try:
        content = records.content_of(file)
    except (crypto.Unreadable, FileMissing) as broken:
        log.exception("the file %s cannot be given", file.id)
        raise NotYours from broken
    return uploads.serve(content, name=_("My health record"))


@bp.get("/me/data/record")
@access.roles(Role.CLIENT)
def export_record() -> Response:
    """Give the whole own record as a FHIR R4 Bundle."""
    record = whole_record(access.visitor().person_id)
    found = fhir.bundle(record, photos(record), at=clock.now())
    answer = Response(exact_json.write(found), mimetype="application/fhir+json")
    name = f"kangyue-record-{clock.today().isoformat()}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
