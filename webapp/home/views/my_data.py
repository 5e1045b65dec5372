"""My data: what is kept about me, to read and to take along (A6)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.home.presenters import fhir
from webapp.home.queries import whole_record
from webapp.home.views.blueprint import bp
from webapp.kernel import access, clock, htmx
from webapp.toolbox import exact_json


@bp.get("/me/data")
@access.roles(Role.CLIENT)
def my_data() -> Response:
    """Say what the record holds and offer it as a file."""
    return htmx.answer("home/my_data.html")


@bp.get("/me/data/record")
@access.roles(Role.CLIENT)
def export_record() -> Response:
    """Give the whole own record as a FHIR R4 Bundle."""
    found = fhir.bundle(whole_record(access.visitor().person_id), at=clock.now())
    answer = Response(exact_json.write(found), mimetype="application/fhir+json")
    name = f"kangyue-record-{clock.today().isoformat()}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
