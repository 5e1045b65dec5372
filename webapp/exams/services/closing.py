"""Sessions and days that an institution closes, shrinks or opens again (B9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from webapp.exams.models import Closure, Session
from webapp.exams.services.displacing import displace, hold
from webapp.exams.services.places import serve_line, serve_lines
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new


def resize_session(
    *,
    session_id: str,
    branch_id: str,
    capacity: int,
    actor_id: str,
    reason: str = "",
    most: int | None = None,
) -> int:
    """Give a session another capacity; gives how many people must choose again (B9).

    New places go to the waiting list. Raises NotYours, PlacesHeld below the people who are there already, and
    MorePeople where it would concern more than `most`.
    """
    now = clock.now()
    session = _held(session_id, branch_id)
    surplus = max(session.booked - capacity, 0)
    displaced = displace({session_id: surplus}, actor_id=actor_id, now=now, most=most) if surplus else 0
    resized = update(Session).where(Session.id == session_id)
    changed(resized.values(capacity=capacity, booked=session.booked - surplus, reason=reason or None))
    serve_line(session_id, now)
    _note("session.resized", session, actor_id, capacity=capacity, people=displaced)
    return displaced


def close_session(
    *, session_id: str, branch_id: str, actor_id: str, reason: str = "", most: int | None = None
) -> int:
    """Close a session; gives how many people must choose again. Raises as `resize_session`."""
    session = _held(session_id, branch_id)
    displaced = close_all([session_id], actor_id=actor_id, reason=reason, most=most)
    _note("session.closed", session, actor_id, people=displaced)
    return displaced


def reopen_session(*, session_id: str, branch_id: str, actor_id: str) -> None:
    """Open a closed session again; the waiting list has its places first. Raises NotYours."""
    session = _held(session_id, branch_id)
    changed(update(Session).where(Session.id == session_id).values(closed=False, reason=None))
    serve_line(session_id, clock.now())
    _note("session.reopened", session, actor_id)


def close_day(
    *,
    branch_id: str,
    institution_id: str,
    day: date,
    last_day: date | None = None,
    actor_id: str,
    reason: str = "",
    most: int | None = None,
) -> int:
    """Close an institution for a day, or up to `last_day`; gives how many people must choose again.

    No session is made there later either. Raises as `resize_session`.
    """
    last = last_day or day
    found = _sessions(branch_id, institution_id, day, last)
    displaced = close_all(found, actor_id=actor_id, reason=reason, most=most)
    for each in _days(day, last):
        insert_new(Closure, id=ids.new_id(), branch_id=branch_id, institution_id=institution_id, day=each)
    _note_day("day.closed", branch_id, institution_id, actor_id, day=day, last=last, people=displaced)
    return displaced


def reopen_day(*, branch_id: str, institution_id: str, day: date, actor_id: str) -> None:
    """Open a closed day again, its sessions too; the waiting list has their places first."""
    whose = (Closure.branch_id == branch_id, Closure.institution_id == institution_id, Closure.day == day)
    db.session.execute(delete(Closure).where(*whose))
    found = _sessions(branch_id, institution_id, day, day)
    hold(found)
    changed(update(Session).where(Session.id.in_(found), Session.closed).values(closed=False, reason=None))
    serve_lines(found, clock.now())
    _note_day("day.reopened", branch_id, institution_id, actor_id, day=day)


def close_all(session_ids: Sequence[str], *, actor_id: str, reason: str, most: int | None = None) -> int:
    """Close sessions together; gives how many people must choose again."""
    sessions = hold(session_ids)
    taken = {one.id: one.booked for one in sessions if one.booked}
    displaced = displace(taken, actor_id=actor_id, now=clock.now(), most=most) if taken else 0
    closing = update(Session).where(Session.id.in_(session_ids))
    changed(closing.values(closed=True, booked=0, reason=reason or None))
    return displaced


def _held(session_id: str, branch_id: str) -> Session:
    session = next(iter(hold([session_id])), None)
    if session is None or session.branch_id != branch_id:
        raise NotYours
    return session


def _sessions(branch_id: str, institution_id: str, first: date, last: date) -> Sequence[str]:
    asked = select(Session.id).where(
        Session.branch_id == branch_id,
        Session.institution_id == institution_id,
        Session.day.between(first, last),
    )
    return db.session.scalars(asked.order_by(Session.id)).all()


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _note(act: str, session: Session, actor_id: str, **details: object) -> None:
    subject = ("exam_session", session.id)
    audit.record(
        f"exams.{act}", subject=subject, branch_id=session.branch_id, actor_id=actor_id, details=details
    )


def _note_day(act: str, branch_id: str, institution_id: str, actor_id: str, **details: object) -> None:
    subject = ("institution", institution_id)
    audit.record(f"exams.{act}", subject=subject, branch_id=branch_id, actor_id=actor_id, details=details)
