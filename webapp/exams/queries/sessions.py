"""Which times are free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

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


def free_days(
    *,
    where: Open,
    first: date,
    last: date,
) -> dict[date, int]:
    """Give each day from `first` to `last` that still has places, and how many; one statement."""
    places = func.sum(Session.capacity - Session.booked)
    asked = (
        select(Session.day, places)
        .where(*_open_to(where), Session.day.between(first, last))
        .where(Session.booked < Session.capacity)
        .group_by(Session.day)
        .order_by(Session.day)
    )
    return {day: int(count) for day, count in db.session.execute(asked)}


def sessions_on(*, where: Open, day: date) -> Sequence[Session]:
    """Give the sessions of a day in order of time, full ones too; none past the cut-off."""
    asked = (
        select(Session).where(*_open_to(where), Session.day == day).order_by(Session.starts_at, Session.id)
    )
    return db.session.scalars(asked).all()


def templates_of(*, branch_id: str, institution_id: str) -> Sequence[WeeklyTemplate]:
    """Give the weekly templates of an institution for a branch, in order of the week."""
    asked = (
        select(WeeklyTemplate)
        .where(WeeklyTemplate.branch_id == branch_id, WeeklyTemplate.institution_id == institution_id)
        .order_by(WeeklyTemplate.weekday, WeeklyTemplate.starts, WeeklyTemplate.id)
    )
    return db.session.scalars(asked).all()


def _open_to(where: Open) -> list[ColumnElement[bool]]:
    return [
        Session.institution_id == where.institution_id,
        Session.branch_id == where.branch_id,
        Session.closed.is_(False),
        Session.exam_class.in_((ExamClass.ANY, where.exam_class)),
        Session.starts_at > where.after,
    ]
