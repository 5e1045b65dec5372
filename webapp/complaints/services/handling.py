"""What a handler does: T2–T4, T6–T8, T11, notes and stepping back."""

from __future__ import annotations

import hashlib

from webapp.complaints import queries
from webapp.complaints.events import ComplaintDecided
from webapp.complaints.models import Case, Evidence, Message, Note, Recusal, Respondent
from webapp.complaints.rules import states
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import Action, Actor, Facts
from webapp.complaints.services import engine, standing, submitting, timing
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation


def facts_of(found: queries.Standing) -> Facts:
    """Gather the guards' facts of a loaded case."""
    running = timing.replies_open(found.case.id, today=clock.today())
    return engine.facts(found.case, found.respondents, running)


def allowed(found: queries.Standing, *, actor: Actor) -> list[Action]:
    """Give what `actor` may do with a case now: the only buttons a page shows."""
    return states.allowed(state=states.State(found.case.state), actor=actor, facts=facts_of(found))


def take(*, case_id: str, staff_id: str) -> Case:
    """Take an unassigned case, or one whose handler became ineligible; eligibility is checked again."""
    found = queries.for_staff(case_id=case_id, staff_id=staff_id)
    if found.case.handler_id and found.case.handler_id != staff_id:
        raise engine.SomebodyWasFirst
    found.case.handler_id = staff_id
    return found.case


def _act(*, case_id: str, staff_id: str, version: int, action: Action, **columns: object) -> queries.Standing:
    found = engine.handled(case_id=case_id, staff_id=staff_id)
    engine.move(
        found.case,
        action=action,
        actor=Actor.HANDLER,
        actor_id=staff_id,
        version=version,
        known=facts_of(found),
        **columns,
    )
    return found


def accept(*, case_id: str, staff_id: str, version: int) -> None:
    """Accept a case (T2): acknowledged, standby for each respondent (S1)."""
    found = _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.ACCEPT)
    submitting.after_acceptance(found.case, found.respondents, actor_id=staff_id)


def decline(*, case_id: str, staff_id: str, version: int, reason: str, words: str, language: str) -> None:
    """Decline a case with a reason (T3); where a person is named it waits for a second signature."""
    found = engine.handled(case_id=case_id, staff_id=staff_id)
    if found.respondents:
        if found.case.decline_proposed_by:
            raise engine.NotAllowedNow("waits_for_second_signature")
        found.case.decline_proposed_by, found.case.decline_reason = staff_id, reason
        _say(found.case, words, language)
        return
    _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.DECLINE, decline_reason=reason)
    _say(found.case, words, language)
    submitting.tell_client(found.case, "declined")


def _say(case: Case, words: str, language: str) -> None:
    db.session.add(
        Message(branch_id=case.branch_id, case_id=case.id, from_client=False, words=words, language=language)
    )


def ask_client(*, case_id: str, staff_id: str, version: int, question: str, language: str) -> None:
    """Ask the client a concrete question (T4); the RESULT clock stands still meanwhile."""
    case = engine.handled(case_id=case_id, staff_id=staff_id).case
    before = case.state
    _act(
        case_id=case_id,
        staff_id=staff_id,
        version=version,
        action=Action.ASK_CLIENT,
        state_before_waiting=before,
    )
    timing.pause(case)
    timing.start(case, Clock.WAITING, subject_id=case.id[:10] + str(case.version))
    _say(case, question, language)
    submitting.tell_client(case, "question")


def serve(*, case_id: str, staff_id: str, version: int, respondent_id: str, summary: str) -> None:
    """Serve a respondent with a summary that names no contact (T6); the reply time starts."""
    found = _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.SERVE)
    one = _respondent(found, respondent_id)
    one.summary, one.served_at = summary, clock.now()
    timing.start(found.case, Clock.REPLY, subject_id=one.id)


def put_off_serving(*, case_id: str, staff_id: str, version: int, respondent_id: str, reason: str) -> None:
    """Say why a respondent is not served yet (T6)."""
    found = _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.SERVE)
    _respondent(found, respondent_id).put_off_reason = reason


