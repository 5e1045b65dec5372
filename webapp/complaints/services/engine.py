"""The one door through which a case changes: compare-and-set on (state, version)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from webapp.complaints import queries
from webapp.complaints.models import Case, CaseClock, CaseEvent
from webapp.complaints.rules import guards, table
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.rules.table import Effect, Transition
from webapp.complaints.services import timing
from webapp.complaints.services.refusals import NotAllowedNow, SomebodyWasFirst
from webapp.kernel import audit, clock, crypto
from webapp.kernel.db import changed, db


def move(
    case: Case,
    *,
    action: Action,
    actor: Actor,
    staff_id: str | None = None,
    version: int | None = None,
    known: Facts | None = None,
    subject: str = "",
    newborn: bool = False,
    **columns: Any,
) -> Transition:
    """Do one row of the table: check it exists, check its guard, set the state if nobody was first.

    `version` is what the person saw; None takes the case as it is now. `columns` of the case change in
    the same statement; the row's clocks are met, stopped or started, and before a promise ends or stands still it is
    written down if it was missed (T17); a `newborn` case was made with clocks that are right. Raises `NotAllowedNow`, `SomebodyWasFirst`. Gives the row.
    """
    if version is not None and version != case.version:
        raise SomebodyWasFirst
    before = State(case.state)
    row = table.transition(state=before, action=action, actor=actor)
    if row is None:
        raise NotAllowedNow
    forbidden = guards.guard(action, known, actor) if known else ""
    if forbidden:
        raise NotAllowedNow(forbidden)
    if timing.ENDING.intersection(row.effects) and not newborn:
        _write_missed(case)
    elif Effect.PAUSE_RESULT in row.effects and clock.today() > case.due_on:
        _write_missed(case, Clock.RESULT)
    _set(case, before, _target(case, row), columns)
    tell_story(case, row, actor, staff_id, before.value, subject)
    for effect in row.effects:
        if effect in timing.EFFECTS and not newborn:
            timing.EFFECTS[effect](case)
    return row


def _write_missed(case: Case, *kinds: Clock) -> None:
    """Write the breaches of a case that no timer has found yet: meeting a promise late hides nothing."""
    for missed in queries.overdue_clocks(today=clock.today(), case_id=case.id):
        if not kinds or missed.kind in kinds:
            breach(case, missed)


def breach(case: Case, missed: CaseClock) -> bool:
    """Write one breach, once per clock (T17); gives whether it was new."""
    first = (CaseClock.id == missed.id, CaseClock.breached_at.is_(None))
    if not changed(update(CaseClock).where(*first).values(breached_at=clock.now())):
        return False
    move(case, action=Action.BREACH, actor=Actor.SYSTEM, subject=missed.kind, escalated=case.escalated + 1)
    return True


def _target(case: Case, row: Transition) -> State:
    if row.rule == "T5" and case.state_before_waiting:
        return State(case.state_before_waiting)
    return row.to or State(case.state)


def _set(case: Case, before: State, after: State, columns: dict[str, Any]) -> None:
    columns |= {"state": after.value, "version": case.version + 1}
    if before is State.WAITING_CLIENT and after is not before:
        columns |= {"state_before_waiting": None, "waits_until": None}
    guarded = update(Case).where(Case.id == case.id, Case.version == case.version, Case.state == before.value)
    if not changed(guarded.values(**{name: _bound(case, name, value) for name, value in columns.items()})):
        raise SomebodyWasFirst
    for name, value in columns.items():
        set_committed_value(case, name, _bound(case, name, value))


def _bound(case: Case, name: str, value: Any) -> Any:
    """Bind sealed columns to the row, as `update` wants it."""
    sealed = isinstance(Case.__table__.c[name].type, crypto.Secret)
    return crypto.for_row(value, case.id) if sealed else value


def tell_story(
    case: Case, row: Transition, actor: Actor, staff_id: str | None, before: str, subject: str = ""
) -> None:
    """Write the event and the audit entry of one step."""
    event = CaseEvent(
        branch_id=case.branch_id,
        case_id=case.id,
        version=case.version,
        rule=row.rule,
        action=row.action.value,
        actor_kind=actor.value,
        staff_id=staff_id,
        subject=subject,
        state_before=before,
        state_after=case.state,
        at=clock.now(),
    )
    db.session.add(event)
    audit.record(
        f"complaints.case.{row.action.value.lower()}",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=staff_id or ((case.client_id or "") if actor is Actor.COMPLAINANT else ""),
        details={"rule": row.rule, "version": case.version, "event": queries.fingerprint(event)},
    )
