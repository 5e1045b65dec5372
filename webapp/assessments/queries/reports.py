"""Assessments and their cases, and the papers made of them. Read only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, exists, select

from webapp.assessments.models import Assessment, AssessmentCase, AssessmentPaper
from webapp.assessments.rules.status import OPEN, Status
from webapp.kernel import clock
from webapp.kernel.db import db, rows


@dataclass(frozen=True, slots=True)
class Released:
    """A report the client may read."""

    id: str
    examined_on: date
    released_at: datetime

    @property
    def released_on(self) -> date:
        """Give the day of release where the client lives."""
        return clock.local(self.released_at).date()


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


def latest_released(*, client_ids: Collection[str], first: date, last: date) -> list[Assessment]:
    """Give each client's newest released assessment of an exam from `first` to `last`: for counts over a group."""
    asked = select(Assessment).where(
        Assessment.client_id.in_(client_ids),
        Assessment.status == Status.RELEASED.value,
        Assessment.examined_on.between(first, last),
    )
    in_turn = asked.order_by(Assessment.released_at, Assessment.id)
    return list({one.client_id: one for one in db.session.scalars(in_turn)}.values())


def running_case(*, client_id: str) -> AssessmentCase | None:
    """Give the client's case that is not finished."""
    asked = select(AssessmentCase).where(
        AssessmentCase.client_id == client_id, AssessmentCase.closed_at.is_(None)
    )
    return db.session.scalars(asked).first()


def last_case(*, client_id: str) -> AssessmentCase | None:
    """Give the client's newest case, finished or not."""
    asked = select(AssessmentCase).where(AssessmentCase.client_id == client_id)
    newest = asked.order_by(AssessmentCase.opened_at.desc(), AssessmentCase.id.desc()).limit(1)
    return db.session.scalars(newest).first()


def case_of_response(response_id: str) -> AssessmentCase | None:
    """Give the last case that a questionnaire's response belonged to."""
    asked = select(AssessmentCase).where(AssessmentCase.response_id == response_id)
    return db.session.scalars(asked.order_by(AssessmentCase.opened_at.desc())).first()


def open_assessment(*, case_id: str) -> Assessment | None:
    """Give the draft or reviewed assessment of a case."""
    asked = select(Assessment).where(Assessment.case_id == case_id, Assessment.status.in_(OPEN))
    return db.session.scalars(asked).first()


def released_before(kept: Assessment) -> bool:
    """Tell whether a result of the same answers and exam was released already: then this one is its successor."""
    same = (
        AssessmentCase.report_id == kept.case.report_id,
        AssessmentCase.response_id == kept.case.response_id,
    )
    other = (
        exists()
        .where(Assessment.case_id == AssessmentCase.id, *same)
        .where(Assessment.status == Status.RELEASED.value, Assessment.id != kept.id)
    )
    return bool(db.session.scalar(select(other)))


def earlier(kept: Assessment) -> Assessment | None:
    """Give the client's result that was worked out last before this one, whatever became of it (S5)."""
    before = select(Assessment).where(
        Assessment.client_id == kept.client_id,
        Assessment.generated_at < kept.generated_at,
        Assessment.id != kept.id,
    )
    newest = before.order_by(Assessment.generated_at.desc(), Assessment.id.desc()).limit(1)
    return db.session.scalars(newest).first()


@dataclass(frozen=True, slots=True)
class Paper:
    """The PDF of a report in one language; `size` in bytes."""

    language: str
    file_id: str
    pages: int
    size: int


_PAPERS = select(
    AssessmentPaper.language, AssessmentPaper.file_id, AssessmentPaper.pages, AssessmentPaper.size
).where(AssessmentPaper.assessment_id == bindparam("assessment_id"))


def papers(assessment_id: str) -> dict[str, Paper]:
    """Give the PDFs of a report that a worker has made, by language (with every report)."""
    return {row.language: Paper(*row) for row in rows(_PAPERS, {"assessment_id": assessment_id})}
