"""An employee's own case: before serving only dates and rights, afterwards the summary and the reply."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.complaints.models import Evidence, Respondent, Separation
from webapp.complaints.presenters.desk import verdict
from webapp.complaints.presenters.files import FileRow, size_words
from webapp.complaints.presenters.listed import called, seen_by_employee
from webapp.complaints.rules import redaction
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.states import SIGNED
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, moment, typed
from webapp.kernel.pages import link
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
class Plea:
    """How an employee's appeal against a proposed separation stands (S3); `ruling` is empty until it is decided."""

    may: bool
    made: bool
    until: str
    ruling: str
    grounds: str


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
    files: list[FileRow]
    may_add: bool
    plea: Plea


def own_case(
    one: Respondent,
    order: Order | None,
    *,
    reply_due: date | None,
    may_reply: bool,
    told: bool,
    evidence: Collection[Evidence],
    hidden: Mapping[str, str],
    files: Collection[str] = (),
    may_add: bool = False,
    proposal: Separation | None = None,
    may_object: bool = False,
) -> OwnCase:
    """Draw one part. Before serving nothing of the case shows; `hidden` is covered in what was found.

    `files` are the ids of those that were served on this employee.
    """
    served = one.served_at is not None
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
        files=_files(one, evidence, files) if served else [],
        may_add=served and may_add,
        plea=_plea(proposal, may_object, hidden),
    )


def _plea(proposal: Separation | None, may: bool, hidden: Mapping[str, str]) -> Plea:
    if proposal is None:
        return Plea(may, made=False, until="", ruling="", grounds="")
    ruling = ""
    if proposal.upheld is not None:
        ruling = _("Your appeal was right") if proposal.upheld else _("Your appeal was turned down")
    return Plea(
        may,
        made=proposal.objected_at is not None,
        until=day(proposal.object_until),
        ruling=ruling,
        grounds=redaction.covered(proposal.objection_grounds or "", hidden),
    )


def _files(one: Respondent, rows: Iterable[Evidence], served: Collection[str]) -> list[FileRow]:
    """List what an employee may open: the own files, and those that came with the summary, without their names."""
    found = []
    for row in rows:
        if row.file_id is None:
            continue
        own = row.visibility == Visibility.REPLY and row.staff_id == one.staff_id
        if own or row.id in served:
            title = typed(row.title) if own else _("File that belongs to it")
            href = link("complaints_desk.own_file", respondent_id=one.id, evidence_id=row.id)
            facts = f"{size_words(row.size or 0)} · {moment(row.at, style='short')}"
            found.append(FileRow(title, facts, href))
    return found


def _evidence(one: Respondent, rows: Iterable[Evidence], hidden: Mapping[str, str]) -> list[Proof]:
    """List the evidence without its words: not what others who are named have written."""
    return [
        (called(row, hidden), moment(row.at, style="short"), row.sha256[:12])
        for row in seen_by_employee(one, rows)
    ]


def told_to(one: Respondent, state: str, proposal: Separation | None) -> bool:
    """Tell whether what was found is told to the employee it is about."""
    signed = state in SIGNED or (proposal is not None and proposal.dropped_at is None)
    return one.served_at is not None and one.outcome is not None and signed
