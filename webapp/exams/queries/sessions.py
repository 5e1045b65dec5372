"""Which times are free."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select

from webapp.exams.models import Booking, Session, WeeklyTemplate
from webapp.exams.queries.bookings import OVER
from webapp.exams.rules.cutoff import instant
from webapp.exams.rules.timetable import ExamClass, takes
from webapp.kernel import clock, idempotency
from webapp.kernel.db import db, rows
from webapp.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class Open:
    """Where and for whom a time must be free; sessions up to `after` are past their cut-off (B6)."""

    branch_id: str
    institution_id: str
    exam_class: ExamClass
    after: datetime

    def values(self, **more: date) -> dict[str, Any]:
        """Give what the statements below ask for."""
        return {
            "branch_id": self.branch_id,
            "institution_id": self.institution_id,
            "exam_class": self.exam_class,
            "after": self.after,
            "now": clock.now(),
            **more,
        }


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A session as a client chooses it; without `self_service` choosing it is a request (B7).

    `booked` leaves out what is held no longer, as booking itself does.
    """

    id: str
    day: date
    starts_at: datetime
    capacity: int
    booked: int
    self_service: bool


def session(session_id: str) -> Session | None:
    """Give one session."""
    return db.session.get(Session, session_id)


OPEN = (
    Session.institution_id == bindparam("institution_id"),
    Session.branch_id == bindparam("branch_id"),
    Session.closed.is_(False),
    Session.ended.is_(False),
    or_(Session.exam_class == ExamClass.ANY, Session.exam_class == bindparam("exam_class")),
    Session.starts_at > bindparam("after"),
)
_LAPSED_PLACES = select(func.count()).where(Booking.session_id == Session.id, OVER)
_FIRST_END = (
    select(Booking.held_until)
    .where(Booking.held_until.is_not(None))
    .order_by(Booking.held_until)
    .limit(1)
    .scalar_subquery()
)
_BOOKED = case(
    (bindparam("now") >= _FIRST_END, Session.booked - _LAPSED_PLACES.correlate(Session).scalar_subquery()),
    else_=Session.booked,
)
"""Places that somebody holds. What is held no longer, though no job has said so yet, is rare: whether there is any
is asked once, by the end that comes first; only then is it counted for each session. (Asked by EXISTS, PostgreSQL,
which plans a statement once for all values, takes a third of the table for lapsed and reads the whole of it.)"""
# Built once: making a statement costs more than running it.
_FREE_DAYS = (
    select(Session.day, func.sum(Session.capacity - _BOOKED))
    .where(*OPEN, Session.day.between(bindparam("first"), bindparam("last")))
    .where(Session.capacity > _BOOKED)
    .group_by(Session.day)
    .order_by(Session.day)
)
_HELD = (  # closed ones too: opened again, they would have places that somebody waits for
    select(Session.id)
    .where(Session.institution_id == bindparam("institution_id"), Session.branch_id == bindparam("branch_id"))
    .where(Session.day.between(bindparam("first"), bindparam("last")))
    .order_by(Session.id)
    .with_for_update(read=True)
)
TIME = (
    Session.id,
    Session.day,
    Session.starts_at,
    Session.capacity,
    _BOOKED.label("booked"),
    Session.self_service,
)
_FREE_BETWEEN = (
    select(*TIME)
    .where(*OPEN, Session.day.between(bindparam("first"), bindparam("last")))
    .where(Session.capacity > _BOOKED)
    .order_by(Session.starts_at, Session.id)
)
_SESSIONS_ON = (
    select(*TIME).where(*OPEN, Session.day == bindparam("day")).order_by(Session.starts_at, Session.id)
)


_LAPSED = exists().where(Booking.session_id == Session.id, OVER)
_FULL = select(
    Session.branch_id, Session.institution_id, Session.exam_class, Session.day, Session.starts_at
).where(
    Session.id == bindparam("session_id"),
    Session.closed.is_(False),
    Session.ended.is_(False),
    Session.booked >= Session.capacity,
    ~_LAPSED,
    ~idempotency.ANSWERED,
)


