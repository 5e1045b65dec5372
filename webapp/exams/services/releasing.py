"""A booking ends, and gives back all that it held (B4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.exams.queries import Held
from webapp.exams.refusals import BookingMoved
from webapp.exams.rules.booking import LIVE, OCCUPYING, Act, BookingStatus
from webapp.exams.rules.waiting import WaitingStatus
from webapp.exams.services.moving import shift
from webapp.exams.services.offering import end_offer
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
