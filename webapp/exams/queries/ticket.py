"""A booking as its client's page shows it, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from webapp.exams.models import Booking, PhoneConfirmation, Session
from webapp.exams.queries.bookings import Held
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Ticket:
    """A booking; whether its last change still waits for a call (B6); when the time starts that was asked for."""

    held: Held
    awaits_call: bool
    wanted_at: datetime | None


_WANTED = aliased(Session)
_TICKET = (
    select(Booking, Session, PhoneConfirmation.id, _WANTED.starts_at)
    .join(Session, Session.id == Booking.session_id)
    .outerjoin(
        PhoneConfirmation,
        and_(PhoneConfirmation.booking_id == Booking.id, PhoneConfirmation.closed_at.is_(None)),
    )
    .outerjoin(_WANTED, _WANTED.id == Booking.wanted_session_id)
    .where(Booking.id == bindparam("booking_id"), Booking.client_id == bindparam("client_id"))
)


def ticket_of(booking_id: str, *, client_id: str) -> Ticket | None:
    """Give a booking if it is this client's."""
    found = db.session.execute(_TICKET, {"booking_id": booking_id, "client_id": client_id}).first()
    if found is None:
        return None
    booking, session, confirmation_id, wanted_at = found
    return Ticket(Held(booking, session), confirmation_id is not None, wanted_at)
