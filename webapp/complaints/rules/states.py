"""States, actions and the one transition table of a case (complaints.md §2). Nothing else exists."""

from __future__ import annotations

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
    REVIEWER = "REVIEWER"
    RESPONDENT = "RESPONDENT"
    SYSTEM = "SYSTEM"


class Action(StrEnum):
    """What can be done with a case."""

    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    SIGN_DECLINE = "SIGN_DECLINE"
    ASK_CLIENT = "ASK_CLIENT"
    ANSWER = "ANSWER"
    RESUME = "RESUME"
    SERVE = "SERVE"
    INVESTIGATE = "INVESTIGATE"
    NAME_RESPONDENT = "NAME_RESPONDENT"
    ADD_EVIDENCE = "ADD_EVIDENCE"
    REPLY = "REPLY"
    CONCLUDE = "CONCLUDE"
    SEND_BACK = "SEND_BACK"
    DECIDE = "DECIDE"
    SETTLE = "SETTLE"
    CLOSE = "CLOSE"
    WITHDRAW = "WITHDRAW"
    BREACH = "BREACH"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `to` None keeps the state (or, for T5, goes back to the one before)."""

    rule: str
    action: Action
    states: frozenset[State]
    to: State | None
    actors: frozenset[Actor]


def _row(rule: str, action: Action, states: set[State], to: State | None, *actors: Actor) -> Transition:
    return Transition(rule, action, frozenset(states), to, frozenset(actors))


_S, _A = State, Action
_HANDLER, _REVIEWER, _SYSTEM = Actor.HANDLER, Actor.REVIEWER, Actor.SYSTEM
_WORKING = {_S.SUBMITTED, _S.ACCEPTED, _S.INVESTIGATING}

TABLE: tuple[Transition, ...] = (
    _row("T2", _A.ACCEPT, {_S.SUBMITTED}, _S.ACCEPTED, _HANDLER, _SYSTEM),
    _row("T3", _A.DECLINE, {_S.SUBMITTED}, _S.DECLINED, _HANDLER),
    _row("T3", _A.SIGN_DECLINE, {_S.SUBMITTED}, _S.DECLINED, _REVIEWER),
    _row("T4", _A.ASK_CLIENT, _WORKING, _S.WAITING_CLIENT, _HANDLER),
    _row("T5", _A.ANSWER, {_S.WAITING_CLIENT}, None, Actor.COMPLAINANT),
    _row("T5", _A.RESUME, {_S.WAITING_CLIENT}, None, _SYSTEM),
    _row("T6", _A.SERVE, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T6", _A.INVESTIGATE, {_S.ACCEPTED}, _S.INVESTIGATING, _HANDLER),
    _row("T7", _A.ADD_EVIDENCE, {_S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T7", _A.NAME_RESPONDENT, {_S.SUBMITTED, _S.ACCEPTED, _S.INVESTIGATING}, None, _HANDLER),
    _row("T7", _A.REPLY, {_S.ACCEPTED, _S.INVESTIGATING, _S.WAITING_CLIENT}, None, Actor.RESPONDENT),
    _row("T8", _A.CONCLUDE, {_S.INVESTIGATING}, _S.REVIEW, _HANDLER),
    _row("T9", _A.SEND_BACK, {_S.REVIEW}, _S.INVESTIGATING, _REVIEWER),
    _row("T10", _A.DECIDE, {_S.REVIEW}, _S.DECIDED, _REVIEWER),
    _row("T11", _A.SETTLE, {_S.INVESTIGATING}, _S.DECIDED, _HANDLER),
    _row("T12", _A.CLOSE, {_S.DECIDED}, _S.CLOSED, Actor.COMPLAINANT, _SYSTEM),
    _row("T16", _A.WITHDRAW, _WORKING | {_S.WAITING_CLIENT, _S.REVIEW}, _S.WITHDRAWN, Actor.COMPLAINANT),
    _row("T17", _A.BREACH, set(OPEN), None, _SYSTEM),
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

    respondents: int = 0
    unserved: int = 0  # known respondents neither served nor put off with a reason
    undetermined: int = 0  # respondents without outcome, severity and grounds that cite evidence
    replies_open: int = 0  # served respondents whose reply is neither in nor over its time
    serious: bool = False
    decline_proposed: bool = False
    agreed_on_the_spot: bool = False


def guard(action: Action, facts: Facts) -> str:
    """Say which guard of the table forbids `action`; "" when none does.

    T3: a named person needs a second signature. T6: every known respondent served, or not yet with a
    reason. T8: outcome, severity and grounds citing evidence for each; reply in or its time over.
    T11: nobody named.
    """
    if action is Action.DECLINE and facts.respondents and facts.decline_proposed:
        return "waits_for_second_signature"
    if action is Action.SIGN_DECLINE and not facts.decline_proposed:
        return "nothing_to_sign"
    if action is Action.INVESTIGATE and facts.unserved:
        return "respondent_not_served"
    if action is Action.CONCLUDE:
        return _conclude_guard(facts)
    if action is Action.SETTLE and facts.respondents:
        return "a_person_is_named"
    return ""


def _conclude_guard(facts: Facts) -> str:
    if facts.replies_open:
        return "reply_time_runs"
    return "outcome_missing" if facts.undetermined else ""


def allowed(*, state: State, actor: Actor, facts: Facts) -> list[Action]:
    """Give what `actor` may do now, in the order of the table."""
    found: list[Action] = []
    for row in TABLE:
        fits = state in row.states and actor in row.actors and not guard(row.action, facts)
        if fits and row.action not in found:
            found.append(row.action)
    return found
