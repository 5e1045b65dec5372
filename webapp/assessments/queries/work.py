"""The work list of the review desk. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from webapp.assessments.models import Assessment, AssessmentCase
from webapp.assessments.queries.alerts import has_open_alert
from webapp.assessments.queries.standing import wants_none
from webapp.assessments.rules.status import OPEN, Status
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import paging
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Work:
    """A line of the work list: whose, what has come in, and where the draft stands ("" without one).

    `since`: the day of its state – reviewed, else drafted, else the case opened.
    """

    case_id: str
    client_id: str
    since: datetime
    answered: bool
    examined: bool
    assessment_id: str
    status: str
    alert: bool
    declined: bool = False


_ALERT = has_open_alert(AssessmentCase.client_id)


def _work(branch_id: str) -> Select[*tuple[Any, ...]]:
    draft = and_(Assessment.case_id == AssessmentCase.id, Assessment.status.in_(OPEN))
    return (
        select(
            AssessmentCase.id,
            AssessmentCase.client_id,
            AssessmentCase.opened_at,
            func.coalesce(Assessment.reviewed_at, Assessment.generated_at),
            AssessmentCase.response_id.is_not(None),
            AssessmentCase.report_id.is_not(None),
            Assessment.id,
            Assessment.status,
            _ALERT,
            wants_none(AssessmentCase.client_id),
        )
        .outerjoin(Assessment, draft)
        .where(AssessmentCase.branch_id == branch_id, AssessmentCase.closed_at.is_(None))
    )


_VIEWS: dict[str, ColumnElement[bool]] = {
    "review": Assessment.status == Status.DRAFT,
    "release": Assessment.status == Status.REVIEWED,
    "waiting": Assessment.id.is_(None),
    "alerts": _ALERT,
}


VIEWS = tuple(_VIEWS)
"""The views of the work list: to review, to release, waiting for something, with a critical value."""


def to_review(*, branch_id: str, doctor_id: str = "") -> int:
    """Count the drafts that wait for a reviewer: the branch's, or a family doctor's own (A1)."""
    asked = select(func.count()).where(
        Assessment.branch_id == branch_id, Assessment.status == Status.DRAFT.value
    )
    if doctor_id:
        theirs = clients.in_care_of(
            staff_id=doctor_id, capacity=Capacity.FAMILY_DOCTOR, purpose=Purpose.SHARE_WITH_DOCTOR
        )
        asked = asked.where(Assessment.client_id.in_(theirs))
    return int(db.session.scalar(asked) or 0)


def work_list(
    *, branch_id: str, view: str, doctor_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a branch's running cases of one view, the oldest first.

    With `doctor_id` only those of the clients who chose this family doctor and agree to share (A1).
    """
    asked = _work(branch_id).where(_VIEWS[view])
    if doctor_id:
        theirs = clients.in_care_of(
            staff_id=doctor_id, capacity=Capacity.FAMILY_DOCTOR, purpose=Purpose.SHARE_WITH_DOCTOR
        )
        asked = asked.where(AssessmentCase.client_id.in_(theirs))
    found = paging.page(asked, (AssessmentCase.opened_at, AssessmentCase.id), after, size)
    return paging.Page([_line(row) for row in found.rows], found.after)


def _line(row: Sequence[Any]) -> Work:
    case_id, client_id, opened_at, drafted_at, answered, examined, assessment_id, status, alert, declined = (
        row
    )
    return Work(
        case_id,
        client_id,
        drafted_at or opened_at,
        bool(answered),
        bool(examined),
        assessment_id or "",
        status or "",
        bool(alert),
        bool(declined),
    )
