"""Who is booked, when, and who is expected at an institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, or_, select

from webapp.exams.models import Booking, Session
from webapp.exams.queries.holding import hold_places, hold_wishes
from webapp.exams.queries.offer import Terms, terms
from webapp.exams.refusals import BookingMoved, NoAgreement
from webapp.exams.rules.booking import EXPECTED, LIVE, Act, BookingStatus, Party, may, standing
from webapp.kernel import clock, transaction
from webapp.kernel.db import db, rows
from webapp.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Held:
    """A booking with the session it holds a place of."""

    booking: Booking
    session: Session

    @property
    def status(self) -> BookingStatus:
        """The status that counts now: what is held no longer has expired, whether or not a job has said so."""
        booking, lost = self.booking, self.booking.lost_session_id is not None
        return standing(BookingStatus(booking.status), booking.held_until, clock.now(), displaced=lost)


ON_THE_DAY = sorted(EXPECTED | {BookingStatus.CHECKED_IN, BookingStatus.COMPLETED, BookingStatus.NO_SHOW})
"""Statuses of the people on an institution's list of a day."""

_HELD = (
    select(Booking, Session)
    .join(Session, Session.id == Booking.session_id)
    .execution_options(populate_existing=True)
)
STANDS = and_(
    Booking.status.in_(sorted(LIVE)),
    or_(
        Booking.held_until.is_(None),
        Booking.held_until > bindparam("now"),
        Booking.lost_session_id.is_not(None),
    ),
)
"""What counts as the year's booking at the moment `now`: what is held no longer does not, whatever its row says.

An offer to somebody whose time was taken back leaves her, when it is over, with a booking that needs a time (B9).
"""
OVER: ColumnElement[bool] = Booking.held_until <= bindparam("now")
"""What is held no longer at the moment `now`: only what is held has an end (the table's CHECK)."""

_OF_CLIENT = _HELD.where(Booking.id == bindparam("booking_id"), Booking.client_id == bindparam("client_id"))
_LIVE_OF_CLIENT = (
    _HELD.where(Booking.client_id == bindparam("client_id"), STANDS)
    .order_by(Booking.booked_at.desc(), Booking.id.desc())
    .limit(1)
)
_LIVE_OF_YEAR = _LIVE_OF_CLIENT.where(Booking.enrolment_id == bindparam("enrolment_id"))


def live_booking(*, client_id: str, enrolment_id: str = "") -> Held | None:
    """Give the client's newest booking that stands: all but what was given up, refused, lapsed or missed (B3).

    What is held no longer has lapsed although its job may be late.
    With `enrolment_id` only that service year's.
    """
    asked = _LIVE_OF_YEAR if enrolment_id else _LIVE_OF_CLIENT
    whose: dict[str, object] = {"client_id": client_id, "now": clock.now()}
    if enrolment_id:
        whose["enrolment_id"] = enrolment_id
    return _first(db.session.execute(asked, whose).first())


@dataclass(frozen=True, slots=True)
class Visit:
    """The client's standing booking, as Today needs it."""

    booking_id: str
    status: BookingStatus
    report_due: date | None
    day: date
    starts_at: datetime
    held_until: datetime | None = None


_VISIT = _LIVE_OF_YEAR.with_only_columns(
    Booking.id,
    Booking.status,
    Booking.report_due,
    Session.day,
    Session.starts_at,
    Booking.held_until,
    Booking.lost_session_id,
)


def visit(*, client_id: str, enrolment_id: str) -> Visit | None:
    """Give the standing booking of a service year in plain columns (on every Today)."""
    now = clock.now()
    found = rows(_VISIT, {"client_id": client_id, "enrolment_id": enrolment_id, "now": now}).first()
    if found is None:
        return None
    lost = found.lost_session_id is not None
    status = standing(BookingStatus(found.status), found.held_until, now, displaced=lost)
    return Visit(found.id, status, found.report_due, found.day, found.starts_at, found.held_until)


def booking_of(booking_id: str, *, client_id: str, to: str = "") -> Held | None:
    """Give a booking if it is this client's; to who may write, once nobody else is writing it.

    `to` is the session that it shall move to: held together with its own, after its year. Raises BookingMoved.
    """
    return _kept(_OF_CLIENT, {"booking_id": booking_id, "client_id": client_id}, to)


def booking_at(booking_id: str, *, institution_id: str) -> Held | None:
    """Give a booking if it is at this institution; to who may write, once nobody else is writing it."""
    return _kept(_HELD.where(Booking.id == booking_id, Booking.institution_id == institution_id))


