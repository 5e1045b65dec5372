"""The client's appeal, and what headquarters decides about it: T13, T14."""

from __future__ import annotations

from typing import Any

from webapp.complaints import queries
from webapp.complaints.models import Appeal, Case
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.appeals import Ruling
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, engine, opening, reopening, routing, telling, timing
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


def appeal(*, case_id: str, client_id: str, words: str, language: str) -> None:
    """Appeal against a result or a refusal (T13): once, in the window; somebody new decides at headquarters."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    engine.move(case, action=Action.APPEAL, actor=Actor.COMPLAINANT, known=acting.facts_of_client(case))
    db.session.add(
        Appeal(
            branch_id=case.branch_id,
            case_id=case.id,
            words=words,
            language=language,
            handler_id=case.concluded_by or case.decline_proposed_by or case.handler_id,
            reviewer_id=case.reviewer_id or case.decline_signed_by,
        )
    )
    tell_deciders(case)


def tell_deciders(case: Case) -> None:
    """Tell who may decide on appeal in this case; headquarters is alarmed when that is nobody (§5)."""
    found = deciders(case)
    for one in found:
        telling.tell_desk(one, "appeal")
    if not found:
        routing.alarm(routing.view_of(case), "nobody_decides")


def deciders(case: Case) -> list[organisation.Position]:
    """Give who may decide on appeal in this case."""
    view = routing.view_of(case)
    parts = {event.staff_id for event in queries.events(case.id)}
    people = organisation.line_of(branch_id="", roles=eligibility.REVIEWING_ROLES)
    return [
        one
        for one in people
        if eligibility.may_decide_appeal(queries.person(one), view, had_part=one.staff.id in parts)
    ]


def decide_appeal(*, case_id: str, staff_id: str, version: int, changed: bool, grounds: str) -> None:
    """Decide an appeal for good (T14): the result stays or is changed; the client reads why and where else to go."""
    ruling = Ruling.CHANGED if changed else Ruling.UPHELD
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    window = timing.window_of(found.case)
    _rule(found, version, Action.DECIDE_APPEAL, ruling, grounds, window_until=window)
    telling.tell_client(found.case, "answered")


def remand(*, case_id: str, staff_id: str, version: int, grounds: str) -> None:
    """Send a case back on appeal (T14): it is looked into anew, with a new clock for the result."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    _rule(found, version, Action.REMAND, Ruling.REMANDED, grounds, **reopening.AFRESH)
    reopening.begin_again(found.case, actor_id=staff_id)
    telling.tell_client(found.case, "again")


def _rule(
    found: queries.Dossier, version: int, action: Action, ruling: Ruling, grounds: str, **columns: Any
) -> None:
    acting.act(found, action, Actor.APPEAL_DECIDER, version, subject=ruling.value, **columns)
    row = queries.appeal(found.case.id)
    if row is not None:
        row.ruling, row.grounds = ruling.value, grounds
        row.decider_id, row.decided_at = found.me.id, clock.now()
    opening.say(found, grounds)
