"""The guarded counter of a session: one conditional UPDATE takes or gives a place (B1, B4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, case, exists, or_, select
from sqlalchemy.sql.dml import ReturningUpdate

from webapp.exams.models import Session, Waiting
from webapp.exams.queries import Terms, hold_line
from webapp.exams.refusals import (
    NoAgreement,
    NotContracted,
    PackageNotTaken,
    SessionFull,
    SessionGone,
    YearOver,
)
from webapp.exams.rules.timetable import ExamClass, takes
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.offering import offer_next
from webapp.kernel.db import db, rows, written
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a client may be booked: her branch's contracted institution, her package's group (B3).

    Only sessions that start later than `after` (aware) are still open (B6), and none after the `last_day` of her year.
    """

    branch_id: str
    institution_id: str
    exam_class: ExamClass
    after: datetime
    last_day: date
    enrolment_id: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The session that a place was taken of; `waits`: whose place it is stands in the waiting list."""

    day: date
    starts_at: datetime
    self_service: bool
    waits: bool = False


_TABLE = cast(Table, Session.__table__)
_C = _TABLE.c
_FREE = (
    _C.booked < _C.capacity,
    ~_C.closed,
    ~_C.ended,
    _C.branch_id == bindparam("branch"),
    _C.institution_id == bindparam("institution"),
    or_(_C.exam_class == ExamClass.ANY, _C.exam_class == bindparam("group")),
    _C.starts_at > bindparam("after"),
    _C.day <= bindparam("last_day"),
)
_WAITS = exists().where(Waiting.enrolment_id == bindparam("year"), Waiting.status == WaitingStatus.WAITING)
# Built once: making a statement costs more than running it.
_TAKE = (
    _TABLE.update()
    .where(_C.id == bindparam("new"), *_FREE)
    .values(booked=_C.booked + 1)
    .returning(_C.id, _C.day, _C.starts_at, _C.self_service, _WAITS)
)
_LOCKED = (
    select(_C.id).where(_C.id.in_((bindparam("old"), bindparam("new")))).order_by(_C.id).with_for_update()
)
_SWAP = (
    _TABLE.update()
    .where(_C.id.in_(_LOCKED), or_(_C.id == bindparam("old"), and_(*_FREE)))
    .values(booked=_C.booked + case((_C.id == bindparam("new"), 1), else_=-1))
    .returning(_C.id, _C.day, _C.starts_at, _C.self_service)
)
_RETAKE = (
    _TABLE.update()
    .where(_C.id == bindparam("old"), _C.booked < _C.capacity)
    .values(booked=_C.booked + 1)
    .returning(_C.id)
)
_STANDS = select(
    _C.branch_id, _C.institution_id, _C.exam_class, _C.day, _C.closed, _C.ended, _C.booked, _C.capacity
).where(_C.id == bindparam("new"))
_GIVE = _TABLE.update().where(_C.id == bindparam("old")).values(booked=_C.booked - 1)


def take_place(wanted: Wanted, session_id: str, terms: Terms) -> Taken:
    """Take one place and give its session, or raise why not: SessionFull, SessionGone, NotContracted, PackageNotTaken,
    YearOver, NoAgreement, NotYours.

    All conditions stand in the UPDATE itself, so no parallel booking can slip between look and take.
    """
    return _settle(_TAKE, wanted, terms, new=session_id)


def swap_place(wanted: Wanted, old_id: str, session_id: str, terms: Terms, *, now: datetime) -> Taken:
    """Give the old place back and take the new one in one UPDATE (B5); gives and raises as `take_place`.

    The old place goes to the next in line. The rows are locked in order of their ids, so that two opposite swaps
    never wait for each other.
    """
    with db.session.begin_nested():  # a full session leaves the old place where it was
        taken = _settle(_SWAP, wanted, terms, new=session_id, old=old_id)
    serve_line(old_id, now)
    return taken


def give_place(session_id: str) -> None:
    """Give one place back; the CHECK of the table keeps the counter from falling below zero."""
    written(_GIVE, {"old": session_id})


def free_place(session_id: str, now: datetime) -> None:
    """Give back the place of a booking that ended: the one road on which a place becomes free (B4, B8).

    `now` is aware, UTC. The next in line has it at once. A swap frees its old place by itself (`swap_place`).
    """
    give_place(session_id)
    serve_line(session_id, now)


def serve_line(session_id: str, now: datetime) -> int:
    """Hold a session's free places for the next people in line (B8); gives how many were asked.

    Comes after this transaction's own change of the session, which nobody else can touch until it ends.
    """
    asked = 0
    while offer_next(session_id, now):
        retake_place(session_id)
        asked += 1
    return asked


def serve_lines(session_ids: Sequence[str], now: datetime) -> None:
    """Do as `serve_line` for several sessions, which are this transaction's."""
    if len(session_ids) > 1:
        hold_line(session_ids)
    for session_id in session_ids:
        serve_line(session_id, now)


def retake_place(session_id: str) -> None:
    """Take a place whatever the time: of a mistaken no-show, of an offer. Raises SessionFull."""
    if rows(_RETAKE, {"old": session_id}).first() is None:
        raise SessionFull


def _settle(statement: ReturningUpdate[Any], wanted: Wanted, terms: Terms, **ids: str) -> Taken:
    values = {
        "branch": wanted.branch_id,
        "institution": wanted.institution_id,
        "group": wanted.exam_class,
        "after": wanted.after,
        "last_day": wanted.last_day,
        "year": wanted.enrolment_id,
    }
    changed = rows(statement, values | ids)
    taken = next((Taken(*row[1:]) for row in changed if row.id == ids["new"]), None)
    if taken is None:
        raise _why_not(wanted, ids["new"])
    if not terms.covers(taken.day):
        raise NoAgreement
    return taken


def _why_not(wanted: Wanted, session_id: str) -> Exception:
    session = rows(_STANDS, {"new": session_id}).first()
    if session is None:
        return NotYours()
    if (session.branch_id, session.institution_id) != (wanted.branch_id, wanted.institution_id):
        return NotContracted()
    if not takes(ExamClass(session.exam_class), wanted.exam_class):
        return PackageNotTaken()
    if session.day > wanted.last_day:
        return YearOver()
    full = not (session.closed or session.ended) and session.booked >= session.capacity
    return SessionFull() if full else SessionGone()