def _respondent(found: queries.Standing, respondent_id: str) -> Respondent:
    for one in found.respondents:
        if one.id == respondent_id:
            return one
    raise NotYours


def investigate(*, case_id: str, staff_id: str, version: int) -> None:
    """Begin the investigation (T6)."""
    _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.INVESTIGATE)


def name_respondent(*, case_id: str, staff_id: str, version: int, respondent_staff_id: str) -> None:
    """Name a further employee (T7 → S1 once the case is accepted)."""
    if organisation.staff(respondent_staff_id) is None:
        raise NotYours
    found = _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.NAME_RESPONDENT)
    row = submitting.name_respondent(found.case, respondent_staff_id)
    if found.case.state != states.State.SUBMITTED:
        standing.put_on_standby(found.case, row, actor_id=staff_id)


def add_evidence(*, case_id: str, staff_id: str, version: int, title: str, words: str) -> Evidence:
    """Add a piece of evidence (T7); the SHA-256 of its words is kept beside it."""
    found = _act(case_id=case_id, staff_id=staff_id, version=version, action=Action.ADD_EVIDENCE)
    row = Evidence(
        branch_id=found.case.branch_id,
        case_id=case_id,
        staff_id=staff_id,
        title=title,
        words=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def find(
    *,
    case_id: str,
    staff_id: str,
    respondent_id: str,
    outcome: Outcome,
    severity: Severity,
    grounds: str,
    evidence_id: str,
) -> None:
    """Write what was found about one respondent, citing a piece of evidence of this case (T8)."""
    found = engine.handled(case_id=case_id, staff_id=staff_id)
    if found.case.state != states.State.INVESTIGATING:
        raise engine.NotAllowedNow
    if evidence_id not in {one.id for one in queries.evidence(case_id)}:
        raise NotYours
    one = _respondent(found, respondent_id)
    one.outcome, one.severity = outcome.value, severity.value
    one.grounds, one.evidence_id = grounds, evidence_id


def conclude(
    *, case_id: str, staff_id: str, version: int, remedy: str, result_zh: str, result_en: str
) -> None:
    """Hand the conclusion to a second person (T8): remedy and the result in both languages."""
    _act(
        case_id=case_id,
        staff_id=staff_id,
        version=version,
        action=Action.CONCLUDE,
        remedy=remedy,
        result_zh=result_zh,
        result_en=result_en,
    )


def settle(*, case_id: str, staff_id: str, version: int, remedy: str, result_zh: str, result_en: str) -> None:
    """Settle on the spot with the client's agreement (T11): nobody is named."""
    found = _act(
        case_id=case_id,
        staff_id=staff_id,
        version=version,
        action=Action.SETTLE,
        remedy=remedy,
        result_zh=result_zh,
        result_en=result_en,
        decided_at=clock.now(),
    )
    finish(found.case)


def finish(case: Case) -> None:
    """Do what a result brings (T10, T11): RESULT met, the client told."""
    timing.meet(case.id, Clock.RESULT)
    submitting.tell_client(case, "decided")
    events.publish(ComplaintDecided(case_id=case.id, client_id=case.client_id, branch_id=case.branch_id))


def add_note(*, case_id: str, staff_id: str, words: str) -> None:
    """Write an internal note; the client and the respondent never see it."""
    case = queries.for_staff(case_id=case_id, staff_id=staff_id).case
    db.session.add(Note(branch_id=case.branch_id, case_id=case_id, staff_id=staff_id, words=words))


def recuse(*, case_id: str, staff_id: str) -> None:
    """Step back from a case; somebody else eligible takes it in the same transaction (§5)."""
    case = queries.for_staff(case_id=case_id, staff_id=staff_id).case
    db.session.add(Recusal(branch_id=case.branch_id, case_id=case_id, staff_id=staff_id))
    db.session.flush()
    if case.handler_id == staff_id:
        submitting.assign(case)
