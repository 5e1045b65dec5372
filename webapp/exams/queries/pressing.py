"""What presses at the exam desk, counted for the start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from webapp.exams.models import Correction, ImportantResult
from webapp.exams.queries.chasing import to_chase
from webapp.exams.queries.staff_lists import StaffWork, staff_counts
from webapp.exams.rules.corrections import CorrectionStatus
from webapp.kernel import clock
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Pressing:
    """Important results (and those that are late), reports to ask for today, corrections to decide, bookings."""

    important: int
    important_late: int
    to_chase: int
    corrections: int
    bookings: StaffWork


def pressing(*, branch_id: str, today: date) -> Pressing:
    """Count what presses in a branch, in one statement."""
    task, row = ImportantResult, Correction
    still = (task.branch_id == branch_id, task.ending.is_(None))
    waits = (row.branch_id == branch_id, row.status == CorrectionStatus.PROPOSED)
    asked = select(
        select(func.count()).where(*still).scalar_subquery(),
        select(func.count()).where(*still, task.due_at < clock.now()).scalar_subquery(),
        to_chase(branch_id, today),
        select(func.count()).where(*waits).scalar_subquery(),
    )
    found: Any = db.session.execute(asked.add_columns(*staff_counts(branch_id, clock.now()))).one()
    return Pressing(found[0], found[1], found[2], found[3], StaffWork(*found[4:]))
