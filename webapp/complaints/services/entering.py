"""Staff write down what a client says on the telephone or on a visit (T1); the client gets it to confirm."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import engine, submitting, telling
from webapp.complaints.services.refusals import DidNotServeYou, NotAllowedNow, TooCloseToWrite, TooManyToday
from webapp.complaints.services.submitting import Complaint
from webapp.kernel import audit, clock, limits
from webapp.kernel.db import changed
from webapp.organisation import queries as organisation

PER_WRITER = ((60, 86_400),)


@dataclass(frozen=True, slots=True)
class Call:
    """How it reached us, and who spoke where that was not the client."""

    channel: Channel
    caller: str = ""


def enter(*, client: Client, staff_id: str, complaint: Complaint, call: Call) -> Case:
    """Take in what a client told a member of staff: number, clocks, handler and a copy to the client.

    Nobody is put on standby by it: only a handler takes it up, or the client by confirming it (T2).
    Raises `TooCloseToWrite` for whoever has a conflict of interest (§5), `DidNotServeYou`, `TooManyToday`.
    """
    known = clients.known_to(client.id)
    if complaint.staff_id and complaint.staff_id not in {one.staff_id for one in known}:
        raise DidNotServeYou
    people = organisation.positions(one for one in (staff_id, complaint.staff_id) if one)
    named = [people[complaint.staff_id]] if complaint.staff_id else []
    view = submitting.view_of_new(client.branch_id, complaint.category, named, known)
    if eligibility.conflicted(queries.person(people[staff_id]), view):
        raise TooCloseToWrite
    if not limits.take("complaints.entered", staff_id, *PER_WRITER):
        raise TooManyToday
    told = {
        "branch_id": client.branch_id,
        "client_id": client.id,
        "channel": call.channel.value,
        "caller": call.caller or None,
        "entered_by": staff_id,
    }
    case = submitting.begin_for(told, complaint, view, complaint.staff_id)
    telling.tell_client(case, "entered")
    return case


def confirm(*, case_id: str, client_id: str) -> None:
    """Confirm the copy, once. Whom a signed-in client names is taken up at once, like in the own words (T2)."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    waits = (Case.id == case_id, Case.entered_by.is_not(None), Case.confirmed_at.is_(None))
    if not changed(update(Case).where(*waits).values(confirmed_at=clock.now())):
        raise NotAllowedNow
    audit.record(
        "complaints.case.confirmed",
        subject=("complaint_case", case_id),
        branch_id=case.branch_id,
        actor_id=client_id,
    )
    named = queries.respondents(case_id)
    if case.state != State.SUBMITTED or not named or case.decline_proposed_by:
        return
    engine.move(case, action=Action.ACCEPT, actor=Actor.SYSTEM)
    places = organisation.positions(one.staff_id for one in named)
    submitting.after_acceptance(
        case,
        [(one, places[one.staff_id]) for one in named],
        calendar=organisation.working_days(),
        actor_id="",
    )
