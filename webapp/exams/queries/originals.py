"""Original reports: who may hand them in, what is there, who may open it (X1, A1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.exams.models import Booking, ExamReport, Original, Session
from webapp.exams.queries.bookings import Held
from webapp.exams.refusals import NotExpected
from webapp.exams.rules.booking import BookingStatus
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual

_EXAMINED = (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Visited:
    """An exam that took place, and whose: `agreed` tells whether we may have the report now (A5)."""

    held: Held
    client: clients.Client
    agreed: bool

    @property
    def name(self) -> Bilingual:
        """The client's name in both scripts."""
        return self.client.name


@dataclass(frozen=True, slots=True)
class Page:
    """One file of an original report with what is known of it."""

    original: Original
    file: records.StoredFile


def visited(booking_id: str, *, visitor: Visitor) -> Visited:
    """Give an exam whose report this visitor may hand in: an institution's desk its own, a branch its own.

    Raises NotYours, and NotExpected where nobody was examined.
    """
    asked = (
        select(Booking, Session, clients.Client, clients.agrees(Booking.client_id, Purpose.EXAM_REPORTS))
        .join(Session, Session.id == Booking.session_id)
        .join(clients.Client, clients.Client.id == Booking.client_id)
        .where(Booking.id == booking_id)
    )
    if visitor.institution_id:
        asked = asked.where(Booking.institution_id == visitor.institution_id)
    else:
        asked = asked.where(Booking.branch_id == visitor.branch_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    booking, session, client, agreed = found
    if booking.status not in _EXAMINED:
        raise NotExpected
    return Visited(Held(booking, session), client, bool(agreed))


def pages_of(booking_id: str, *, client_id: str = "") -> list[Page]:
    """Give the files of an exam's original report, in the order in which they came; withdrawn ones left out."""
    asked = _pages().where(Original.booking_id == booking_id, Original.withdrawn_at.is_(None))
    if client_id:
        asked = asked.where(Original.client_id == client_id)
    return [_page(row) for row in db.session.execute(asked.order_by(Original.id))]


def originals_of(client_id: str) -> list[Page]:
    """Give every file of a client's original reports, in the order in which they came; withdrawn ones left out."""
    asked = _pages().where(Original.client_id == client_id, Original.withdrawn_at.is_(None))
    return [_page(row) for row in db.session.execute(asked.order_by(Original.id))]


def page_of(original_id: str) -> Page:
    """Give one file of an original report. Raises NotYours when there is none or it was withdrawn."""
    asked = _pages().where(Original.id == original_id, Original.withdrawn_at.is_(None))
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return _page(found)


def _page(row: Row[*tuple[Any, ...]]) -> Page:
    return Page(row[0], row[1])


def _pages() -> Select[*tuple[Any, ...]]:
    return select(Original, records.StoredFile).join(
        records.StoredFile, records.StoredFile.id == Original.file_id
    )


def has_original(booking_id: Any) -> ColumnElement[bool]:
    """Give the condition that the original report of a row's booking is there (`booking_id` is its column)."""
    return exists().where(Original.booking_id == booking_id, Original.withdrawn_at.is_(None))


def has_report(booking_id: str) -> bool:
    """Tell whether somebody has begun to enter results of a booking, or uploaded a page of its report."""
    begun = exists().where(ExamReport.booking_id == booking_id)
    return bool(db.session.scalar(select(or_(begun, has_original(booking_id)))))


def count_pages(booking_id: str) -> int:
    """Count the files of an exam's original report."""
    asked = select(func.count()).where(Original.booking_id == booking_id, Original.withdrawn_at.is_(None))
    return int(db.session.scalar(asked) or 0)
