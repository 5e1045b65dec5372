"""The client reads verified results (X1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.presenters.chasing import delivery_entries
from webapp.exams.presenters.corrections import changes
from webapp.exams.presenters.important import advice
from webapp.exams.presenters.results import ladder_of, unjudged
from webapp.exams.rules.report import ReportStatus
from webapp.exams.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours


@bp.get("/exams/results/<id:report_id>")
@access.roles(Role.CLIENT)
def results(report_id: str) -> Response:
    """Show the client's own report once a second person has verified it."""
    asked = queries.report_with_results(report_id)
    if asked is None:
        raise NotYours
    found, rows = asked
    if found.client_id != access.visitor().person_id or found.status != ReportStatus.VERIFIED:
        raise NotYours
    corrected = queries.corrections_of(found.id) if any(row.correction_id for row in rows) else []
    place = queries.place(found.institution_id)
    return htmx.answer(
        "exams/results.html",
        exam_day=found.exam_day,
        place=place,
        booking_id=found.booking_id,
        originals=queries.count_pages(found.booking_id),
        ladder=ladder_of(rows),
        others=unjudged(rows),
        advice=advice(queries.important_of(found.id)),
        delivered=delivery_entries(queries.deliveries_of(found.id), {}),
        changes=changes(corrected, {}),
    )
