"""One road for every change of a booking's status: permitted by the table, compared and set, written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from webapp.exams.models import Booking
from webapp.exams.queries import Held
from webapp.exams.refusals import BookingMoved, HoldOver
from webapp.exams.rules.booking import (
    HELD_UNTIL,
    RENEWING,
    Act,
    BookingStatus,
    Party,
    after,
    has_lapsed,
    is_deed_of,
    may,
)
from webapp.kernel import audit
from webapp.kernel.db import changed
from webapp.kernel.errors import NotYours, Refusal


def permitted(
    held: Held | None, act: Act, party: Party, now: datetime, *, refusal: type[Refusal] = BookingMoved
) -> Held:
    """Give a booking back if `party` may do `act` to it now.

    Raises NotYours for no booking and for what is never this party's, `refusal` where the status does not let it
    happen, HoldOver once the place is held no longer, although no job may have said so yet.
    """
    if held is None or not is_deed_of(party, act):
        raise NotYours
    status = BookingStatus(held.booking.status)
    if not may(status, act, party):
        raise refusal
    if act is not Act.EXPIRE and has_lapsed(status, held.booking.held_until, now):
        raise HoldOver
    return held


def shift(
    held: Held,
    act: Act,
    now: datetime,
    *,
    refusal: type[Refusal] = BookingMoved,
    unconfirmed: bool = False,
    **values: Any,
) -> BookingStatus:
    """Do `act` to a booking if it still is what was read; gives its new status.

    `values` are further columns, `unconfirmed` as in `after`. An offer that ends leaves somebody who was displaced with the time she had lost.
    Raises `refusal` when somebody else came first.
    """
    booking, lost = held.booking, held.booking.lost_session_id
    status = after(BookingStatus(booking.status), act, displaced=lost is not None, unconfirmed=unconfirmed)
    same = update(Booking).where(
        Booking.id == booking.id,
        Booking.status == booking.status,
        Booking.revision == booking.revision,
        Booking.changed_at == booking.changed_at,
    )
    ends_with_it: dict[str, Any] = {} if status in HELD_UNTIL else {"held_until": None}
    if status is BookingStatus.CONFIRMED:
        ends_with_it["requested_at"] = None
    version = booking.revision + (act in RENEWING)
    fresh = {"status": status, "changed_at": now, "revision": version, "wanted_session_id": None}
    back = {"session_id": lost} if lost and status is BookingStatus.MUST_REBOOK else {}
    if not changed(same.values(**fresh | ends_with_it | back | {"lost_session_id": None} | values)):
        raise refusal
    return status


def note(what: str, booking_id: str, branch_id: str, actor_id: str, **details: Any) -> None:
    """Write an act on a booking into the audit chain; no personal text in `details`."""
    audit.record(
        f"exams.booking.{what}",
        subject=("booking", booking_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details=details,
    )
