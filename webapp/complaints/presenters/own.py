"""An employee's own case: before serving only dates and rights, afterwards the summary and the reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.complaints.models import Evidence, Respondent, Separation
from webapp.complaints.presenters.desk import verdict
from webapp.complaints.rules import redaction
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, moment
from webapp.organisation.rules import Ending


class Order(Protocol):
    """A standby order as the page needs it."""

    opened_at: datetime
    review_due: date
    ended_at: datetime | None
    ending: str | None
    separation_proposed_at: datetime | None


Proof = tuple[str, str, str]
"""A piece of evidence: what it is called, when it came, the beginning of its SHA-256."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What the page shows of one part; everything about the case itself is empty before serving (§5)."""

    part_id: str
    since: str
    review: str
    over: bool
    separation: bool
    separated: bool
    served: bool
    summary: str
    reply: str
    may_reply: bool
    reply_until: str
    verdict: str
    grounds: str
    evidence: list[Proof]
    may_object: bool
    objected: bool
    object_until: str


def own_case(
    one: Respondent,
    order: Order | None,
    *,
    reply_due: date | None,
    may_reply: bool,
    decided: bool,
    evidence: Iterable[Evidence],
    hidden: Mapping[str, str],
    proposal: Separation | None = None,
    may_object: bool = False,
) -> OwnCase:
    """Draw one part. Before serving nothing of the case shows; `hidden` is covered in what was found."""
    served = one.served_at is not None
    told = served and decided and one.outcome is not None
    running = order is not None and order.ended_at is None
    return OwnCase(
        part_id=one.id if served else "",
        since=day(clock.local(order.opened_at).date()) if order else "",
        review=day(order.review_due) if order else "",
        over=not running,
        separation=bool(running and order and order.separation_proposed_at),
        separated=order is not None and order.ending == Ending.SEPARATED,
        served=served,
        summary=(one.summary or "") if served else "",
        reply=(one.reply or "") if served else "",
        may_reply=served and may_reply and one.reply is None,
        reply_until=day(reply_due) if served and reply_due else "",
        verdict=verdict(one) if told else "",
        grounds=redaction.covered(one.grounds or "", hidden) if told else "",
        evidence=_evidence(one, evidence, hidden) if told else [],
        may_object=may_object,
        objected=proposal is not None and proposal.objected_at is not None,
        object_until=day(proposal.object_until) if proposal else "",
    )


def _evidence(one: Respondent, rows: Iterable[Evidence], hidden: Mapping[str, str]) -> list[Proof]:
    """List the evidence without its words: not what others who are named have written."""
    seen = [row for row in rows if row.visibility != "REPLY" or row.staff_id == one.staff_id]
    return [
        (
            redaction.covered(row.title, hidden) or _("Your statement"),
            moment(row.at, style="short"),
            row.sha256[:12],
        )
        for row in seen
    ]
