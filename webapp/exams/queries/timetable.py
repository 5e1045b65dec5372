"""An institution's coming sessions and its closed days, for those who run them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from webapp.accounts.rules import Role
from webapp.exams.models import Closure, Session
from webapp.kernel import paging
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Institution


def run_by(institution_id: str, *, visitor: Visitor) -> Institution:
    """Give an institution that a branch's staff, or headquarters', arrange times with. Raises NotYours."""
    found = organisation.institution(institution_id)
    if found is None or not _reaches(visitor, found.branch_id):
        raise NotYours
    return found


def session_run_by(session_id: str, *, visitor: Visitor) -> Session:
    """Give a session of the visitor's branch, to headquarters any. Raises NotYours."""
    asked = select(Session).where(Session.id == session_id).execution_options(populate_existing=True)
    found = db.session.scalars(asked).first()
    if found is None or not _reaches(visitor, found.branch_id):
        raise NotYours
    return found


def _reaches(visitor: Visitor, branch_id: str) -> bool:
    return visitor.role == Role.HQ_ADMIN or visitor.branch_id == branch_id


def coming_sessions(*, institution_id: str, from_day: date, after: str = "", size: int = 30) -> paging.Page:
    """Give an institution's sessions from a day on, in order of time."""
    asked = select(Session).where(Session.institution_id == institution_id, Session.day >= from_day)
    return paging.page(asked, [Session.starts_at, Session.id], after, size)


def closed_days(*, institution_id: str, from_day: date) -> Sequence[Closure]:
    """Give the days from one on that the institution is closed."""
    asked = select(Closure).where(Closure.institution_id == institution_id, Closure.day >= from_day)
    return db.session.scalars(asked.order_by(Closure.day).limit(100)).all()


def sessions_between(*, branch_id: str, first: date, last: date) -> Sequence[Session]:
    """Give a branch's sessions from one day to another, at all its institutions."""
    asked = select(Session).where(Session.branch_id == branch_id, Session.day.between(first, last))
    return db.session.scalars(asked.order_by(Session.id)).all()


def booked_on(days: Collection[date]) -> int:
    """Count the places that people hold on any of these days."""
    asked = select(func.coalesce(func.sum(Session.booked), 0)).where(Session.day.in_(days))
    return int(db.session.scalar(asked) or 0)
