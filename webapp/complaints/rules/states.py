"""States, actors and actions of a case (complaints.md §2). Nothing else exists."""

from __future__ import annotations

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
    APPEALED = "APPEALED"
    APPEAL_DECIDED = "APPEAL_DECIDED"


ENDED = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN})
OPEN = frozenset(State) - ENDED
WORKING = frozenset({State.SUBMITTED, State.ACCEPTED, State.INVESTIGATING})
UNDECIDED = WORKING | {State.WAITING_CLIENT, State.REVIEW}
"""A handler works on it: it can be taken, passed on, stepped back from."""
ANSWERED = frozenset({State.DECIDED, State.APPEAL_DECIDED})
"""Open, and nothing left to do for the company but to wait for the client."""
SIGNED = frozenset({State.DECIDED, State.APPEALED, State.APPEAL_DECIDED, State.CLOSED})
"""There is a signed result."""
CONSEQUENT = SIGNED | {State.WITHDRAWN}
"""What a signed result does to an employee goes on here (S3–S5), also when the client has withdrawn since."""


class Actor(StrEnum):
    """In which capacity somebody acts on this one case."""

    COMPLAINANT = "COMPLAINANT"
    HANDLER = "HANDLER"
    ELIGIBLE = "ELIGIBLE"  # may handle the case, which has no handler
    REVIEWER = "REVIEWER"
    HEADQUARTERS = "HEADQUARTERS"  # of headquarters, without a conflict of interest
    APPEAL_DECIDER = "APPEAL_DECIDER"  # of headquarters, had no part in the case so far
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
    CORRECT = "CORRECT"  # the client says what is wrong with what staff wrote down (T1)
    RESUME = "RESUME"
    REPLY = "REPLY"
    CLOSE = "CLOSE"
    APPEAL = "APPEAL"
    DECIDE_APPEAL = "DECIDE_APPEAL"
    REMAND = "REMAND"  # the appeal sends the case back (T14)
    REOPEN = "REOPEN"
    WITHDRAW = "WITHDRAW"
    CONTINUE = "CONTINUE"  # ex officio, after the client withdrew (T16)
    OBJECT = "OBJECT"  # the employee's appeal against a proposed separation (S3)
    UPHOLD_OBJECTION = "UPHOLD_OBJECTION"
    DISMISS_OBJECTION = "DISMISS_OBJECTION"
    SEPARATE = "SEPARATE"  # the second signature (S4)
    REASSIGN = "REASSIGN"
    LAPSE_STANDBY = "LAPSE_STANDBY"
    BREACH = "BREACH"


AFRESH = frozenset({Action.REMAND, Action.REOPEN, Action.CONTINUE})
"""With these a case begins to be looked into anew: RESULT has a new clock (T14–T16)."""
