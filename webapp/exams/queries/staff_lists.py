"""What waits for a branch's staff: requests, change requests, calls, people who must book anew (B6, B7, B9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from webapp.clients import queries as clients
from webapp.exams.models import Booking, BookingChange, PhoneCall, PhoneConfirmation, Session, Waiting
from webapp.exams.queries.line import IN_LINE
from webapp.exams.rules.booking import BookingStatus
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.organisation import queries as organisation

Former = aliased(Session)
"""The session a change led away from."""
Wanted = aliased(Session)
"""The session a change request asks for."""
TO_CALL = (BookingStatus.REQUESTED, BookingStatus.CONFIRMED, BookingStatus.CHANGE_REQUESTED)
"""Statuses in which a call about a change still has a sense: before the exam, with a place."""


@dataclass(frozen=True, slots=True)
class StaffWork:
    """How much waits in a branch, by list."""

    requests: int
    change_requests: int
    calls: int
    must_rebook: int


@dataclass(frozen=True, slots=True)
class Waits:
    """A booking that waits for staff. `wanted` is the session a change request names, if it names one."""

    booking: Booking
    session: Session
    client: clients.Client
    institution: organisation.Institution
    wanted: Session | None


@dataclass(frozen=True, slots=True)
class ToCall:
    """A changed booking whose client is to be called: from which time, and the last call if there was one."""

    confirmation: PhoneConfirmation
    booking: Booking
    session: Session
    client: clients.Client
    institution: organisation.Institution
    former: Session | None
    last: PhoneCall | None


def _requested(branch_id: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What is held no longer waits no longer, although no job may have said so yet (B7)."""
    return (
        Booking.branch_id == branch_id,
        Booking.status == BookingStatus.REQUESTED,
        Booking.held_until > now,
    )


def _standing(branch_id: str, status: BookingStatus) -> tuple[ColumnElement[bool], ...]:
    return Booking.branch_id == branch_id, Booking.status == status


def _to_call(branch_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PhoneConfirmation.branch_id == branch_id,
        PhoneConfirmation.closed_at.is_(None),
        Booking.id == PhoneConfirmation.booking_id,
        Booking.status.in_(TO_CALL),
    )


def staff_counts(branch_id: str, now: datetime) -> list[ScalarSelect[int]]:
    """Give the counts of `StaffWork`, in its order, for a statement."""
    lists = (
        _requested(branch_id, now),
        _standing(branch_id, BookingStatus.CHANGE_REQUESTED),
        _to_call(branch_id),
        _standing(branch_id, BookingStatus.MUST_REBOOK),
    )
    return [select(func.count(Booking.id)).where(*where).scalar_subquery() for where in lists]


def staff_work(*, branch_id: str, now: datetime) -> StaffWork:
    """Count what waits in a branch, in one statement."""
    found: Any = db.session.execute(select(*staff_counts(branch_id, now))).one()
    return StaffWork(*found)


def requests(*, branch_id: str, now: datetime, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `Waits`: requests for a place, whichever is held the shortest first (B7)."""
    return _page(_requested(branch_id, now), (Booking.held_until, Booking.id), after, size)


def change_requests(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `Waits`: changes asked for after the cut-off, the next exam first (B6)."""
    where = _standing(branch_id, BookingStatus.CHANGE_REQUESTED)
    return _page(where, (Session.starts_at, Booking.id), after, size)


def to_book_anew(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `Waits`: people whose time was closed or shrunk, the next exam day first (B9)."""
    where = _standing(branch_id, BookingStatus.MUST_REBOOK)
    return _page(where, (Session.starts_at, Booking.id), after, size)


@dataclass(frozen=True, slots=True)
class InTheLine:
    """Somebody who waits for a place to become free, and where (B8)."""

    wish: Waiting
    client: clients.Client
    institution: organisation.Institution


def line_of_branch(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `InTheLine`, whoever came first on top."""
    asked: Select[Any] = select(Waiting).add_columns(clients.Client, organisation.Institution)
    asked = (
        asked.join(clients.Client, clients.Client.id == Waiting.client_id)
        .join(organisation.Institution, organisation.Institution.id == Waiting.institution_id)
        .where(Waiting.branch_id == branch_id, IN_LINE)
    )
    found = paging.page(asked, (Waiting.since, Waiting.id), after, size)
    return paging.Page([InTheLine(*row) for row in found.rows], found.after)


def _page(where: Sequence[ColumnElement[bool]], order: Sequence[Any], after: str, size: int) -> paging.Page:
    found = paging.page(with_persons(Wanted).where(*where), order, after, size)
    return paging.Page([Waits(*row) for row in found.rows], found.after)


def with_persons(*more: Any) -> Select[Any]:
    """Ask for bookings with session, client, institution and the session wanted, if any."""
    return (
        select(Booking, Session, clients.Client, organisation.Institution, *more)
        .join(Session, Session.id == Booking.session_id)
        .join(clients.Client, clients.Client.id == Booking.client_id)
        .join(organisation.Institution, organisation.Institution.id == Booking.institution_id)
        .outerjoin(Wanted, Wanted.id == Booking.wanted_session_id)
        .execution_options(populate_existing=True)
    )


_LAST_CHANGE = (
    select(func.max(BookingChange.id))
    .where(BookingChange.booking_id == Booking.id)
    .correlate(Booking)
    .scalar_subquery()
)
_LAST_CALL = (
    select(func.max(PhoneCall.id))
    .where(PhoneCall.confirmation_id == PhoneConfirmation.id)
    .correlate(PhoneConfirmation)
    .scalar_subquery()
)


def calls_due(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `ToCall`, whoever waits longest first; who was not reached stays (B6)."""
    asked = (
        select(
            PhoneConfirmation, Booking, Session, clients.Client, organisation.Institution, Former, PhoneCall
        )
        .join(Booking, Booking.id == PhoneConfirmation.booking_id)
        .join(Session, Session.id == Booking.session_id)
        .join(clients.Client, clients.Client.id == Booking.client_id)
        .join(organisation.Institution, organisation.Institution.id == Booking.institution_id)
        .outerjoin(BookingChange, BookingChange.id == _LAST_CHANGE)
        .outerjoin(Former, Former.id == BookingChange.from_session_id)
        .outerjoin(PhoneCall, PhoneCall.id == _LAST_CALL)
        .where(*_to_call(branch_id))
    )
    found = paging.page(
        cast("Select[Any]", asked), (PhoneConfirmation.opened_at, PhoneConfirmation.id), after, size
    )
    return paging.Page([ToCall(*row) for row in found.rows], found.after)