@dataclass(frozen=True, slots=True)
class FullSession:
    """A session without a place, none of them held no longer."""

    branch_id: str
    institution_id: str
    exam_class: ExamClass
    day: date
    starts_at: datetime

    def is_open_to(self, where: Open, last: date) -> bool:
        """Tell whether it could be chosen there up to the day `last`, were it not full."""
        here = (self.branch_id, self.institution_id) == (where.branch_id, where.institution_id)
        in_time = self.starts_at > where.after and self.day <= last
        return here and in_time and takes(ExamClass(self.exam_class), where.exam_class)


def full_session(session_id: str, asked: Mapping[str, str]) -> FullSession | None:
    """Give a session that is full at this moment; None where the press `asked` was answered before: that counts."""
    found = rows(_FULL, {"session_id": session_id, "now": clock.now(), **asked}).first()
    return FullSession(*found) if found else None


def free_days(*, where: Open, first: date, last: date) -> dict[date, int]:
    """Give each day from `first` to `last` that still has places, and how many; one statement."""
    found = rows(_FREE_DAYS, where.values(first=first, last=last))
    return {day: int(count) for day, count in found}


def hold_sessions(*, where: Open, first: date, last: date) -> None:
    """Let nobody take, free, open or close a place from `first` to `last` until the transaction ends."""
    asked = {
        "institution_id": where.institution_id,
        "branch_id": where.branch_id,
        "first": first,
        "last": last,
    }
    rows(_HELD, asked)


def sessions_on(*, where: Open, day: date) -> Sequence[OpenTime]:
    """Give the sessions of a day in order of time, full ones too; none past the cut-off."""
    return [OpenTime(*found) for found in rows(_SESSIONS_ON, where.values(day=day))]


def free_sessions(*, where: Open, days: Collection[date]) -> Sequence[OpenTime]:
    """Give the sessions of some days that still have places, in order of time."""
    if not days:
        return []
    found = rows(_FREE_BETWEEN, where.values(first=min(days), last=max(days)))
    return [OpenTime(*one) for one in found if one.day in days]


def templates_of(
    *, branch_id: str, institution_id: str, from_day: date | None = None
) -> Sequence[WeeklyTemplate]:
    """Give the weekly templates of an institution for a branch, in order of the week.

    With `from_day` only those that still hold on it or later.
    """
    asked = (
        select(WeeklyTemplate)
        .where(WeeklyTemplate.branch_id == branch_id, WeeklyTemplate.institution_id == institution_id)
        .order_by(WeeklyTemplate.weekday, WeeklyTemplate.starts, WeeklyTemplate.id)
    )
    if from_day is not None:
        lasts = or_(WeeklyTemplate.valid_until.is_(None), WeeklyTemplate.valid_until >= from_day)
        asked = asked.where(lasts)
    return db.session.scalars(asked).all()


def template(template_id: str) -> WeeklyTemplate | None:
    """Give one weekly template."""
    return db.session.get(WeeklyTemplate, template_id)


def sessions_of(template: WeeklyTemplate, *, from_day: date, zone: str) -> list[Session]:
    """Give the sessions that a weekly template made, from a day on, in order of time."""
    asked = select(Session).where(
        Session.branch_id == template.branch_id,
        Session.institution_id == template.institution_id,
        Session.exam_class == template.exam_class,
        Session.day >= from_day,
    )
    found = db.session.scalars(asked.order_by(Session.starts_at, Session.id))
    last = template.valid_until or date.max
    instead = organisation.instead(organisation.calendar_days())
    return [one for one in found if one.day <= last and _made_by(one, template, zone, instead)]


def _made_by(session: Session, template: WeeklyTemplate, zone: str, instead: Mapping[date, int]) -> bool:
    same_day = instead.get(session.day, session.day.isoweekday()) == template.weekday
    return same_day and session.starts_at == instant(session.day, template.starts, zone)


def kept(*, branch_id: str, institution_id: str, from_day: date) -> Sequence[Session]:
    """Give the sessions whose weekly time was ended while people hold places in them (B9)."""
    asked = select(Session).where(
        Session.branch_id == branch_id,
        Session.institution_id == institution_id,
        Session.day >= from_day,
        Session.ended,
        Session.booked > 0,
    )
    return db.session.scalars(asked.order_by(Session.starts_at, Session.id)).all()
