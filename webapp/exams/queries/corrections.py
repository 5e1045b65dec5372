"""Corrections: the line they are about, what waits, what was corrected before (X1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from webapp.exams.models import Correction, ExamReport, Result
from webapp.exams.queries.reports import Subject, subject_of_report
from webapp.exams.rules.corrections import CorrectionStatus
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Corrected:
    """One confirmed correction of a line: what stood there, what stands there now, and why."""

    correction: Correction
    before: Result
    now: Result


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction with the line it is about (as in force now), the report and whose it is."""

    correction: Correction
    line: Result
    report: ExamReport
    subject: Subject


def verified_line(result_id: str, *, branch_id: str) -> tuple[Result, ExamReport, Subject]:
    """Give a line of a verified report of the branch, in force. Raises NotYours."""
    line = db.session.get(Result, result_id)
    if line is None or not line.locked or line.replaced or line.branch_id != branch_id:
        raise NotYours
    subject, report = subject_of_report(line.report_id, branch_id=branch_id)
    return line, report, subject


def correction(correction_id: str, *, branch_id: str) -> Asked:
    """Give a correction of the branch with what it is about. Raises NotYours."""
    asked = (
        select(Correction, Result)
        .join(
            Result,
            (Result.report_id == Correction.report_id) & (Result.code == Correction.code) & ~Result.replaced,
        )
        .where(Correction.id == correction_id, Correction.branch_id == branch_id)
    )
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    subject, report = subject_of_report(found[0].report_id, branch_id=branch_id)
    return Asked(found[0], found[1], report, subject)


def waiting_corrections(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give the corrections of a branch that wait for a second person, the oldest first."""
    asked = select(Correction).where(
        Correction.branch_id == branch_id, Correction.status == CorrectionStatus.PROPOSED
    )
    return paging.page(asked, [Correction.id], after, size)


def corrections_of(report_id: str) -> list[Corrected]:
    """Give what of a report was corrected, the newest first, in one statement."""
    before, now = aliased(Result), aliased(Result)
    asked = (
        select(Correction, before, now)
        .join(now, now.correction_id == Correction.id)
        .join(before, before.id == now.corrects_id)
        .where(Correction.report_id == report_id)
        .order_by(Correction.decided_at.desc(), now.code)
    )
    return [Corrected(row[0], row[1], row[2]) for row in db.session.execute(asked)]
