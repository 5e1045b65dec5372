"""Who is booked, when, and who is expected at an institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, bindparam, select

from webapp.exams.models import Booking, Session
from webapp.exams.queries.offer import Terms
from webapp.exams.rules.booking import EXPECTED, LIVE, Act, BookingStatus, Party, may
from webapp.kernel import clock
from webapp.kernel.db import db, rows


@dataclass(frozen=True, slots=True)
class Held:
    """A booking with the session it holds a place of."""

    booking: Booking
    session: Session


ON_THE_DAY = sorted(EXPECTED | {BookingStatus.CHECKED_IN, BookingStatus.COMPLETED, BookingStatus.NO_SHOW})
"""Statuses of the people on an institution's list of a day."""

_HELD = select(Booking, Session).join(Session, Session.id == Booking.session_id)
_OF_CLIENT = _HELD.where(Booking.id == bindparam("booking_id"), Booking.client_id == bindparam("client_id"))
_LIVE_OF_CLIENT = (
    select(Booking, Session)
    .join(Session, Session.id == Booking.session_id)
    .where(Booking.client_id == bindparam("client_id"), Booking.status.in_(sorted(LIVE)))
    .order_by(Booking.booked_at.desc(), Booking.id.desc())
    .limit(1)
)
_LIVE_OF_YEAR = _LIVE_OF_CLIENT.where(Booking.enrolment_id == bindparam("enrolment_id"))


def live_booking(*, client_id: str, enrolment_id: str = "") -> Held | None:
    """Give the client's newest booking that stands: all but what was given up, refused, lapsed or missed (B3).

    With `enrolment_id` only that service year's.
    """
    asked = _LIVE_OF_YEAR if enrolment_id else _LIVE_OF_CLIENT
    whose = {"client_id": client_id} | ({"enrolment_id": enrolment_id} if enrolment_id else {})
    return _first(db.session.execute(asked, whose).first())


@dataclass(frozen=True, slots=True)
class Visit:
    """The client's standing booking, as Today needs it."""

    booking_id: str
    status: BookingStatus
    report_due: date | None
    day: date
    starts_at: datetime


_VISIT = _LIVE_OF_YEAR.with_only_columns(
    Booking.id, Booking.status, Booking.report_due, Session.day, Session.starts_at
)


def visit(*, client_id: str, enrolment_id: str) -> Visit | None:
    """Give the standing booking of a service year in plain columns (on every Today)."""
    found = rows(_VISIT, {"client_id": client_id, "enrolment_id": enrolment_id}).first()
    if found is None:
        return None
    return Visit(found.id, BookingStatus(found.status), found.report_due, found.day, found.starts_at)


def booking_of(booking_id: str, *, client_id: str) -> Held | None:
    """Give a booking if it is this client's."""
    whose = {"booking_id": booking_id, "client_id": client_id}
    return _first(db.session.execute(_OF_CLIENT, whose).first())


def booking_at(booking_id: str, *, institution_id: str) -> Held | None:
    """Give a booking if it is at this institution."""
    asked = _HELD.where(Booking.id == booking_id, Booking.institution_id == institution_id)
    return _first(db.session.execute(asked).first())


def booking_by_code(code: str, *, institution_id: str) -> Held | None:
    """Give the booking that shows this check-in code at this institution."""
    asked = _HELD.where(Booking.code == code, Booking.institution_id == institution_id)
    return _first(db.session.execute(asked).first())


def held(booking_id: str) -> Held | None:
    """Give a booking with its session; the caller checks whose it is."""
    return _first(db.session.execute(_HELD.where(Booking.id == booking_id)).first())


def arrivals(*, institution_id: str, day: date) -> Sequence[Held]:
    """Give everybody expected at an institution on a day or there already, by time, no-shows too."""
    asked = (
        _HELD.where(Session.institution_id == institution_id, Session.day == day)
        .where(Booking.status.in_(ON_THE_DAY))
        .order_by(Session.starts_at, Booking.code)
    )
    now = asked.execution_options(populate_existing=True)
    return [Held(booking, session) for booking, session in db.session.execute(now)]


def may_move(found: Held, agreed: Terms) -> bool:
    """Tell whether its client may still change or cancel a booking (B6)."""
    status = BookingStatus(found.booking.status)
    open_ = agreed.cutoff_of(found.session.starts_at).is_open(clock.now())
    return open_ and may(status, Act.CHANGE, Party.CLIENT)


def _first(row: Row[Booking, Session] | None) -> Held | None:
    return None if row is None else Held(row[0], row[1])
