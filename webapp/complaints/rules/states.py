"""States, actions and the one transition table of a case (complaints.md §2). Nothing else exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    INVESTIGATING = "INVESTIGATING"
    WAITING_CLIENT = "WAITING_CLIENT"
    REVIEW = "REVIEW"
    DECIDED = "DECIDED"
    CLOSED = "CLOSED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


OPEN = frozenset(
    {State.SUBMITTED, State.ACCEPTED, State.INVESTIGATING, State.WAITING_CLIENT, State.REVIEW, State.DECIDED}
)
ENDED = frozenset(State) - OPEN


class Actor(StrEnum):
    """In which capacity somebody acts on this one case."""

    COMPLAINANT = "COMPLAINANT"
    HANDLER = "HANDLER"
    ELIGIBLE = "ELIGIBLE"  # may handle the case, which has no handler
    REVIEWER = "REVIEWER"
    RESPONDENT = "RESPONDENT"
    SYSTEM = "SYSTEM"


class Action(StrEnum):
    """What can be done with a case."""

    TAKE = "TAKE"
    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    PROPOSE_DECLINE = "PROPOSE_DECLINE"
    SIGN_DECLINE = "SIGN_DECLINE"
    INVESTIGATE = "INVESTIGATE"
    CONCLUDE = "CONCLUDE"
    SETTLE = "SETTLE"
    DECIDE = "DECIDE"
    SEND_BACK = "SEND_BACK"
    SERVE = "SERVE"
    PUT_OFF = "PUT_OFF"
    EXTEND = "EXTEND"
    ASK_CLIENT = "ASK_CLIENT"
    ADD_EVIDENCE = "ADD_EVIDENCE"
    NAME_RESPONDENT = "NAME_RESPONDENT"
    RENEW_STANDBY = "RENEW_STANDBY"
    RECUSE = "RECUSE"
    ANSWER = "ANSWER"
    RESUME = "RESUME"
    REPLY = "REPLY"
    CLOSE = "CLOSE"
    WITHDRAW = "WITHDRAW"
    REASSIGN = "REASSIGN"
    LAPSE_STANDBY = "LAPSE_STANDBY"
    BREACH = "BREACH"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `to` None keeps the state (or, for T5, goes back to the one before)."""

    rule: str
    action: Action
    states: frozenset[State]
    to: State | None
    actors: frozenset[Actor]


def _row(rule: str, action: Action, states: Iterable[State], to: State | None, *actors: Actor) -> Transition:
    return Transition(rule, action, frozenset(states), to, frozenset(actors))


_S, _A = State, Action
_CLIENT, _HANDLER, _REVIEWER, _SYSTEM = Actor.COMPLAINANT, Actor.HANDLER, Actor.REVIEWER, Actor.SYSTEM
_WORKING = {_S.SUBMITTED, _S.ACCEPTED, _S.INVESTIGATING}
_UNDECIDED = _WORKING | {_S.WAITING_CLIENT, _S.REVIEW}
_ON_STANDBY = _UNDECIDED - {_S.SUBMITTED}

TABLE: tuple[Transition, ...] = (
    _row("T1", _A.TAKE, _UNDECIDED, None, Actor.ELIGIBLE),
    _row("T1", _A.REASSIGN, _UNDECIDED, None, _SYSTEM),
    _row("T2", _A.ACCEPT, {_S.SUBMITTED}, _S.ACCEPTED, _HANDLER, _SYSTEM),
    _row("T3", _A.DECLINE, {_S.SUBMITTED}, _S.DECLINED, _HANDLER),
    _row("T3", _A.PROPOSE_DECLINE, {_S.SUBMITTED}, None, _HANDLER),
    _row("T3", _A.SIGN_DECLINE, {_S.SUBMITTED}, _S.DECLINED, _REVIEWER),
    _row("T6", _A.INVESTIGATE, {_S.ACCEPTED}, _S.INVESTIGATING, _HANDLER),
    _row("T8", _A.CONCLUDE, {_S.INVESTIGATING}, _S.REVIEW, _HANDLER),
    _row("T11", _A.SETTLE, {_S.INVESTIGATING}, _S.DECIDED, _HANDLER),
    _row("T10", _A.DECIDE, {_S.REVIEW}, _S.DECIDED, _REVIEWER),
    _row("T9", _A.SEND_BACK, {_S.REVIEW}, _S.INVESTIGATING, _REVIEWER),
    _row("T6", _A.SERVE, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T6", _A.PUT_OFF, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T4", _A.ASK_CLIENT, _WORKING, _S.WAITING_CLIENT, _HANDLER),
    _row("§4", _A.EXTEND, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T7", _A.ADD_EVIDENCE, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T7", _A.NAME_RESPONDENT, _WORKING, None, _HANDLER),
    _row("S1", _A.RENEW_STANDBY, _ON_STANDBY, None, _HANDLER, _REVIEWER),
    _row("S1", _A.LAPSE_STANDBY, _ON_STANDBY, None, _SYSTEM),
    _row("§5", _A.RECUSE, _UNDECIDED, None, _HANDLER),
    _row("T5", _A.ANSWER, {_S.WAITING_CLIENT}, None, _CLIENT),
    _row("T5", _A.RESUME, {_S.WAITING_CLIENT}, None, _SYSTEM),
    _row("T7", _A.REPLY, {_S.ACCEPTED, _S.INVESTIGATING, _S.WAITING_CLIENT}, None, Actor.RESPONDENT),
    _row("T12", _A.CLOSE, {_S.DECIDED}, _S.CLOSED, _CLIENT, _SYSTEM),
    _row("T16", _A.WITHDRAW, _UNDECIDED, _S.WITHDRAWN, _CLIENT),
    _row("T17", _A.BREACH, OPEN, None, _SYSTEM),
)


