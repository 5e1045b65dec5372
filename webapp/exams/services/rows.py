"""The row that a booking begins as."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from webapp.exams.queries import Offer
from webapp.exams.rules.booking import CODE_LETTERS, BookingStatus
from webapp.kernel import ids


def booking_row(
    offer: Offer,
    client_id: str,
    session_id: str,
    status: BookingStatus,
    *,
    held_until: datetime | None,
    actor_id: str,
    now: datetime,
) -> dict[str, Any]:
    """Give the columns of a new booking on the terms of an offer; the caller takes its place and its right."""
    return {
        "id": ids.new_id(),
        "branch_id": offer.branch_id,
        "client_id": client_id,
        "enrolment_id": offer.enrolment_id,
        "institution_id": offer.institution_id,
        "session_id": session_id,
        "package_id": offer.package_id,
        "exam_class": offer.exam_class,
        "status": status,
        "revision": 0,
        "code": _new_code(),
        "booked_at": now,
        "booked_by": actor_id,
        "changed_at": now,
        "cancel_reason": "",
        "held_until": held_until,
        "requested_at": now if status is BookingStatus.REQUESTED else None,
    }


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
