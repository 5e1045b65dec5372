"""How staff act on a case: open it again with every check, then do one row of the table."""

from __future__ import annotations

from typing import Any

from webapp.complaints import queries
from webapp.complaints.models import Case, Respondent
from webapp.complaints.queries import Dossier
from webapp.complaints.rules import states
from webapp.complaints.rules.states import Action, Actor, Facts, State
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
        respondents=len(named),
        unserved=len(unserved),
        put_off=sum(one.put_off_until is not None and one.put_off_until >= today for one in unserved),
        undetermined=sum(one.outcome is None for one in named),
        replies_open=replies_open,
        standing_by=sum(one.order_id is not None for one in named),
        evidence=evidence,
        decline_proposed=case.decline_proposed_by is not None,
        remedy=bool(case.remedy and case.result),
        extended=case.extended_days is not None,
        overdue=today > case.due_on,
    )


def allowed(found: Dossier, known: Facts) -> list[Action]:
    """Give what this person may do now: the only buttons a page shows."""
    return states.allowed(state=State(found.case.state), actors=found.actors, facts=known)


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
