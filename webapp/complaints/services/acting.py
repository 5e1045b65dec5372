"""How staff act on a case: open it again with every check, then do one row of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.complaints import queries
from webapp.complaints.models import Case, Respondent, Separation
from webapp.complaints.queries import Dossier
from webapp.complaints.rules import clocks, guards
from webapp.complaints.rules.categories import Kind
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import engine
from webapp.complaints.services.refusals import NotAllowedNow
from webapp.kernel import clock
from webapp.kernel.errors import NotYours


def opened(*, case_id: str, staff_id: str, beside: str = "") -> Dossier:
    """Give a case to somebody who is eligible at this very moment, else `NotYours` (§5).

    `beside` is a further staff member whose place the step asks for.
    """
    return queries.dossier(case_id=case_id, staff_id=staff_id, with_people=frozenset({beside} - {""}))


def facts(case: Case, named: list[Respondent], *, replies_open: int = 0, evidence: int = 0) -> Facts:
    """Gather what the guards need."""
    today = clock.today()
    unserved = [one for one in named if one.served_at is None]
    return Facts(
        handled=case.handler_id is not None,
        suggestion=case.kind == Kind.SUGGESTION,
        respondents=len(named),
        unserved=len(unserved),
        put_off=sum(one.put_off_until is not None and one.put_off_until >= today for one in unserved),
        may_put_off=sum(one.put_off_until is None for one in unserved),
        undetermined=sum(one.outcome is None for one in named),
        replies_open=replies_open,
        standing_by=sum(one.stands_by for one in named),
        evidence=evidence,
        decline_proposed=case.decline_proposed_by is not None,
        remedy=bool(case.remedy and case.result),
        extended=case.extended_days is not None,
        overdue=today > case.due_on,
    )


def allowed(found: Dossier, known: Facts, separations: Sequence[Separation] = ()) -> list[Action]:
    """Give what this person may do now: the only buttons a page shows."""
    state = State(found.case.state)
    facts = [known, *(of_separation(row, known, who=found.me.id) for row in separations)]
    steps = {step for one in facts for step in guards.allowed(state=state, actors=found.actors, facts=one)}
    return [step for step in Action if step in steps]


def of_separation(row: Separation | None, known: Facts, *, who: str = "") -> Facts:
    """Add to what is known of a case what the guards ask about one proposed separation."""
    if row is None:
        return known
    return replace(
        known,
        proposed=row.signed_by is None and row.dropped_at is None and not row.upheld,
        objected=row.objected_at is not None,
        objection_open=row.objected_at is not None and row.upheld is None,
        objection_over=clock.today() > row.object_until,
        signed_first=row.proposed_by == who,
    )


def act(
    found: Dossier,
    action: Action,
    actor: Actor,
    version: int,
    *,
    subject: str = "",
    known: Facts | None = None,
    **columns: Any,
) -> None:
    """Do one row of the table as this person. `known` has what a guard asks for beyond the dossier.

    Raises `NotYours`, `NotAllowedNow`, `SomebodyWasFirst`.
    """
    if actor not in found.actors:
        raise NotAllowedNow if found.actors else NotYours
    engine.move(
        found.case,
        action=action,
        actor=actor,
        staff_id=found.me.id,
        version=version,
        known=known or facts(found.case, found.respondents),
        subject=subject,
        **columns,
    )


def one_of(found: Dossier, respondent_id: str) -> Respondent:
    """Give a respondent of this case, else `NotYours`."""
    for one in found.respondents:
        if one.id == respondent_id:
            return one
    raise NotYours


def facts_of_client(case: Case) -> Facts:
    """Gather what the guards ask of the client's own steps."""
    today = clock.today()
    return Facts(
        copy_open=case.copy_open,
        appealed=queries.appeal(case.id) is not None,
        window_over=case.window_until is not None and case.window_until < today,
        too_old=_ended_on(case) is not None and today > clocks.reopen_until(_ended_on(case) or today),
        ex_officio=case.ex_officio,
    )


def _ended_on(case: Case) -> date | None:
    ended = case.closed_at or case.decided_at
    return clock.local(ended).date() if ended else None
