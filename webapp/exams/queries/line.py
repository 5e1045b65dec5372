"""Who waits for a place, in the order in which they came (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, exists, func, or_, select

from webapp.exams.models import Session, Waiting
from webapp.exams.rules.timetable import ExamClass
from webapp.exams.rules.waiting import WaitingStatus
from webapp.kernel.db import db, rows

IN_LINE = Waiting.status == WaitingStatus.WAITING
"""Whoever books, or is booked for, leaves the line in the same transaction."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody in the line, and a session with a free place that suits."""

    id: str
    client_id: str
    enrolment_id: str
    institution_id: str
    session_id: str
    day: date
    starts_at: datetime


_SUITS = and_(
    Waiting.institution_id == Session.institution_id,
    Waiting.branch_id == Session.branch_id,
    Waiting.first_day <= Session.day,
    Waiting.last_day >= Session.day,
    or_(Session.exam_class == ExamClass.ANY, Waiting.exam_class == Session.exam_class),
    IN_LINE,
)
_FIRST_IN_LINE = (
    select(
        Waiting.id,
        Waiting.client_id,
        Waiting.enrolment_id,
        Waiting.institution_id,
        Session.id.label("session_id"),
        Session.day,
        Session.starts_at,
    )
    .join(Session, _SUITS)
    .where(Session.id == bindparam("session_id"), ~Session.closed, ~Session.ended)
    .where(Session.booked < Session.capacity)
    .order_by(Waiting.since, Waiting.id)
    .limit(1)
)


def first_in_line(session_id: str) -> Wish | None:
    """Give the first in line for a session that has a free place; None where it has none or nobody waits."""
    found = rows(_FIRST_IN_LINE, {"session_id": session_id}).first()
    return Wish(*found) if found else None


_WANTED = (
    select(Session.id)
    .where(
        Session.branch_id == bindparam("branch_id"),
        Session.institution_id == bindparam("institution_id"),
        Session.day.between(bindparam("first"), bindparam("last")),
        ~Session.closed,
        ~Session.ended,
        Session.booked < Session.capacity,
        exists().where(_SUITS),
    )
    .order_by(Session.id)
    .with_for_update()
)


def wanted_sessions(*, branch_id: str, institution_id: str, first: date, last: date) -> Sequence[str]:
    """Give the sessions with free places that somebody waits for; they are held until the transaction ends."""
    whose = {"branch_id": branch_id, "institution_id": institution_id, "first": first, "last": last}
    return [row.id for row in rows(_WANTED, whose)]


@dataclass(frozen=True, slots=True)
class InLine:
    """A client's own place in the line: the days she waits for, and how many came before her."""

    id: str
    first_day: date
    last_day: date
    since: datetime
    before: int


_OWN = (
    select(Waiting)
    .where(Waiting.client_id == bindparam("client_id"), Waiting.enrolment_id == bindparam("enrolment_id"))
    .where(IN_LINE)
    .limit(1)
)


def own_place(*, client_id: str, enrolment_id: str) -> InLine | None:
    """Give the client's place in the line of this service year, None when she does not wait.

    Before her are those whose days touch hers at the same institution and who came earlier.
    """
    whose = {"client_id": client_id, "enrolment_id": enrolment_id}
    own = db.session.scalars(_OWN, whose).first()
    if own is None:
        return None
    earlier = or_(Waiting.since < own.since, and_(Waiting.since == own.since, Waiting.id < own.id))
    asked = select(func.count()).where(
        Waiting.institution_id == own.institution_id,
        Waiting.branch_id == own.branch_id,
        Waiting.exam_class == own.exam_class,
        Waiting.first_day <= own.last_day,
        Waiting.last_day >= own.first_day,
        IN_LINE,
        earlier,
    )
    return InLine(own.id, own.first_day, own.last_day, own.since, int(db.session.scalar(asked) or 0))
