"""Photos and papers of a client's own case: what is there, more of them, one of them (T7)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.complaints import queries, services
from webapp.complaints.forms import MoreFilesForm
from webapp.complaints.models import Evidence
from webapp.complaints.presenters import files as present
from webapp.complaints.rules import guards
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency, uploads
from webapp.kernel.pages import link


@bp.get("/complaints/<id:case_id>/files")
@access.roles(Role.CLIENT)
def files(case_id: str) -> Response:
    """Show the photos and papers of a case; while it is open, more can be added."""
    return _page(case_id, MoreFilesForm())


@bp.post("/complaints/<id:case_id>/files")
@access.roles(Role.CLIENT)
@uploads.checked_each("files")
@idempotency.once
def add_files(case_id: str) -> Response:
    """Take more files in."""
    who, form = access.visitor(), MoreFilesForm.read()
    queries.case_of_client(case_id=case_id, client_id=who.person_id)
    given = form.given()
    if form.files.errors:
        return _page(case_id, form, 422)
    brought = services.Files(given, who.account_id)
    try:
        services.bring_files(case_id=case_id, client_id=who.person_id, files=brought)
    except services.TooManyFiles as refusal:
        form.add_error("files", refusal.message())
        return _page(case_id, form, 422)
    return htmx.go("complaints.files", case_id=case_id, kept=1)


@bp.get("/complaints/<id:case_id>/files/<id:evidence_id>")
@access.roles(Role.CLIENT)
def evidence_file(case_id: str, evidence_id: str) -> Response:
    """Open one file of one's own case."""
    who = access.visitor().person_id
    return present.served(queries.file_of_client(case_id=case_id, evidence_id=evidence_id, client_id=who))


def _opened(row: Evidence) -> str:
    return link("complaints.evidence_file", case_id=row.case_id, evidence_id=row.id)


def _page(case_id: str, form: MoreFilesForm, status: int = 200) -> Response:
    case = queries.case_of_client(case_id=case_id, client_id=access.visitor().person_id)
    allowed = guards.allowed(
        state=State(case.state), actors=[Actor.COMPLAINANT], facts=services.facts_of_client(case)
    )
    return htmx.answer(
        "complaints/files.html",
        status=status,
        case=case,
        rows=present.rows_of_client(queries.files_of_client(case_id), _opened),
        may_add=Action.ADD_EVIDENCE in allowed,
        form=form,
    )
