"""Every action of the table by the real verb of its room, as whoever tries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.factories.complaints import brought, fresh
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.appeals import LegalStep
from webapp.complaints.rules.categories import DeclineReason
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import Finding, engine
from webapp.kernel import clock

_A = Action
_BY_CLIENT = {_A.ANSWER, _A.CORRECT, _A.CLOSE, _A.APPEAL, _A.WITHDRAW}
_BY_RESPONDENT = {_A.REPLY: services.reply, _A.OBJECT: services.object_to}
BY_TIME = {_A.REASSIGN, _A.RESUME, _A.LAPSE_STANDBY, _A.BREACH}

DEMANDS: dict[Action, dict[str, Any]] = {
    _A.ASK_CLIENT: {"question": "At what time?"},
    _A.EXTEND: {"days": 3, "reason": "The log is being fetched."},
    _A.ADD_EVIDENCE: {"title": "Call log", "words": "No call on 12 November."},
    _A.RENEW_STANDBY: {"reason": "The log is awaited."},
    _A.SEND_BACK: {"reason": "Ask the neighbour."},
    _A.SETTLE: {"remedy": "A new appointment.", "result": "We agreed on Friday.", "agreed": True},
    _A.DECIDE_APPEAL: {"changed": True, "grounds": "Two calls were missed."},
    _A.REMAND: {"grounds": "The second call was not looked into."},
    _A.REOPEN: {"reason": "A recording has come up.", "evidence": "The call at nine."},
    _A.CONTINUE: {"reason": "Others may be affected."},
}
"""What staff say with a step."""

VERBS = {
    _A.TAKE: services.take,
    _A.ACCEPT: services.accept,
    _A.SIGN_DECLINE: services.sign_decline,
    _A.INVESTIGATE: services.investigate,
    _A.SETTLE: services.settle,
    _A.DECIDE: services.decide,
    _A.SEND_BACK: services.send_back,
    _A.EXTEND: services.extend,
    _A.ASK_CLIENT: services.ask_client,
    _A.ADD_EVIDENCE: services.add_evidence,
    _A.RENEW_STANDBY: services.renew_standby,
    _A.RECUSE: services.recuse,
    _A.DECIDE_APPEAL: services.decide_appeal,
    _A.REMAND: services.remand,
    _A.REOPEN: services.reopen,
    _A.CONTINUE: services.go_on_ex_officio,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a step leaves open: about whom, and what was found."""

    respondent_id: str = "0" * 20
    to_name: str = ""
    outcome: Outcome = Outcome.PARTLY
    severity: Severity = Severity.MINOR
    agreed: bool = True
    steps: tuple[str, ...] = tuple(LegalStep)
    file: str = "Call log"  # what a file that is brought is full of: the same one is not kept twice
    behind: int = 0  # so many versions ago the person looked


def do(case: Case, action: Action, who: str, choice: Choice = Choice()) -> None:
    """Let somebody (a client's or a staff member's id; "" is time itself) do an action."""
    if not who:
        _by_time(case, action)
    elif action in _BY_RESPONDENT:
        _BY_RESPONDENT[action](respondent_id=choice.respondent_id, staff_id=who, words="I was ill.")
    elif action is _A.ADD_EVIDENCE and _brings(case, who, choice):
        pass
    elif action in _BY_CLIENT or (action is _A.REOPEN and who == case.client_id):
        _by_client(case, action, who)
    elif action in BY_TIME:
        engine.move(case, action=action, actor=_no_actor(case, who), staff_id=who)
    else:
        seen = fresh(case).version - choice.behind
        _by_staff(case, action, {"case_id": case.id, "staff_id": who, "version": seen}, choice)


def _brings(case: Case, who: str, choice: Choice) -> bool:
    """Let the client or a respondent bring a file; staff have the desk's verb."""
    files = brought(choice.file)
    if who == case.client_id:
        services.bring_files(case_id=case.id, client_id=who, files=files)
        return True
    if who in {one.staff_id for one in queries.respondents(case.id)}:
        services.bring_own_files(respondent_id=choice.respondent_id, staff_id=who, files=files)
        return True
    return False


def _no_actor(case: Case, who: str) -> Actor:
    """Give in which capacity somebody might try what only time does."""
    return Actor.COMPLAINANT if who == case.client_id else Actor.HANDLER


def _by_time(case: Case, action: Action) -> None:
    ended = {"closed_at": clock.now()} if action is _A.CLOSE else {}
    engine.move(case, action=action, actor=Actor.SYSTEM, **ended)


def _by_client(case: Case, action: Action, who: str) -> None:
    words = {"case_id": case.id, "client_id": who}
    if action is _A.CLOSE:
        services.close(**words, satisfaction=4)
    elif action is _A.WITHDRAW:
        services.withdraw(**words)
    else:
        verbs = {
            _A.ANSWER: services.answer,
            _A.CORRECT: services.correct,
            _A.APPEAL: services.appeal,
            _A.REOPEN: services.reopen_by_client,
        }
        verbs[action](**words, words="At three.", language="en")


def _by_staff(case: Case, action: Action, by: dict[str, Any], choice: Choice) -> None:
    about = {"respondent_id": choice.respondent_id}
    if action in (_A.DECLINE, _A.PROPOSE_DECLINE):
        services.decline(**by, reason=DeclineReason.NOT_OURS, words="This is not ours.")
    elif action is _A.SERVE:
        services.serve(**by, **about, summary="Two agreed calls did not come.")
    elif action is _A.PUT_OFF:
        services.put_off(**by, **about, reason="On leave.")
    elif action is _A.NAME_RESPONDENT:
        services.name_respondent(**by, respondent_staff_id=choice.to_name)
    elif action is _A.CONCLUDE:
        services.conclude(**by, findings=_findings(case, choice), remedy="A call.", result="We are sorry.")
    elif action in (_A.UPHOLD_OBJECTION, _A.DISMISS_OBJECTION):
        services.decide_objection(**by, **about, upheld=action is _A.UPHOLD_OBJECTION, grounds="The log.")
    elif action is _A.SEPARATE:
        services.separate(**by, **about, steps=choice.steps)
    elif action is _A.SETTLE:
        services.settle(**by, **DEMANDS[action] | {"agreed": choice.agreed})
    else:
        VERBS[action](**by, **DEMANDS.get(action, {}))


def _findings(case: Case, choice: Choice) -> dict[str, Finding]:
    """Give one finding for everybody named, citing the first piece of evidence there is."""
    cited = next((one.id for one in queries.evidence(case.id)), "")
    measure = Measure.NONE
    if choice.outcome in (Outcome.PARTLY, Outcome.SUBSTANTIATED) and choice.severity is Severity.MINOR:
        measure = Measure.TRAINING
    found = Finding(choice.outcome, choice.severity, "The log shows it.", cited, measure)
    return {one.id: found for one in queries.respondents(case.id)} if cited else {}
