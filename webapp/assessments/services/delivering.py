"""Handing a released report over: how, on which day, to whom ◆ (§7)."""

from __future__ import annotations

from datetime import date

from webapp.assessments import queries
from webapp.assessments.models import Delivery
from webapp.assessments.refusals import AssessmentMoved, WrongDay
from webapp.assessments.rules.status import Status, Way
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def note_delivery(
    *, assessment_id: str, branch_id: str, way: str, day: date, to_whom: str, staff_id: str, actor_id: str
) -> None:
    """Note that a released report was handed over. Raises NotYours, AssessmentMoved, WrongDay."""
    found = queries.assessment(assessment_id)
    if found is None or found.branch_id != branch_id:
        raise NotYours
    if found.status != Status.RELEASED or found.released_at is None:
        raise AssessmentMoved
    if not clock.local(found.released_at).date() <= day <= clock.today():
        raise WrongDay
    row = Delivery(
        branch_id=branch_id,
        assessment_id=assessment_id,
        way=Way(way).value,
        delivered_on=day,
        to_whom=to_whom,
        noted_by=staff_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "assessments.assessment.delivered",
        subject=("assessment", assessment_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"way": row.way},
    )
