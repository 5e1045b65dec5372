"""The conclusion and its second signature: T8, T9, T10, T11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from webapp.complaints import queries
from webapp.complaints.events import ComplaintDecided
from webapp.complaints.models import Case, Respondent
from webapp.complaints.rules import eligibility, outcomes, statistics
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, investigating, routing, standing, telling, timing
from webapp.complaints.services.refusals import NotAllowedNow
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one respondent, citing one piece of evidence."""

    outcome: Outcome
    severity: Severity
    grounds: str
    evidence_id: str
    measure: Measure = Measure.NONE


def conclude(
    *,
    case_id: str,
    staff_id: str,
    version: int,
    findings: Mapping[str, Finding],
    remedy: str,
    result: str,
    found: queries.Dossier | None = None,
) -> None:
    """Hand the conclusion to a second person (T8): one finding for each respondent, remedy, result.

    `findings` go by respondent id; each measure fits its outcome (S2). `result` is what the client will read, in her language. `found` is
    the case if this person has opened it in this very transaction.
    """
    found = found or acting.opened(case_id=case_id, staff_id=staff_id)
    cited = {one.id for one in queries.evidence(case_id)}
    if any(findings.get(one.id) is None for one in found.respondents):
        raise NotAllowedNow("outcome_missing")
    if any(one.evidence_id not in cited for one in findings.values()):
        raise NotAllowedNow("evidence_missing")
    for finding in findings.values():
        if fault := outcomes.measure_fault(finding.outcome, finding.severity, finding.measure):
            raise NotAllowedNow(fault)
    replies = timing.replies_open(case_id)
    known = acting.facts(found.case, found.respondents, replies_open=replies, evidence=len(cited))
    words = {"remedy": remedy, "result": result, "concluded_by": staff_id}
    acting.act(found, Action.CONCLUDE, Actor.HANDLER, version, known=known, **words)
    for one in found.respondents:
        _write(one, findings[one.id])
    for reviewer in _reviewers(found):
        telling.tell_desk(reviewer, "review")


def _write(one: Respondent, finding: Finding) -> None:
    one.outcome, one.severity = finding.outcome.value, finding.severity.value
    one.grounds, one.evidence_id = finding.grounds, finding.evidence_id
    one.measure = finding.measure.value


def _reviewers(found: queries.Dossier) -> list[organisation.Position]:
    """Give who may review: nobody in particular is asked, whoever is first signs."""
    case = found.case
    people = organisation.line_of(branch_id=case.branch_id, roles=eligibility.REVIEWING_ROLES)
    view = routing.with_everybody(case, found.view.respondents)
    return [one for one in people if eligibility.may_review(queries.person(one), view)]


def send_back(*, case_id: str, staff_id: str, version: int, reason: str) -> None:
    """Send a conclusion back with a reason (T9)."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.SEND_BACK, Actor.REVIEWER, version)
    investigating.keep_note(found.case, staff_id, reason)
    handler = found.case.handler_id
    telling.tell_desk(found.people.get(handler) if handler else None, "assigned")


def decide(*, case_id: str, staff_id: str, version: int) -> None:
    """Sign the result (T10): told to the client, consequences drawn for each respondent (S2, S3)."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    told = statistics.outcome_counts(Outcome(one.outcome) for one in found.respondents if one.outcome)
    signed = {"reviewer_id": staff_id, **_decided_now(found.case)}
    acting.act(found, Action.DECIDE, Actor.REVIEWER, version, subject=told, **signed)
    with db.session.no_autoflush:  # the notices are written together
        standing.apply_findings(found.case, found.respondents, found.people, signed_by=staff_id)
        _tell(found.case)


def settle(
    *, case_id: str, staff_id: str, version: int, remedy: str, result: str, agreed: bool = False
) -> None:
    """Settle on the spot (T11): nobody is named, the matter is minor, and the client has `agreed`."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    known = replace(acting.facts(found.case, found.respondents), agreed=agreed)
    words = {"remedy": remedy, "result": result, **_decided_now(found.case)}
    acting.act(found, Action.SETTLE, Actor.HANDLER, version, known=known, **words)
    _tell(found.case)


def _decided_now(case: Case) -> dict[str, Any]:
    now: datetime = clock.now()
    return {"decided_at": now, "window_until": timing.window_of(case)}


def _tell(case: Case) -> None:
    telling.tell_client(case, "answered")
    events.publish(
        ComplaintDecided(case_id=case.id, client_id=case.client_id or "", branch_id=case.branch_id)
    )
