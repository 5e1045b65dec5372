"""The one transition table of a case (complaints.md §2, §3): who may do what where, and what it brings.

The services and the pages read it; `kangyue complaints diagram` draws it into docs/complaints.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.complaints.rules.states import CONSEQUENT, OPEN, UNDECIDED, WORKING, Action, Actor, State


class Effect(StrEnum):
    """What a row brings besides its event and audit entry.

    Those of a clock are done by `services.engine` for every row alike; the others by the row's verb.
    """

    MEET_ACK = "MEET_ACK"
    MEET_ACK_AND_STOP = "MEET_ACK_AND_STOP"
    START_RESULT = "START_RESULT"
    PAUSE_RESULT = "PAUSE_RESULT"
    RESUME_RESULT = "RESUME_RESULT"
    MEET_RESULT = "MEET_RESULT"  # and stop what else runs
    START_REPLY = "START_REPLY"
    MEET_REPLY = "MEET_REPLY"
    MEET_REVIEW = "MEET_REVIEW"  # of each standby, and start the next
    START_APPEAL = "START_APPEAL"
    MEET_APPEAL = "MEET_APPEAL"
    STOP_CLOCKS = "STOP_CLOCKS"
    NEW_HANDLER = "NEW_HANDLER"
    STANDBY = "STANDBY"  # S1, of each respondent
    END_STANDBY = "END_STANDBY"
    FINDINGS = "FINDINGS"  # S2 or S3, of each respondent
    SEPARATION = "SEPARATION"  # S4
    TELL_CLIENT = "TELL_CLIENT"
    TELL_RESPONDENT = "TELL_RESPONDENT"
    TELL_DESK = "TELL_DESK"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `to` None keeps the state (or, for T5, goes back to the one before)."""

    rule: str
    action: Action
    states: frozenset[State]
    to: State | None
    actors: frozenset[Actor]
    effects: tuple[Effect, ...] = ()


def _row(
    rule: str,
    action: Action,
    states: Iterable[State],
    to: State | None,
    actors: Iterable[Actor],
    *effects: Effect,
) -> Transition:
    return Transition(rule, action, frozenset(states), to, frozenset(actors), effects)


_S, _A, _E = State, Action, Effect
_CLIENT, _HANDLER, _REVIEWER = (Actor.COMPLAINANT,), (Actor.HANDLER,), (Actor.REVIEWER,)
_SYSTEM, _RESPONDENT, _DECIDER = (Actor.SYSTEM,), (Actor.RESPONDENT,), (Actor.APPEAL_DECIDER,)
_HEADQUARTERS = (Actor.HEADQUARTERS,)
_LOOKED_INTO = {_S.ACCEPTED, _S.INVESTIGATING}
_ON_STANDBY = UNDECIDED - {_S.SUBMITTED}
_AGAIN = (_E.START_RESULT, _E.NEW_HANDLER)

