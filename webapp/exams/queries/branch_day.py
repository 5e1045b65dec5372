"""Who has a place at one institution on one day, for the branch that sends them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.clients import queries as clients
from webapp.exams.models import Booking, Session
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.utilisation import USED
from webapp.kernel.db import db

_SHOWN = sorted(USED | {BookingStatus.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Seated:
    """A person with a place, or who did not come for it."""

    booking: Booking
    session: Session
    client: clients.Client


def people_on(*, branch_id: str, institution_id: str, day: date) -> list[Seated]:
    """Give the branch's people of a day at an institution, by time; as many as the day has places."""
    asked = (
        select(Booking, Session, clients.Client)
        .join(Session, Session.id == Booking.session_id)
        .join(clients.Client, clients.Client.id == Booking.client_id)
        .where(Session.institution_id == institution_id, Session.branch_id == branch_id, Session.day == day)
        .where(Booking.status.in_(_SHOWN))
        .order_by(Session.starts_at, Booking.id)
    )
    return [Seated(*row) for row in db.session.execute(asked)]
