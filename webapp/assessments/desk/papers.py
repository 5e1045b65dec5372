"""The PDF of a released report for staff, and how it was handed over."""

from __future__ import annotations

from flask import Response

from webapp.assessments import services
from webapp.assessments.desk.blueprint import REVIEWERS, desk, note_reading, own
from webapp.assessments.desk.drafts import show_draft
from webapp.assessments.forms import DeliveryForm
from webapp.assessments.papers import LANGUAGE, paper_file
from webapp.assessments.rules.status import Status
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours


@desk.get(f"/desk/assessments/<id:assessment_id>/papers/<{LANGUAGE}:language>")
@access.roles(*REVIEWERS)
def paper(assessment_id: str, language: str) -> Response:
    """Give a released report's PDF in one language; the client sees that it was opened."""
    found, client = own(assessment_id)
    if found.status != Status.RELEASED:
        raise NotYours
    answer = paper_file(found, language)
    note_reading(client.id)
    return answer


@desk.post("/desk/assessments/<id:assessment_id>/deliveries")
@access.roles(*REVIEWERS)
@idempotency.once
def note_delivery(assessment_id: str) -> Response:
    """Note how a released report was handed over, on which day, to whom."""
    (found, client), form, who = own(assessment_id), DeliveryForm.read(), access.visitor()
    if not form.validate() or form.delivered_on.data is None:
        return show_draft(found, client, delivery=form, status=422)
    services.note_delivery(
        assessment_id=found.id,
        branch_id=who.branch_id,
        way=form.way.data,
        day=form.delivered_on.data,
        to_whom=form.to_whom.data or "",
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.draft", assessment_id=assessment_id)
