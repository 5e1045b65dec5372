"""The one door through which a case changes: compare-and-set on (state, version)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseEvent, Respondent
from webapp.complaints.rules import states
from webapp.complaints.rules.states import Action, Actor, Facts, State, Transition
from webapp.kernel import audit, clock
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _

GUARD_WORDS = {
    "waits_for_second_signature": lambda: _("A second person has to sign this first."),
    "nothing_to_sign": lambda: _("There is nothing to sign."),
    "respondent_not_served": lambda: _("First serve each person named, or say why not yet."),
    "reply_time_runs": lambda: _("A reply is still possible. Wait for it, or until its time is over."),
    "outcome_missing": lambda: _("Each person named needs an outcome, a severity and grounds with evidence."),
    "a_person_is_named": lambda: _("A person is named: this cannot be settled on the spot."),
}


class SomebodyWasFirst(Refusal):
    """The case changed meanwhile; the visitor sees where it stands now."""

    def message(self) -> str:
        return _("Somebody else changed this case meanwhile. Please look again.")


class NotAllowedNow(Refusal):
    """The table has no such transition from here, or a guard forbids it."""

    def __init__(self, guard: str = "") -> None:
        super().__init__(guard)
        self.guard = guard

    def message(self) -> str:
        words = GUARD_WORDS.get(self.guard)
        return words() if words else _("This step is not possible now.")


def facts(case: Case, respondents: list[Respondent], replies_open: int) -> Facts:
    """Gather what the guards need."""
    return Facts(
        respondents=len(respondents),
        unserved=sum(one.served_at is None and not one.put_off_reason for one in respondents),
        undetermined=sum(one.outcome is None or one.evidence_id is None for one in respondents),
        replies_open=replies_open,
        decline_proposed=case.decline_proposed_by is not None,
    )


def move(
    case: Case,
    *,
    action: Action,
    actor: Actor,
    actor_id: str,
    version: int | None = None,
    known: Facts | None = None,
    **columns: Any,
) -> Transition:
    """Do one row of the table: check it exists, check its guard, set the state if nobody was first.

    `version` is what the person saw; None takes the case as it is now. Raises `NotAllowedNow`,
    `SomebodyWasFirst`. Gives the row.
    """
    if version is not None and version != case.version:
        raise SomebodyWasFirst
    before = State(case.state)
    row = states.transition(state=before, action=action, actor=actor)
    if row is None:
        raise NotAllowedNow
    forbidden = states.guard(action, known or Facts())
    if forbidden:
        raise NotAllowedNow(forbidden)
    after = _target(case, row)
    _set(case, before, after, columns)
    _tell_story(case, row, actor, actor_id, before, after)
    return row


def _target(case: Case, row: Transition) -> State:
    if row.rule == "T5" and case.state_before_waiting:
        return State(case.state_before_waiting)
    return row.to or State(case.state)


def _set(case: Case, before: State, after: State, columns: dict[str, Any]) -> None:
    seen = case.version
    done = changed(
        update(Case)
        .where(Case.id == case.id, Case.version == seen, Case.state == before.value)
        .values(state=after.value, version=seen + 1)
    )
    if not done:
        raise SomebodyWasFirst
    db.session.refresh(case, ["state", "version"])
    for name, value in columns.items():
        setattr(case, name, value)


def _tell_story(
    case: Case, row: Transition, actor: Actor, actor_id: str, before: State, after: State
) -> None:
    db.session.add(
        CaseEvent(
            branch_id=case.branch_id,
            case_id=case.id,
            version=case.version,
            rule=row.rule,
            action=row.action.value,
            actor_kind=actor.value,
            actor_id=actor_id,
            state_before=before.value,
            state_after=after.value,
            at=clock.now(),
        )
    )
    audit.record(
        f"complaints.case.{row.action.value.lower()}",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=actor_id,
        details={"rule": row.rule, "version": case.version},
    )


def handled(*, case_id: str, staff_id: str) -> queries.Standing:
    """Give a case to its handler, eligibility checked again; anybody else gets `NotYours`."""
    found = queries.for_staff(case_id=case_id, staff_id=staff_id)
    if found.case.handler_id != staff_id:
        raise NotYours
    return found
