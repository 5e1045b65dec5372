"""What the calendar file of a booking says (B10): stable UID, rising SEQUENCE, CANCEL.

Nothing of it speaks of health, for a calendar is seen on lock screens (M2): the place is an address without
the institution's name; the check-in code stands in the notes, which somebody opens on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.exams.rules.booking import HELD_UNTIL, BookingStatus

REMIND_BEFORE = timedelta(hours=12)
GONE = frozenset(
    {BookingStatus.CANCELLED, BookingStatus.REFUSED, BookingStatus.EXPIRED, BookingStatus.MUST_REBOOK}
)
"""Statuses in which nobody waits for the client at that hour: the entry is taken out of the calendar."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """The facts of one calendar entry; moments are aware, UTC."""

    uid: str
    sequence: int
    method: str
    status: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    location: str
    code: str
    remind_before: timedelta | None


def appointment(
    *,
    booking_id: str,
    revision: int,
    status: BookingStatus,
    starts_at: datetime,
    ends_at: datetime,
    stamped_at: datetime,
    location: str,
    code: str,
) -> Appointment:
    """Give the entry of a booking. `revision` counts its changes from 0 (RFC 5545 SEQUENCE).

    What is only held for somebody, a request or an offer, is TENTATIVE and carries no check-in code.
    """
    held, stands = status in HELD_UNTIL, status not in GONE
    return Appointment(
        uid=f"{booking_id}@kangyue",
        sequence=revision,
        method="PUBLISH" if stands else "CANCEL",
        status="TENTATIVE" if held else "CONFIRMED" if stands else "CANCELLED",
        starts_at=starts_at,
        ends_at=ends_at,
        stamped_at=stamped_at,
        location=location,
        code=code if stands and not held else "",
        remind_before=REMIND_BEFORE if stands else None,
    )
