"""The guards of the table (complaints.md §2): what stands in the way of an action, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.rules.table import TABLE


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards need to know about a case; of a separation, about one respondent."""

    handled: bool = False
    copy_open: bool = False  # what staff wrote down, and the client has neither confirmed nor corrected
    suggestion: bool = False
    respondents: int = 0
    unserved: int = 0  # known respondents not served
    put_off: int = 0  # of these, how many "not yet" with a reason whose time is not over
    may_put_off: int = 0  # of these, how many were never put off
    undetermined: int = 0  # respondents without outcome, severity and grounds that cite evidence
    replies_open: int = 0  # served respondents whose reply is neither in nor over its time
    standing_by: int = 0  # respondents with an open order
    evidence: int = 0
    decline_proposed: bool = False
    remedy: bool = False
    agreed: bool = True  # the client agrees with what is settled, and the matter is minor
    extended: bool = False  # RESULT was given more time already
    overdue: bool = False  # RESULT is past its day
    appealed: bool = False  # once already
    window_over: bool = False  # the client's time to appeal
    too_old: bool = False  # the client's six months to have it opened again
    ex_officio: bool = False  # headquarters went on after the client withdrew
    proposed: bool = False  # a separation is proposed and not signed
    objected: bool = False  # the employee appealed against it
    objection_open: bool = False  # and nobody has decided that
    objection_over: bool = False  # the employee's time to appeal
    signed_first: bool = False  # this person signed S3


Guard = Callable[[Facts], bool]

FORBIDS: dict[str, Guard] = {
    "handled_already": lambda facts: facts.handled,
    "nothing_to_correct": lambda facts: not facts.copy_open,
    "second_signature_needed": lambda facts: facts.respondents > 0,
    "nobody_named": lambda facts: not facts.respondents,
    "waits_for_second_signature": lambda facts: facts.decline_proposed,
    "nothing_to_sign": lambda facts: not facts.decline_proposed,
    "respondent_not_served": lambda facts: facts.unserved > facts.put_off,
    "somebody_not_served": lambda facts: facts.unserved > 0,
    "nobody_to_serve": lambda facts: not facts.unserved,
    "nobody_to_put_off": lambda facts: not facts.may_put_off,
    "extended_already": lambda facts: facts.extended,
    "extended_too_late": lambda facts: facts.overdue,
    "reply_time_runs": lambda facts: facts.replies_open > 0,
    "evidence_missing": lambda facts: bool(facts.respondents) and not facts.evidence,
    "outcome_missing": lambda facts: facts.undetermined > 0,
    "remedy_missing": lambda facts: not facts.remedy,
    "a_person_is_named": lambda facts: facts.respondents > 0,
    "not_agreed": lambda facts: not facts.agreed,
    "nobody_on_standby": lambda facts: not facts.standing_by,
    "suggestions_name_nobody": lambda facts: facts.suggestion,
    "appealed_already": lambda facts: facts.appealed,
    "window_over": lambda facts: facts.window_over,
    "too_old": lambda facts: facts.too_old,
    "goes_on_ex_officio": lambda facts: facts.ex_officio,
    "no_separation": lambda facts: not facts.proposed,
    "objected_already": lambda facts: facts.objected,
    "objection_too_late": lambda facts: facts.objection_over,
    "no_objection": lambda facts: not facts.objection_open,
    "objection_undecided": lambda facts: facts.objection_open,
    "objection_time_runs": lambda facts: not facts.objected and not facts.objection_over,
    "signed_already": lambda facts: facts.signed_first,
}
"""Guard → whether the facts make it forbid. The words for people: services.refusals.GUARD_WORDS."""

GUARDS: dict[Action, tuple[str, ...]] = {
    Action.TAKE: ("handled_already",),
    Action.CORRECT: ("nothing_to_correct",),
    Action.DECLINE: ("second_signature_needed",),
    Action.PROPOSE_DECLINE: ("nobody_named", "waits_for_second_signature"),
    Action.SIGN_DECLINE: ("nothing_to_sign",),
    Action.INVESTIGATE: ("respondent_not_served",),
    Action.SERVE: ("nobody_to_serve",),
    Action.PUT_OFF: ("nobody_to_put_off",),
    Action.EXTEND: ("extended_already", "extended_too_late"),
    Action.NAME_RESPONDENT: ("suggestions_name_nobody",),
    Action.CONCLUDE: ("somebody_not_served", "reply_time_runs", "evidence_missing"),
    Action.DECIDE: ("outcome_missing", "remedy_missing"),
    Action.SETTLE: ("a_person_is_named", "not_agreed"),
    Action.RENEW_STANDBY: ("nobody_on_standby",),
    Action.APPEAL: ("appealed_already", "window_over"),
    Action.WITHDRAW: ("goes_on_ex_officio",),
    Action.OBJECT: ("no_separation", "objected_already", "objection_too_late"),
    Action.UPHOLD_OBJECTION: ("no_separation", "no_objection"),
    Action.DISMISS_OBJECTION: ("no_separation", "no_objection"),
    Action.SEPARATE: ("no_separation", "signed_already", "objection_undecided", "objection_time_runs"),
}
"""Action → its guards, in the order in which they are asked."""

OF_ONE_ACTOR: dict[tuple[Action, Actor], tuple[str, ...]] = {
    (Action.REOPEN, Actor.COMPLAINANT): ("too_old",),
}
"""Guards that hold for one kind of actor only (T15: the client's six months)."""


def guard(action: Action, facts: Facts, actor: Actor | None = None) -> str:
    """Name the first guard that forbids `action` (to `actor`); "" when none does."""
    names = GUARDS.get(action, ())
    if actor is not None:
        names += OF_ONE_ACTOR.get((action, actor), ())
    return next((name for name in names if FORBIDS[name](facts)), "")


def allowed(*, state: State, actors: Iterable[Actor], facts: Facts) -> list[Action]:
    """Give what somebody in these capacities may do now, in the order of the table."""
    capacities = frozenset(actors)
    return [
        row.action
        for row in TABLE
        if state in row.states and any(not guard(row.action, facts, one) for one in capacities & row.actors)
    ]
