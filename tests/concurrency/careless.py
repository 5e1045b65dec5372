"""The negative control: the same house, but booking looks first and writes later.

It reads the counter before its transaction begins, thinks while other processes read it too, and then
writes what it read plus one: the mistake that a guarded UPDATE makes impossible.
"""

from __future__ import annotations

import time
from typing import Any

from flask import g, request
from sqlalchemy import select, update

from webapp.app import create_app
from webapp.exams.models import Session
from webapp.exams.refusals import SessionFull
from webapp.exams.services import booking
from webapp.exams.services.places import Taken, take_place
from webapp.kernel.db import db

THINKS = 0.05  # seconds


def look() -> None:
    """Read the counter and let other processes catch up."""
    if request.method == "POST" and request.path == "/exams/book":
        wanted = select(Session.booked, Session.capacity).where(Session.id == request.form["session"])
        with db.engine.connect() as connection:
            g.booked, g.capacity = connection.execute(wanted).one()
        time.sleep(THINKS)


def take_place_carelessly(wanted: Any, session_id: str, terms: Any) -> Taken:
    """Write what was read, plus one; staff still go the careful way."""
    if "booked" not in g:
        return take_place(wanted, session_id, terms)
    if g.booked >= g.capacity:
        raise SessionFull
    db.session.execute(update(Session).where(Session.id == session_id).values(booked=g.booked + 1))
    session = db.session.get_one(Session, session_id)
    return Taken(session.day, session.starts_at, session.self_service)


booking.take_place = take_place_carelessly
app = create_app()
app.before_request_funcs[None].insert(0, look)
