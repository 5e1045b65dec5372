"""A complaint arrives: T1, and automatic acceptance (T2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.clients import queries as clients
from webapp.complaints import queries
from webapp.complaints.events import ComplaintAccepted, ComplaintSubmitted
from webapp.complaints.models import Case, CaseEvent, DaySerial, Respondent
from webapp.complaints.rules import outcomes
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import drafting, engine, routing, standing, telling, timing
from webapp.complaints.services.refusals import DidNotServeYou, TooManyToday
from webapp.kernel import audit, clock, events, limits
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_into
from webapp.organisation import queries as organisation

PER_CLIENT = ((5, 86_400),)  # T1's rate limit: five a day from one person


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a client says: category, story in own words, when, and perhaps who."""

    category: Category
    story: str
    language: str
    happened_on: date | None = None
    staff_id: str | None = None
    confidential: bool = False


def submit(*, client_id: str, complaint: Complaint) -> Case:
    """Take in a complaint (T1): number, clocks, handler; accept it at once where T2 says so.

    Raises `TooManyToday`, `DidNotServeYou`.
    """
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    if complaint.staff_id and complaint.staff_id not in queries.namable(client_id):
        raise DidNotServeYou
    if not limits.take("complaints.submit", client_id, *PER_CLIENT):
        raise TooManyToday
    case = _new_case(client_id, client.branch_id, complaint)
    named = name_respondent(case, complaint.staff_id) if complaint.staff_id else None
    routing.assign(case)
    events.publish(ComplaintSubmitted(case_id=case.id, client_id=client_id, branch_id=case.branch_id))
    if named:
        db.session.flush()
        engine.move(case, action=Action.ACCEPT, actor=Actor.SYSTEM)
        after_acceptance(case, [named], actor_id="")
    drafting.drop_draft(client_id=client_id)
    return case


def _new_case(client_id: str, branch_id: str, complaint: Complaint) -> Case:
    calendar = organisation.working_days()
    case = Case(
        branch_id=branch_id,
        client_id=client_id,
        number=_next_number(),
        category=complaint.category.value,
        happened_on=complaint.happened_on,
        story=complaint.story,
        language=complaint.language,
        confidential=complaint.confidential,
        due_on=clock.today(),
        submitted_at=clock.now(),
    )
    db.session.add(case)
    db.session.flush()
    timing.start(case, Clock.ACK, calendar=calendar)
    case.due_on = timing.start(case, Clock.RESULT, calendar=calendar).due_on
    _tell_first_line(case)
    return case


def _tell_first_line(case: Case) -> None:
    first = {"rule": "T1", "action": "SUBMIT", "actor_kind": Actor.COMPLAINANT.value}
    db.session.add(
        CaseEvent(
            branch_id=case.branch_id,
            case_id=case.id,
            version=case.version,
            state_before="",
            state_after=case.state,
            at=clock.now(),
            **first,
        )
    )
    audit.record(
        "complaints.case.submitted",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=case.client_id,
        details={"rule": "T1"},
    )


def _next_number() -> str:
    """Take the day's next number in one statement; parallel submissions get different ones."""
    today = clock.today()
    counted = (
        insert_into(DaySerial)
        .values(day=today, serial=1)
        .on_conflict_do_update(index_elements=["day"], set_={"serial": DaySerial.serial + 1})
        .returning(DaySerial.serial)
    )
    serial = db.session.connection().execute(counted).scalar_one()
    return outcomes.case_number(day=today, serial=serial)


def name_respondent(case: Case, staff_id: str) -> Respondent:
    """Name an employee in a case."""
    row = Respondent(branch_id=case.branch_id, case_id=case.id, staff_id=staff_id)
    db.session.add(row)
    db.session.flush()
    return row


def after_acceptance(case: Case, respondents: list[Respondent], *, actor_id: str) -> None:
    """Do what acceptance brings (T2): ACK met, standby for each respondent (S1), the client told."""
    timing.meet(case.id, Clock.ACK)
    for one in respondents:
        standing.put_on_standby(case, one, actor_id=actor_id)
    telling.tell_client(case, "accepted")
    events.publish(ComplaintAccepted(case_id=case.id, client_id=case.client_id, branch_id=case.branch_id))
