"""A changed booking waits for a call: who was called, when, with what result (B6)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from webapp.exams.events import ChangeConfirmed
from webapp.exams.models import Booking, PhoneCall, PhoneConfirmation
from webapp.exams.queries import confirmation, told_of
from webapp.exams.refusals import CallMoved
from webapp.exams.rules.booking import CallResult
from webapp.exams.services.acting import note_who
from webapp.exams.services.moving import note
from webapp.kernel import clock, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.inserting import insert_new


def await_call(booking: Booking, now: datetime) -> None:
    """Let a booking that has just been changed wait for a call; one still open is about the new time now."""
    version = booking.revision + 1
    row = {"branch_id": booking.branch_id, "booking_id": booking.id, "revision": version, "opened_at": now}
    if not insert_new(PhoneConfirmation, id=ids.new_id(), **row):
        still_open = update(PhoneConfirmation).where(
            PhoneConfirmation.booking_id == booking.id, PhoneConfirmation.closed_at.is_(None)
        )
        changed(still_open.values(revision=version))


def note_call(
    *,
    confirmation_id: str,
    branch_id: str,
    called: str,
    result: CallResult,
    words: str,
    staff_id: str,
    actor_id: str,
    revision: int | None = None,
    booking_id: str = "",
) -> None:
    """Write down one call about a changed booking; once somebody was reached, it waits no longer (B6).

    `called`: who, as it was dialled or answered. `revision`: the version of the booking that was spoken of; one
    that has changed since raises CallMoved, as does a confirmation that is closed. NotYours for another branch's and,
    with `booking_id`, for another booking's; BadInput without `called`.
    """
    found = confirmation(confirmation_id)
    if found is None or found.branch_id != branch_id or booking_id not in ("", found.booking_id):
        raise NotYours
    if not called.strip():
        raise BadInput("called")
    if found.closed_at or revision not in (None, found.revision):
        raise CallMoved
    now, about = clock.now(), told_of(found.booking_id)
    if about is None:
        raise NotYours
    if result is CallResult.REACHED:
        _close(found, staff_id, now)
    _keep(found, called.strip(), result, words.strip(), staff_id, now)
    _tell_the_house(found, about.booking.client_id, result, staff_id, actor_id)


def _close(found: PhoneConfirmation, staff_id: str, now: datetime) -> None:
    same = update(PhoneConfirmation).where(
        PhoneConfirmation.id == found.id,
        PhoneConfirmation.closed_at.is_(None),
        PhoneConfirmation.revision == found.revision,
    )
    if not changed(same.values(closed_at=now, closed_by=staff_id)):
        raise CallMoved


def _keep(
    found: PhoneConfirmation, called: str, result: CallResult, words: str, staff_id: str, now: datetime
) -> None:
    call = PhoneCall(
        id=ids.new_id(),
        branch_id=found.branch_id,
        confirmation_id=found.id,
        called=called,
        result=result,
        words=words or None,
        by=staff_id,
        at=now,
    )
    db.session.add(call)


def _tell_the_house(
    found: PhoneConfirmation, client_id: str, result: CallResult, staff_id: str, actor_id: str
) -> None:
    note_who(staff_id, client_id)
    note("called", found.booking_id, found.branch_id, actor_id, result=result, revision=found.revision)
    if result is CallResult.REACHED:
        events.publish(ChangeConfirmed(found.booking_id, client_id, found.branch_id))
