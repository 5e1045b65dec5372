"""A booking ends, and gives back all that it held (B4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.exams.queries import Held
from webapp.exams.refusals import BookingMoved
from webapp.exams.rules.booking import LIVE, OCCUPYING, Act, BookingStatus, CancelReason, after
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.moving import shift
from webapp.exams.services.offering import end_offer, end_wish
from webapp.exams.services.places import free_place
from webapp.kernel.errors import Refusal
from webapp.plans import services as plan_services
from webapp.plans.rules import Item


def let_go(
    held: Held, act: Act, now: datetime, *, refusal: type[Refusal] = BookingMoved, **values: Any
) -> None:
    """Do an act that ends a booking, and give back its place and the year's exam: each once, if it held them.

    Raises as `shift`.
    """
    before = BookingStatus(held.booking.status)
    status = shift(held, act, now, refusal=refusal, **values)
    if before is BookingStatus.OFFERED:
        end_offer(held.booking.id, WaitingStatus.PASSED, now)
    if before in LIVE and status not in LIVE:
        plan_services.give_back(enrolment_id=held.booking.enrolment_id, item=Item.EXAM)
    if before in OCCUPYING and status not in OCCUPYING:
        free_place(held.session.id, now)


def cancel_held(
    held: Held, reason: CancelReason, now: datetime, *, refusal: type[Refusal] = BookingMoved
) -> bool:
    """Give a booking up, or let an offered place go; False where she still has to choose again (B9).

    Raises as `shift`.
    """
    before, lost = BookingStatus(held.booking.status), held.booking.lost_session_id is not None
    if after(before, Act.CANCEL, displaced=lost) is not BookingStatus.CANCELLED:
        let_go(held, Act.CANCEL, now, refusal=refusal)
        return False
    if before is BookingStatus.MUST_REBOOK:
        end_wish(held.booking.enrolment_id, WaitingStatus.LEFT, now)
    let_go(held, Act.CANCEL, now, refusal=refusal, cancelled_at=now, cancel_reason=reason)
    return True