def transition(*, state: State, action: Action, actor: Actor) -> Transition | None:
    """Give the row that lets `actor` do `action` in `state`; None means it does not exist."""
    for row in TABLE:
        if row.action is action and state in row.states and actor in row.actors:
            return row
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards need to know about a case."""

    handled: bool = False
    respondents: int = 0
    unserved: int = 0  # known respondents not served
    put_off: int = 0  # of these, how many "not yet" with a reason whose time is not over
    undetermined: int = 0  # respondents without outcome, severity and grounds that cite evidence
    replies_open: int = 0  # served respondents whose reply is neither in nor over its time
    standing_by: int = 0  # respondents with an open order
    evidence: int = 0
    decline_proposed: bool = False
    remedy: bool = False
    extended: bool = False  # RESULT was given more time already
    overdue: bool = False  # RESULT is past its day


def guard(action: Action, facts: Facts) -> str:
    """Say which guard of the table forbids `action`; "" when none does.

    T3: a named person needs a second signature. T6: every known respondent served, or not yet with a
    reason. T8: reply in or its time over, and something to cite for each person. T10: an outcome for
    each and a remedy. T11: nobody named. §4: more time once, and before the result is due.
    """
    return _GUARDS[action](facts) if action in _GUARDS else ""


def _conclude(facts: Facts) -> str:
    if facts.unserved:
        return "respondent_not_served"
    if facts.replies_open:
        return "reply_time_runs"
    return "evidence_missing" if facts.respondents and not facts.evidence else ""


def _decide(facts: Facts) -> str:
    if facts.undetermined:
        return "outcome_missing"
    return "" if facts.remedy else "remedy_missing"


def _extend(facts: Facts) -> str:
    if facts.extended:
        return "extended_already"
    return "extended_too_late" if facts.overdue else ""


def _propose(facts: Facts) -> str:
    if not facts.respondents:
        return "nobody_named"
    return "waits_for_second_signature" if facts.decline_proposed else ""


_GUARDS: dict[Action, Callable[[Facts], str]] = {
    Action.TAKE: lambda facts: "handled_already" if facts.handled else "",
    Action.DECLINE: lambda facts: "second_signature_needed" if facts.respondents else "",
    Action.PROPOSE_DECLINE: _propose,
    Action.SIGN_DECLINE: lambda facts: "" if facts.decline_proposed else "nothing_to_sign",
    Action.INVESTIGATE: lambda facts: "respondent_not_served" if facts.unserved > facts.put_off else "",
    Action.SERVE: lambda facts: "" if facts.unserved else "nobody_to_serve",
    Action.PUT_OFF: lambda facts: "" if facts.unserved > facts.put_off else "nobody_to_serve",
    Action.EXTEND: _extend,
    Action.CONCLUDE: _conclude,
    Action.DECIDE: _decide,
    Action.SETTLE: lambda facts: "a_person_is_named" if facts.respondents else "",
    Action.RENEW_STANDBY: lambda facts: "" if facts.standing_by else "nobody_on_standby",
}


def allowed(*, state: State, actors: Iterable[Actor], facts: Facts) -> list[Action]:
    """Give what somebody in these capacities may do now, in the order of the table."""
    capacities = frozenset(actors)
    return [
        row.action
        for row in TABLE
        if state in row.states and capacities & row.actors and not guard(row.action, facts)
    ]
