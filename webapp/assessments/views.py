"""The client's reports: the list and one report, on the phone and on paper. Only released ones (S2)."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.accounts.rules import Role
from webapp.assessments import queries
from webapp.assessments.models import Assessment
from webapp.assessments.presenters.page import report_page
from webapp.assessments.rules.status import Status
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual

bp = Blueprint("assessments", __name__)


@bp.get("/assessments")
@access.roles(Role.CLIENT)
def reports() -> Response:
    """Show the client's released reports, or what it takes to get one."""
    released = queries.released(client_id=access.visitor().person_id)
    return htmx.answer("assessments/reports.html", reports=released)


@bp.get("/assessments/<id:assessment_id>")
@access.roles(Role.CLIENT)
def report(assessment_id: str) -> Response:
    """Show one report: the summary first, then the six parts."""
    found = _own(assessment_id)
    return htmx.answer(
        "assessments/report.html", kept=found, page=report_page(found), reviewer=_reviewer(found)
    )


@bp.get("/assessments/<id:assessment_id>/print")
@access.roles(Role.CLIENT)
def print_report(assessment_id: str) -> Response:
    """Show one report for paper, with everything open."""
    found = _own(assessment_id)
    return htmx.answer(
        "assessments/print_report.html", kept=found, page=report_page(found), reviewer=_reviewer(found)
    )


def _own(assessment_id: str) -> Assessment:
    found = queries.assessment(assessment_id)
    if found is None or found.status != Status.RELEASED or found.client_id != access.visitor().person_id:
        raise NotYours
    return found


def _reviewer(found: Assessment) -> Bilingual | None:
    person = organisation.staff(found.reviewed_by) if found.reviewed_by else None
    return person.name if person else None
