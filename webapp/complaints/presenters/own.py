"""An employee's own case: before serving only dates and rights, afterwards the summary and the reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.complaints.models import Respondent
from webapp.complaints.presenters.desk import verdict
from webapp.kernel.i18n import day


class Order(Protocol):
    """A standby order as the page needs it."""

    opened_at: datetime
    review_due: date
    ended_at: datetime | None
    separation_proposed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What the page shows of one part; everything about the case itself is empty before serving (§5)."""

    part_id: str
    since: str
    review: str
    over: bool
    separation: bool
    served: bool
    summary: str
    reply: str
    may_reply: bool
    reply_until: str
    verdict: str


def own_case(
    one: Respondent, order: Order | None, *, reply_due: date | None, may_reply: bool, decided: bool
) -> OwnCase:
    """Draw one part. Before serving nothing of the case shows."""
    served = one.served_at is not None
    return OwnCase(
        part_id=one.id if served else "",
        since=day(order.opened_at.date()) if order else "",
        review=day(order.review_due) if order else "",
        over=order is None or order.ended_at is not None,
        separation=bool(order and order.separation_proposed_at),
        served=served,
        summary=(one.summary or "") if served else "",
        reply=(one.reply or "") if served else "",
        may_reply=served and may_reply and one.reply is None,
        reply_until=day(reply_due) if served and reply_due else "",
        verdict=verdict(one) if served and decided and one.outcome else "",
    )
