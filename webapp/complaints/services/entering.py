"""Staff write down what a client says on the telephone or on a visit (T1); the client gets it to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.complaints import queries
from webapp.complaints.models import Case, Message
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.categories import Kind
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import engine, proving, submitting, telling
from webapp.complaints.services.refusals import DidNotServeYou, NotAllowedNow, TooCloseToWrite, TooManyToday
from webapp.complaints.services.submitting import Complaint
from webapp.kernel import audit, clock, limits
from webapp.kernel.db import changed, db
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
    nameable = {one.staff_id for one in known} if complaint.kind is Kind.COMPLAINT else set()
    if complaint.staff_id and complaint.staff_id not in nameable:
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


def correct(*, case_id: str, client_id: str, words: str, language: str) -> None:
    """Say what is wrong with the copy, instead of confirming it, once: her words stand in the story (T1).

    Nobody is put on standby by it: a handler reads it and takes the matter up.
    """
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    known = Facts(copy_open=_answered(case_id, Case.corrected_at))
    engine.move(case, action=Action.CORRECT, actor=Actor.COMPLAINANT, known=known)
    said = Message(
        branch_id=case.branch_id, case_id=case_id, from_client=True, words=words, language=language
    )
    db.session.add(said)
    proving.tell_handler(case)


def _answered(case_id: str, by: InstrumentedAttribute[datetime | None]) -> bool:
    """Write that the client confirmed or corrected the copy; gives whether she had done neither before."""
    waits = (
        Case.id == case_id,
        Case.entered_by.is_not(None),
        Case.confirmed_at.is_(None),
        Case.corrected_at.is_(None),
    )
    return bool(changed(update(Case).where(*waits).values({by: clock.now()})))


def confirm(*, case_id: str, client_id: str) -> None:
    """Confirm the copy, once. Whom a signed-in client names is taken up at once, like in the own words (T2)."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    if not _answered(case_id, Case.confirmed_at):
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
