"""The PDF of a released report, for staff who hand it over."""

from __future__ import annotations

from flask import Response

from webapp.assessments.desk.blueprint import REVIEWERS, desk, note_reading, own
from webapp.assessments.papers import LANGUAGE, paper_file
from webapp.assessments.rules.status import Status
from webapp.kernel import access
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
