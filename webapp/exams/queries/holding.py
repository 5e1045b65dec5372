"""Rows that a transaction holds until it ends, always in one order, so that two never wait for each other in a ring.

Service years by their ids (`plans.queries.hold_years`); then sessions by theirs; then who waits, in the order of the
line; then bookings; then rights of service years. Who books of a year or lines up for it holds the year, so that
nobody is booked and in line at once; an offer alone is made without, to who stands in line. A booking is made, or
changed in a way that concerns its place, only by who holds its session. SQLite has one writer, who holds the whole
file: nothing is asked there.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from webapp.exams.models import Session, Waiting
from webapp.exams.rules.waiting import WaitingStatus
from webapp.kernel import transaction
from webapp.kernel.db import db


def hold_places(session_ids: Collection[str], *, wait: bool = True) -> bool:
    """Hold sessions; False where, not to `wait`, somebody else holds one of them."""
    wanted = set(session_ids)
    if not transaction.locks_rows():
        return True
    asked = select(Session.id).where(Session.id.in_(wanted)).order_by(Session.id)
    return len(db.session.scalars(asked.with_for_update(skip_locked=not wait)).all()) == len(wanted)


def hold_wishes(client_ids: Collection[str]) -> None:
    """Hold what these clients wait for, before their bookings are made or changed."""
    _hold_waiting(Waiting.client_id.in_(client_ids))


def hold_line(session_ids: Collection[str]) -> None:
    """Hold everybody who waits where these sessions are: who serves several cannot ask in the order of one line."""
    places = select(Session.institution_id).where(Session.id.in_(session_ids))
    _hold_waiting(Waiting.institution_id.in_(places))


def _hold_waiting(whose: ColumnElement[bool]) -> None:
    if transaction.locks_rows():
        asked = select(Waiting.id).where(whose, Waiting.status == WaitingStatus.WAITING)
        db.session.execute(asked.order_by(Waiting.since, Waiting.id).with_for_update())
