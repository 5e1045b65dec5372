"""How many of some people were examined: a count, for whom it may be told (B11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from webapp.exams.models import ExamReport
from webapp.exams.rules.report import ReportStatus
from webapp.kernel.db import db


def count_examined(*, client_ids: Collection[str], first: date, last: date) -> int:
    """Count the people among these with a verified report of an exam from `first` to `last`."""
    asked = select(func.count(ExamReport.client_id.distinct())).where(
        ExamReport.client_id.in_(client_ids),
        ExamReport.status == ReportStatus.VERIFIED,
        ExamReport.exam_day.between(first, last),
    )
    return int(db.session.scalar(asked) or 0)
