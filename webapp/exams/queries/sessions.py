"""Which times are free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, or_, select

from webapp.exams.models import Session, WeeklyTemplate
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Open:
    """Where and for whom a time must be free; sessions up to `after` are past their cut-off (B6)."""

    branch_id: str
    institution_id: str
    exam_class: ExamClass
    after: datetime


def session(session_id: str) -> Session | None:
    """Give one session."""
    return db.session.get(Session, session_id)


_OPEN = (
    Session.institution_id == bindparam("institution_id"),
    Session.branch_id == bindparam("branch_id"),
    Session.closed.is_(False),
    or_(Session.exam_class == ExamClass.ANY, Session.exam_class == bindparam("exam_class")),
    Session.starts_at > bindparam("after"),
)
# Built once: making a statement costs more than running it.
_FREE_DAYS = (
    select(Session.day, func.sum(Session.capacity - Session.booked))
    .where(*_OPEN, Session.day.between(bindparam("first"), bindparam("last")))
    .where(Session.booked < Session.capacity)
    .group_by(Session.day)
    .order_by(Session.day)
)
_SESSIONS_ON = (
    select(Session).where(*_OPEN, Session.day == bindparam("day")).order_by(Session.starts_at, Session.id)
)


def free_days(*, where: Open, first: date, last: date) -> dict[date, int]:
    """Give each day from `first` to `last` that still has places, and how many; one statement."""
    found = db.session.execute(_FREE_DAYS, asdict(where) | {"first": first, "last": last})
    return {day: int(count) for day, count in found}


def sessions_on(*, where: Open, day: date) -> Sequence[Session]:
    """Give the sessions of a day in order of time, full ones too; none past the cut-off."""
    return db.session.scalars(_SESSIONS_ON, asdict(where) | {"day": day}).all()


def templates_of(*, branch_id: str, institution_id: str) -> Sequence[WeeklyTemplate]:
    """Give the weekly templates of an institution for a branch, in order of the week."""
    asked = (
        select(WeeklyTemplate)
        .where(WeeklyTemplate.branch_id == branch_id, WeeklyTemplate.institution_id == institution_id)
        .order_by(WeeklyTemplate.weekday, WeeklyTemplate.starts, WeeklyTemplate.id)
    )
    return db.session.scalars(asked).all()
