"""One booking as a branch's staff see it: whose, where, what was asked, what happened to it so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import queries as accounts
from webapp.clients import queries as clients
from webapp.exams.models import Booking, BookingChange, PhoneCall, PhoneConfirmation, Session
from webapp.exams.queries.staff_lists import TO_CALL, Former, Wanted, with_persons
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class StaffCase:
    """A booking with all that it names. `confirmation` is the open call about its last change, if it waits for one."""

    booking: Booking
    session: Session
    client: clients.Client
    institution: organisation.Institution
    wanted: Session | None
    package: plans.ExamPackage
    confirmation: PhoneConfirmation | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of a booking from one session to another."""

    change: BookingChange
    former: Session
    later: Session


def staff_case(booking_id: str, *, branch_id: str) -> StaffCase:
    """Give a branch's booking, in one statement. Raises NotYours for another branch's."""
    asked = (
        with_persons(Wanted, plans.ExamPackage, PhoneConfirmation)
        .join(plans.ExamPackage, plans.ExamPackage.id == Booking.package_id)
        .outerjoin(
            PhoneConfirmation,
            (PhoneConfirmation.booking_id == Booking.id)
            & PhoneConfirmation.closed_at.is_(None)
            & Booking.status.in_(TO_CALL),
        )
        .where(Booking.id == booking_id, Booking.branch_id == branch_id)
    )
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return StaffCase(*found)


def moves_of(booking_id: str) -> list[Moved]:
    """Give the moves of a booking, the newest first."""
    asked = (
        select(BookingChange, Former, Session)
        .join(Former, Former.id == BookingChange.from_session_id)
        .join(Session, Session.id == BookingChange.to_session_id)
        .where(BookingChange.booking_id == booking_id)
    )
    return [Moved(*row) for row in db.session.execute(asked.order_by(BookingChange.id.desc()))]


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody of the staff decided about a booking: an act of the audit chain, when, by which account."""

    act: str
    at: datetime
    actor_id: str


DECISIONS = ("approved", "refused", "change.granted", "change.denied", "check_in_undone")


def decisions_about(booking_id: str) -> list[Decided]:
    """Give who decided what about a booking, and when; the audit chain remembers it."""
    acts = [f"exams.booking.{one}" for one in DECISIONS]
    asked = select(AuditEntry.action, AuditEntry.at, AuditEntry.actor_id).where(
        AuditEntry.subject_id == booking_id, AuditEntry.action.in_(acts)
    )
    found = db.session.execute(asked.order_by(AuditEntry.seq))
    return [Decided(row.action.removeprefix("exams.booking."), row.at, row.actor_id) for row in found]


def calls_about(booking_id: str) -> list[PhoneCall]:
    """Give the calls about a booking's changes, the newest first."""
    asked = (
        select(PhoneCall)
        .join(PhoneConfirmation, PhoneConfirmation.id == PhoneCall.confirmation_id)
        .where(PhoneConfirmation.booking_id == booking_id)
    )
    return list(db.session.scalars(asked.order_by(PhoneCall.id.desc())))


def account_names(account_ids: Iterable[str]) -> dict[str, Bilingual]:
    """Give the names of accounts by id, in one statement."""
    found = accounts.named(account_ids)
    return {key: Bilingual(zh=one.name_zh, en=one.name_en) for key, one in found.items()}
