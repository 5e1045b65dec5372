"""After the cut-off a client asks instead of changing herself (B6)."""

from __future__ import annotations

from datetime import datetime

from webapp.exams.events import ChangeAsked, ChangeWithdrawn
from webapp.exams.queries import Held, booking_of, session, terms_of
from webapp.exams.refusals import (
    BookingClosed,
    NotContracted,
    PackageNotTaken,
    SameTime,
    SessionGone,
    StillOpen,
)
from webapp.exams.rules.booking import Act, Party
from webapp.exams.rules.timetable import ExamClass, takes
from webapp.exams.services.moving import note, permitted, shift
from webapp.kernel import clock, crypto, events
from webapp.kernel.errors import NotYours


def ask_change(
    *,
    booking_id: str,
    client_id: str,
    session_id: str | None,
    words: str,
    actor_id: str,
    party: Party = Party.CLIENT,
) -> None:
    """Ask for another time, or with no `session_id` to give the booking up; the old place stands meanwhile.

    Possible between the cut-off and the start of the exam. The time asked for may be full: staff decide.
    Raises NotYours, BookingMoved, StillOpen before the cut-off, BookingClosed after the start, SameTime,
    SessionGone, NotContracted, PackageNotTaken.
    """
    now = clock.now()
    held = permitted(booking_of(booking_id, client_id=client_id), Act.ASK, party, now)
    _check_moment(held, now)
    if session_id is not None:
        _check_wanted(held, session_id, now)
    asked = crypto.for_row(words.strip() or None, booking_id)
    shift(held, Act.ASK, now, wanted_session_id=session_id, asked_words=asked, decided_words=None)
    branch_id = held.booking.branch_id
    note("change.asked", booking_id, branch_id, actor_id, session=session_id)
    events.publish(ChangeAsked(booking_id, client_id, branch_id))


def withdraw_change(*, booking_id: str, client_id: str, actor_id: str, party: Party = Party.CLIENT) -> None:
    """Take a change request back: the booking stands as before. Raises NotYours, BookingMoved."""
    now = clock.now()
    held = permitted(booking_of(booking_id, client_id=client_id), Act.WITHDRAW, party, now)
    shift(held, Act.WITHDRAW, now, asked_words=None)
    branch_id = held.booking.branch_id
    note("change.withdrawn", booking_id, branch_id, actor_id)
    events.publish(ChangeWithdrawn(booking_id, client_id, branch_id))


def _check_moment(held: Held, now: datetime) -> None:
    starts_at = held.session.starts_at
    if terms_of(held).is_open(starts_at, now):
        raise StillOpen
    if now >= starts_at:
        raise BookingClosed


def _check_wanted(held: Held, session_id: str, now: datetime) -> None:
    booking, wanted = held.booking, session(session_id)
    if wanted is None:
        raise NotYours
    if wanted.id == held.session.id:
        raise SameTime
    if (wanted.branch_id, wanted.institution_id) != (booking.branch_id, booking.institution_id):
        raise NotContracted
    if not takes(ExamClass(wanted.exam_class), ExamClass(booking.exam_class)):
        raise PackageNotTaken
    if wanted.closed or wanted.ended or wanted.starts_at <= now:
        raise SessionGone
