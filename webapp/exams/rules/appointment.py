"""What the calendar file of a booking says (B10): stable UID, rising SEQUENCE, CANCEL.

Nothing of it speaks of health, for a calendar is seen on lock screens (M2): the place is an address without
the institution's name; the check-in code stands in the notes, which somebody opens on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.exams.rules.booking import OCCUPYING, BookingStatus

REMIND_BEFORE = timedelta(hours=12)


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
    """Give the entry of a booking. `revision` counts its changes from 0 (RFC 5545 SEQUENCE)."""
    stands = status in OCCUPYING or status is BookingStatus.COMPLETED
    return Appointment(
        uid=f"{booking_id}@kangyue",
        sequence=revision,
        method="PUBLISH" if stands else "CANCEL",
        status="CONFIRMED" if stands else "CANCELLED",
        starts_at=starts_at,
        ends_at=ends_at,
        stamped_at=stamped_at,
        location=location,
        code=code if stands else "",
        remind_before=REMIND_BEFORE if stands else None,
    )