TABLE: tuple[Transition, ...] = (
    _row("T1", _A.TAKE, UNDECIDED, None, (Actor.ELIGIBLE,), _E.NEW_HANDLER),
    _row("T1", _A.REASSIGN, UNDECIDED, None, _SYSTEM, _E.NEW_HANDLER, _E.TELL_DESK),
    _row("T1", _A.CORRECT, UNDECIDED, None, _CLIENT, _E.TELL_DESK),
    _row(
        "T2", _A.ACCEPT, {_S.SUBMITTED}, _S.ACCEPTED, (*_HANDLER, *_SYSTEM),
        _E.MEET_ACK, _E.STANDBY, _E.TELL_CLIENT,
    ),
    _row("T3", _A.DECLINE, {_S.SUBMITTED}, _S.DECLINED, _HANDLER, _E.MEET_ACK_AND_STOP, _E.TELL_CLIENT),
    _row("T3", _A.PROPOSE_DECLINE, {_S.SUBMITTED}, None, _HANDLER),
    _row(
        "T3", _A.SIGN_DECLINE, {_S.SUBMITTED}, _S.DECLINED, _REVIEWER,
        _E.MEET_ACK_AND_STOP, _E.TELL_CLIENT,
    ),
    _row("T6", _A.INVESTIGATE, {_S.ACCEPTED}, _S.INVESTIGATING, _HANDLER),
    _row("T8", _A.CONCLUDE, {_S.INVESTIGATING}, _S.REVIEW, _HANDLER, _E.TELL_DESK),
    _row("T11", _A.SETTLE, {_S.INVESTIGATING}, _S.DECIDED, _HANDLER, _E.MEET_RESULT, _E.TELL_CLIENT),
    _row(
        "T10", _A.DECIDE, {_S.REVIEW}, _S.DECIDED, _REVIEWER,
        _E.MEET_RESULT, _E.FINDINGS, _E.TELL_RESPONDENT, _E.TELL_CLIENT,
    ),
    _row("T9", _A.SEND_BACK, {_S.REVIEW}, _S.INVESTIGATING, _REVIEWER, _E.TELL_DESK),
    _row("T6", _A.SERVE, _LOOKED_INTO, None, _HANDLER, _E.START_REPLY, _E.TELL_RESPONDENT),
    _row("T6", _A.PUT_OFF, _LOOKED_INTO, None, _HANDLER),
    _row("T4", _A.ASK_CLIENT, WORKING, _S.WAITING_CLIENT, _HANDLER, _E.PAUSE_RESULT, _E.TELL_CLIENT),
    _row("§4", _A.EXTEND, _LOOKED_INTO, None, _HANDLER, _E.TELL_CLIENT),
    _row("T7", _A.ADD_EVIDENCE, _LOOKED_INTO, None, _HANDLER),
    _row("T7", _A.ADD_EVIDENCE, UNDECIDED | {_S.APPEALED}, None, _CLIENT, _E.TELL_DESK),
    _row("T7", _A.ADD_EVIDENCE, {*_LOOKED_INTO, _S.WAITING_CLIENT}, None, _RESPONDENT, _E.TELL_DESK),
    _row("T7", _A.NAME_RESPONDENT, WORKING, None, _HANDLER, _E.STANDBY),
    _row("S1", _A.RENEW_STANDBY, _ON_STANDBY, None, (*_HANDLER, *_REVIEWER), _E.MEET_REVIEW),
    _row("S1", _A.LAPSE_STANDBY, _ON_STANDBY, None, _SYSTEM, _E.END_STANDBY, _E.TELL_RESPONDENT),
    _row("§5", _A.RECUSE, UNDECIDED, None, _HANDLER, _E.NEW_HANDLER, _E.TELL_DESK),
    _row("T5", _A.ANSWER, {_S.WAITING_CLIENT}, None, _CLIENT, _E.RESUME_RESULT, _E.TELL_DESK),
    _row("T5", _A.RESUME, {_S.WAITING_CLIENT}, None, _SYSTEM, _E.RESUME_RESULT),
    _row("T7", _A.REPLY, {*_LOOKED_INTO, _S.WAITING_CLIENT}, None, _RESPONDENT, _E.MEET_REPLY, _E.TELL_DESK),
    _row("T12", _A.CLOSE, {_S.DECIDED}, _S.CLOSED, (*_CLIENT, *_SYSTEM)),
    _row("T13", _A.APPEAL, {_S.DECIDED, _S.DECLINED}, _S.APPEALED, _CLIENT, _E.START_APPEAL, _E.TELL_DESK),
    _row("T14", _A.DECIDE_APPEAL, {_S.APPEALED}, _S.APPEAL_DECIDED, _DECIDER, _E.MEET_APPEAL, _E.TELL_CLIENT),
    _row(
        "T14", _A.REMAND, {_S.APPEALED}, _S.INVESTIGATING, _DECIDER,
        _E.MEET_APPEAL, *_AGAIN, _E.STANDBY, _E.TELL_CLIENT,
    ),
    _row("T14", _A.CLOSE, {_S.APPEAL_DECIDED}, _S.CLOSED, (*_CLIENT, *_SYSTEM)),
    _row(
        "T15", _A.REOPEN, {_S.DECIDED, _S.CLOSED}, _S.INVESTIGATING,
        (*_CLIENT, *_REVIEWER, *_HEADQUARTERS), *_AGAIN, _E.TELL_CLIENT,
    ),
    _row(
        "T16", _A.WITHDRAW, OPEN - {_S.APPEAL_DECIDED}, _S.WITHDRAWN, _CLIENT,
        _E.STOP_CLOCKS, _E.END_STANDBY, _E.TELL_RESPONDENT, _E.TELL_DESK,
    ),
    _row(
        "T16", _A.CONTINUE, {_S.WITHDRAWN}, _S.INVESTIGATING, _HEADQUARTERS,
        *_AGAIN, _E.STANDBY, _E.TELL_CLIENT,
    ),
    _row("T17", _A.BREACH, OPEN, None, _SYSTEM, _E.TELL_DESK),
    _row("S3", _A.OBJECT, CONSEQUENT, None, _RESPONDENT, _E.TELL_DESK),
    _row("S5", _A.UPHOLD_OBJECTION, CONSEQUENT, None, _DECIDER, _E.END_STANDBY, _E.TELL_RESPONDENT),
    _row("S3", _A.DISMISS_OBJECTION, CONSEQUENT, None, _DECIDER, _E.TELL_RESPONDENT),
    _row("S4", _A.SEPARATE, CONSEQUENT, None, _HEADQUARTERS, _E.SEPARATION, _E.TELL_RESPONDENT),
)  # fmt: skip


def transition(*, state: State, action: Action, actor: Actor) -> Transition | None:
    """Give the row that lets `actor` do `action` in `state`; None means it does not exist."""
    for row in TABLE:
        if row.action is action and state in row.states and actor in row.actors:
            return row
    return None
