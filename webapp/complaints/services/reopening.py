"""Cases that are looked into anew: opened again (T15), continued without the client (T16), sent back (T14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import update

from webapp.complaints import queries
from webapp.complaints.models import Case, Message, Respondent, Separation
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import (
    acting,
    engine,
    investigating,
    opening,
    proving,
    routing,
    standing,
    telling,
    timing,
)
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.queries import Position
from webapp.organisation.rules import Ending

AFRESH: dict[str, Any] = {
    "reviewer_id": None,
    "concluded_by": None,
    "decline_proposed_by": None,
    "decline_signed_by": None,
    "decided_at": None,
    "closed_at": None,
    "window_until": None,
}
"""What a case forgets when it is looked into anew; its events keep who did what."""


def reopen(*, case_id: str, staff_id: str, version: int, reason: str, evidence: str) -> None:
    """Open a case again on new evidence (T15); whoever looks into it anew starts with that evidence."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    actor = Actor.HEADQUARTERS if Actor.HEADQUARTERS in found.actors else Actor.REVIEWER
    acting.act(found, Action.REOPEN, actor, version, **AFRESH)
    proving.keep(found.case, Visibility.INTERNAL, staff_id=staff_id, words=evidence)
    investigating.keep_note(found.case, staff_id, reason)
    begin_again(found.case, actor_id=staff_id)
    telling.tell_client(found.case, "again")


def reopen_by_client(*, case_id: str, client_id: str, words: str, language: str) -> None:
    """Open a case again within six months, because the client has something to add (T15)."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    engine.move(
        case, action=Action.REOPEN, actor=Actor.COMPLAINANT, known=acting.facts_of_client(case), **AFRESH
    )
    db.session.add(
        Message(branch_id=case.branch_id, case_id=case_id, from_client=True, words=words, language=language)
    )
    begin_again(case, actor_id=case.client_id or "")


def go_on_ex_officio(*, case_id: str, staff_id: str, version: int, reason: str) -> None:
    """Go on with a withdrawn case (T16): headquarters says why, the client is told, standby begins again."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.CONTINUE, Actor.HEADQUARTERS, version, ex_officio=True, **AFRESH)
    opening.say(found, reason)
    begin_again(found.case, actor_id=staff_id)
    telling.tell_client(found.case, "again")


def begin_again(case: Case, *, actor_id: str) -> None:
    """Find a handler who may still handle it, and put on standby whom no result has cleared (S1)."""
    named = queries.respondents(case.id)
    people = organisation.positions([*(one.staff_id for one in named), *filter(None, [case.handler_id])])
    view = routing.with_everybody(case, queries.of_respondents(named, people))
    handler = people.get(case.handler_id or "")
    if handler is None or not eligibility.may_handle(queries.person(handler), view):
        routing.reassign(case)
    else:
        telling.tell_desk(handler, "again")
    _drop_proposals(case, named, actor_id)
    _give_reply_time_again(case, named, people)
    timing.restart(case, Clock.STANDBY_REVIEW, subject_ids=[one.id for one in named if one.stands_by])
    standing.review_again(case, [one for one in named if one.stands_by])
    orders = organisation.orders(one.order_id for one in named if one.order_id)
    calendar = organisation.working_days()
    for one in named:
        order = orders.get(one.order_id or "")
        if order is None or order.ending == Ending.WITHDRAWN:
            standing.put_on_standby(case, one, people[one.staff_id], calendar=calendar, actor_id=actor_id)


def _drop_proposals(case: Case, named: Sequence[Respondent], actor_id: str) -> None:
    """Take back what nobody has signed as a second person: the next result says what follows (S3)."""
    unsigned = (Separation.case_id == case.id, Separation.signed_by.is_(None))
    if changed(update(Separation).where(*unsigned).values(dropped_at=clock.now())):
        orders = {one.order_id for one in named if one.order_id}
        staffing.drop_separations(order_ids=orders, actor_id=actor_id)


def _give_reply_time_again(case: Case, named: Sequence[Respondent], people: Mapping[str, Position]) -> None:
    """Let who was served, and had time left to reply when the case ended, have the whole time anew (T6, T8)."""
    silent = [one for one in named if one.served_at and not one.replied_at]
    replies = timing.of_kind(case.id, Clock.REPLY) if silent else []
    last = {row.subject_id: row for row in replies}  # oldest first: only the last turn tells how it ended
    for one in silent:
        if one.id in last and timing.was_cut_short(last[one.id]):
            calendar, turn = organisation.working_days(), last[one.id].turn + 1
            timing.start(case, Clock.REPLY, subject_id=one.id, calendar=calendar, turn=turn)
            telling.tell_employee(people.get(one.staff_id), "served")
