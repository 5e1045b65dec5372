"""Which changed bookings wait for a call, and what came of the calls (B6)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from webapp.exams.models import PhoneCall, PhoneConfirmation
from webapp.kernel.db import db


def confirmation(confirmation_id: str) -> PhoneConfirmation | None:
    """Give what a changed booking waits for, or waited for."""
    return db.session.get(PhoneConfirmation, confirmation_id, populate_existing=True)


def open_confirmation(booking_id: str) -> PhoneConfirmation | None:
    """Give the call that a booking still waits for; None when its last change was confirmed, or there was none."""
    asked = select(PhoneConfirmation).where(
        PhoneConfirmation.booking_id == booking_id, PhoneConfirmation.closed_at.is_(None)
    )
    return db.session.scalars(asked).first()


def calls_of(confirmation_id: str) -> Sequence[PhoneCall]:
    """Give the calls about one change, the newest first."""
    asked = select(PhoneCall).where(PhoneCall.confirmation_id == confirmation_id)
    return db.session.scalars(asked.order_by(PhoneCall.at.desc(), PhoneCall.id.desc())).all()
