"""Questions about assessments. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from webapp.assessments.models import Assessment as Assessment
from webapp.assessments.models import AssessmentCase, CriticalAlert, Invitation
from webapp.assessments.rules.status import OPEN, Status
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import paging
from webapp.kernel.db import db, rows
from webapp.kernel.errors import NotYours


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


@dataclass(frozen=True, slots=True)
class Alerted:
    """A critical value of a client; `note` says what was done."""

    id: str
    code: str
    raised_at: datetime
    handled_at: datetime | None
    handled_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Screened:
    """What a client's screening decided; `by_hand` where a person did."""

    id: str
    client_id: str
    screened_at: datetime
    decision: str
    health_level: int
    reasons: Sequence[str]
    unknown: Sequence[str]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Released:
    """A report the client may read."""

    id: str
    examined_on: date
    released_at: datetime


def assessment(assessment_id: str) -> Assessment | None:
    """Give one assessment."""
    return db.session.get(Assessment, assessment_id)


_RELEASED = (
    select(Assessment.id, Assessment.examined_on, Assessment.released_at)
    .where(Assessment.client_id == bindparam("client_id"), Assessment.status == Status.RELEASED.value)
    .order_by(Assessment.released_at.desc(), Assessment.id.desc())
    .limit(20)
)


def released(*, client_id: str) -> list[Released]:
    """Give a client's released reports, newest first; at most twenty."""
    found = rows(_RELEASED, {"client_id": client_id})
    return [Released(one, day, at) for one, day, at in found if at is not None]


def released_in_full(client_id: str) -> list[Assessment]:
    """Give every assessment that was ever released to a client, newest first; superseded ones among them."""
    mine = select(Assessment).where(Assessment.client_id == client_id, Assessment.released_at.is_not(None))
    return list(db.session.scalars(mine.order_by(Assessment.released_at.desc(), Assessment.id)))


def running_case(*, client_id: str) -> AssessmentCase | None:
    """Give the client's case that is not finished."""
    asked = select(AssessmentCase).where(
        AssessmentCase.client_id == client_id, AssessmentCase.closed_at.is_(None)
    )
    return db.session.scalars(asked).first()


def case_of_response(response_id: str) -> AssessmentCase | None:
    """Give the last case that a questionnaire's response belonged to."""
    asked = select(AssessmentCase).where(AssessmentCase.response_id == response_id)
    return db.session.scalars(asked.order_by(AssessmentCase.opened_at.desc())).first()


def open_assessment(*, case_id: str) -> Assessment | None:
    """Give the draft or reviewed assessment of a case."""
    asked = select(Assessment).where(Assessment.case_id == case_id, Assessment.status.in_(OPEN))
    return db.session.scalars(asked).first()


def open_alerts(*, client_id: str) -> list[CriticalAlert]:
    """Give the critical values of a client that nobody has acted on."""
    asked = select(CriticalAlert).where(
        CriticalAlert.client_id == client_id, CriticalAlert.handled_at.is_(None)
    )
    return list(db.session.scalars(asked.order_by(CriticalAlert.raised_at, CriticalAlert.id)))


def alert(alert_id: str, *, client_id: str) -> CriticalAlert:
    """Give a client's critical value; raises NotYours for anybody else's."""
    found = db.session.get(CriticalAlert, alert_id)
    if found is None or found.client_id != client_id:
        raise NotYours
    return found


def alerts_of(*, client_id: str, size: int = 20) -> list[Alerted]:
    """Give a client's critical values, handled and not, newest first."""
    asked = select(CriticalAlert).where(CriticalAlert.client_id == client_id)
    newest = asked.order_by(CriticalAlert.raised_at.desc(), CriticalAlert.id.desc()).limit(size)
    return [
        Alerted(row.id, row.code, row.raised_at, row.handled_at, row.handled_by, row.note)
        for row in db.session.scalars(newest)
    ]


def has_open_alert(client_id: Any) -> ColumnElement[bool]:
    """Give the condition that a critical value of the client of a row waits (`client_id` is its column)."""
    return exists().where(CriticalAlert.client_id == client_id, CriticalAlert.handled_at.is_(None))


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
    case_id, client_id, opened_at, drafted_at, answered, examined, assessment_id, status, alert = row
    return Work(
        case_id,
        client_id,
        drafted_at or opened_at,
        bool(answered),
        bool(examined),
        assessment_id or "",
        status or "",
        bool(alert),
    )


def invitation(invitation_id: str) -> Invitation | None:
    """Give what one screening decided."""
    return db.session.get(Invitation, invitation_id)


def screened(
    *, branch_id: str, decision: str, doctor_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a branch's screenings with one decision, the oldest first; `doctor_id` as in `work_list`."""
    asked = select(Invitation).where(Invitation.branch_id == branch_id, Invitation.decision == decision)
    if doctor_id:
        theirs = clients.in_care_of(
            staff_id=doctor_id, capacity=Capacity.FAMILY_DOCTOR, purpose=Purpose.SHARE_WITH_DOCTOR
        )
        asked = asked.where(Invitation.client_id.in_(theirs))
    found = paging.page(asked, (Invitation.screened_at, Invitation.id), after, size)
    return paging.Page([_screened(row) for row in found.rows], found.after)


def _screened(row: Invitation) -> Screened:
    return Screened(
        row.id,
        row.client_id,
        row.screened_at,
        row.decision,
        row.health_level,
        row.reasons["reasons"],
        row.reasons["unknown"],
        by_hand=row.decided_by is not None,
    )
