"""An institution's day as it is printed: who comes when, for which package (B10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.clients import queries as clients
from webapp.exams.models import Booking, Session
from webapp.exams.queries.bookings import ON_THE_DAY
from webapp.kernel.db import db
from webapp.plans import queries as plans
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class OnPaper:
    """One person of the day; `item_codes` are what the service year has examined, `sex` "male" or "female"."""

    client_id: str
    starts_at: datetime
    client_name: Bilingual
    code: str
    package_name: Bilingual
    item_codes: tuple[str, ...]
    sex: str


def on_paper(*, institution_id: str, day: date) -> list[OnPaper]:
    """Give everybody of an institution's day, by time; one statement."""
    asked = (
        select(Session.starts_at, clients.Client, Booking.code, plans.Enrolment)
        .join(Session, Session.id == Booking.session_id)
        .join(clients.Client, clients.Client.id == Booking.client_id)
        .join(plans.Enrolment, plans.Enrolment.id == Booking.enrolment_id)
        .where(Session.institution_id == institution_id, Session.day == day)
        .where(Booking.status.in_(ON_THE_DAY))
        .order_by(Session.starts_at, Booking.code)
    )
    return [
        OnPaper(
            client.id, starts_at, client.name, code, year.package.name, year.item_codes, client.sex.lower()
        )
        for starts_at, client, code, year in db.session.execute(asked)
    ]
