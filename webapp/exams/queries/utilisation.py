"""The sessions of some days with their places, for an institution or a branch."""

from __future__ import annotations

from datetime import date

from sqlalchemy import case, func, select

from webapp.exams.models import Booking, Session
from webapp.exams.rules.utilisation import USED, Places, SessionUse
from webapp.kernel.db import db

_TAKEN = (
    select(func.count())
    .where(Booking.session_id == Session.id, Booking.status.in_(sorted(USED)))
    .correlate(Session)
    .scalar_subquery()
)
_THERE = case((Session.ended, _TAKEN), else_=Session.capacity)  # an ended time takes nobody new (B9)


def session_uses(
    *, first: date, last: date, institution_id: str = "", branch_id: str = ""
) -> list[SessionUse]:
    """Give the sessions from `first` to `last` that are not closed, by time; of an institution or of a branch.

    Who was examined counts as taken, whoever did not come does not: unlike `Session.booked`, which says what
    is held now.
    """
    asked = select(Session.id, Session.institution_id, Session.day, Session.starts_at, _TAKEN, _THERE).where(
        Session.day.between(first, last), Session.closed.is_(False)
    )
    if institution_id:
        asked = asked.where(Session.institution_id == institution_id)
    if branch_id:
        asked = asked.where(Session.branch_id == branch_id)
    return [
        SessionUse(session_id, at, day, starts_at, Places(taken, there))
        for session_id, at, day, starts_at, taken, there in db.session.execute(
            asked.order_by(Session.starts_at, Session.id)
        )
    ]