def booking_by_code(code: str, *, institution_id: str) -> Held | None:
    """Give the booking that shows this check-in code at this institution."""
    asked = _HELD.where(Booking.code == code, Booking.institution_id == institution_id)
    return _first(db.session.execute(asked).first())


def held(booking_id: str) -> Held | None:
    """Give a booking with its session; the caller checks whose it is. To who may write, once nobody else does.

    Raises BookingMoved.
    """
    return _kept(_HELD.where(Booking.id == booking_id))


def told_of(booking_id: str) -> Held | None:
    """Give a booking to who only tells of it: held alone, its session goes on being booked."""
    return _alone(_HELD.where(Booking.id == booking_id))


def displaced(*, enrolment_id: str, institution_id: str) -> Held | None:
    """Give the year's booking whose time at an institution was taken back, held; the time itself has no places."""
    lost = (Booking.status == BookingStatus.MUST_REBOOK, Booking.institution_id == institution_id)
    return _alone(_HELD.where(Booking.enrolment_id == enrolment_id, *lost))


def lapsed(now: datetime, *where: ColumnElement[bool]) -> list[Held]:
    """Give what among the bookings `where` is held no longer at `now`, although no job has said so yet."""
    asked = _HELD.where(OVER, *where).order_by(Booking.held_until, Booking.id)
    mine = asked.with_for_update(of=Booking) if transaction.writing() else asked
    return [Held(booking, session) for booking, session in db.session.execute(mine, {"now": now})]


def places_over(now: datetime, *where: ColumnElement[bool]) -> set[str]:
    """Give the sessions of what `lapsed` gives, without holding anything."""
    asked = select(Booking.session_id).where(OVER, *where)
    return set(db.session.scalars(asked, {"now": now}))


def _kept(asked: Select[Booking, Session], whose: dict[str, str] | None = None, to: str = "") -> Held | None:
    """Give a booking; to who may write, held with its session, the one it may move to, and its place in the line.

    Where it was moved before the session it had was ours, its new one is taken if nobody holds that: waiting for it
    now could be a ring. Raises BookingMoved otherwise.
    """
    found = _first(db.session.execute(asked, whose).first())
    if found is None or not transaction.locks_rows():
        return found
    if to:
        plans.hold_years([found.booking.enrolment_id])
    places = {found.session.id, found.booking.wanted_session_id or "", to} - {""}
    before = found.session.id
    hold_places(places)
    if found.booking.status == BookingStatus.MUST_REBOOK:
        hold_wishes([found.booking.client_id])
    mine = _alone(asked, whose)
    if mine is None or not (mine.session.id == before or hold_places([mine.session.id], wait=False)):
        raise BookingMoved
    return mine


def _alone(asked: Select[Booking, Session], whose: dict[str, str] | None = None) -> Held | None:
    # What was read before the rows were ours may have changed since: it is read anew.
    mine = asked.with_for_update(of=Booking).execution_options(populate_existing=True)
    mine = mine if transaction.writing() else asked
    found = db.session.execute(mine, whose).first()
    # PostgreSQL drops a row whose session was changed by whom we waited for; asked anew, it is there.
    return _first(found or db.session.execute(mine, whose).first())


def arrivals(*, institution_id: str, day: date) -> Sequence[Held]:
    """Give everybody expected at an institution on a day or there already, by time, no-shows too."""
    asked = (
        _HELD.where(Session.institution_id == institution_id, Session.day == day)
        .where(Booking.status.in_(ON_THE_DAY))
        .order_by(Session.starts_at, Booking.code)
    )
    return [Held(booking, session) for booking, session in db.session.execute(asked)]


def terms_of(found: Held) -> Terms:
    """Give the terms of a booking in force today; where no agreement holds any longer, those of its exam's day.

    Raises NoAgreement.
    """
    booking = found.booking
    whose = {"institution_id": booking.institution_id, "branch_id": booking.branch_id}
    try:
        return terms(**whose, day=clock.today())
    except NoAgreement:
        return terms(**whose, day=found.session.day)


def may_move(found: Held, agreed: Terms) -> bool:
    """Tell whether its client may still change or cancel a booking (B6), as `Terms.lets_go` says."""
    open_ = agreed.lets_go(found.status, found.session.starts_at, clock.now())
    return open_ and may(found.status, Act.CHANGE, Party.CLIENT)


def may_ask(found: Held, agreed: Terms) -> bool:
    """Tell whether its client may ask staff for a change: after the cut-off, until the exam begins (B6)."""
    starts_at, now = found.session.starts_at, clock.now()
    late = not agreed.is_open(starts_at, now) and now < starts_at
    return late and may(found.status, Act.ASK, Party.CLIENT)


def _first(row: Row[Booking, Session] | None) -> Held | None:
    return None if row is None else Held(row[0], row[1])
