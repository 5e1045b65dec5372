"""The guarded counter of a session: one conditional UPDATE takes or gives a place (B1, B4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, and_, case, or_, select, update

from webapp.exams.models import Session
from webapp.exams.queries import Terms
from webapp.exams.refusals import NoAgreement, NotContracted, PackageNotTaken, SessionFull, SessionGone
from webapp.exams.rules.timetable import ExamClass, takes
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a client may be booked: her branch's contracted institution, her package's group (B3)."""

    branch_id: str
    institution_id: str
    exam_class: ExamClass


def take_place(wanted: Wanted, session_id: str, terms: Terms, *, now: datetime) -> None:
    """Take one place, or raise why not: SessionFull, SessionGone, NotContracted, PackageNotTaken,
    NoAgreement, NotYours.

    All conditions stand in the UPDATE itself, so no parallel booking can slip between look and take.
    """
    taken = update(Session).where(Session.id == session_id, *_free(wanted, terms, now))
    _settle(taken.values(booked=Session.booked + 1), wanted, session_id, terms)


def swap_place(wanted: Wanted, old_id: str, session_id: str, terms: Terms, *, now: datetime) -> None:
    """Give the old place back and take the new one in one UPDATE (B5); raises as `take_place`.

    The rows are locked in order of their ids, so that two opposite swaps never wait for each other.
    """
    ids = (old_id, session_id)
    locked = select(Session.id).where(Session.id.in_(ids)).order_by(Session.id).with_for_update()
    step = case((Session.id == session_id, 1), else_=-1)
    swapped = update(Session).where(
        Session.id.in_(locked), or_(Session.id == old_id, and_(*_free(wanted, terms, now)))
    )
    _settle(swapped.values(booked=Session.booked + step), wanted, session_id, terms)


def _free(wanted: Wanted, terms: Terms, now: datetime) -> list[ColumnElement[bool]]:
    return [
        Session.booked < Session.capacity,
        Session.closed.is_(False),
        Session.branch_id == wanted.branch_id,
        Session.institution_id == wanted.institution_id,
        Session.exam_class.in_((ExamClass.ANY, wanted.exam_class)),
        Session.starts_at > terms.open_after(now),
    ]


def _settle(statement: Update, wanted: Wanted, session_id: str, terms: Terms) -> None:
    changing = statement.returning(Session.id, Session.day).execution_options(synchronize_session=False)
    days = {row.id: row.day for row in db.session.execute(changing)}
    if session_id not in days:
        raise _why_not(wanted, session_id)
    if not terms.covers(days[session_id]):
        raise NoAgreement


def give_place(session_id: str) -> None:
    """Give one place back; the CHECK of the table keeps the counter from falling below zero."""
    changed(update(Session).where(Session.id == session_id).values(booked=Session.booked - 1))


def _why_not(wanted: Wanted, session_id: str) -> Exception:
    fresh = select(Session).where(Session.id == session_id).execution_options(populate_existing=True)
    session = db.session.scalars(fresh).first()
    if session is None:
        return NotYours()
    if (session.branch_id, session.institution_id) != (wanted.branch_id, wanted.institution_id):
        return NotContracted()
    if not takes(ExamClass(session.exam_class), wanted.exam_class):
        return PackageNotTaken()
    full = not session.closed and session.booked >= session.capacity
    return SessionFull() if full else SessionGone()
