"""A complaint arrives: T1, the router, and automatic acceptance (T2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.complaints import queries
from webapp.complaints.events import ComplaintSubmitted
from webapp.complaints.models import Case, CaseEvent, DaySerial, Respondent
from webapp.complaints.rules import eligibility, outcomes
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import engine, standing, timing
from webapp.kernel import audit, clock, events, limits
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _, both
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.organisation import queries as organisation

PER_CLIENT = ((5, 86_400),)  # T1's rate limit: five a day from one person


class TooManyToday(Refusal):
    """The client sent several complaints today already."""

    status = 429

    def message(self) -> str:
        return _("You have sent several today. Please call us, or go on tomorrow; nothing is lost.")


class DidNotServeYou(Refusal):
    """The person named never served this client."""

    def message(self) -> str:
        return _("This person has not served you. Choose somebody else, or nobody.")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a client says: category, story in own words, when, and perhaps who."""

    category: str
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
    if complaint.staff_id and not _has_served(client_id, complaint.staff_id):
        raise DidNotServeYou
    if not limits.take("complaints.submit", client_id, *PER_CLIENT):
        raise TooManyToday
    case = _new_case(client_id, client.branch_id, complaint)
    named = _name(case, complaint.staff_id) if complaint.staff_id else None
    assign(case)
    events.publish(ComplaintSubmitted(case_id=case.id, client_id=client_id, branch_id=case.branch_id))
    if named:
        engine.move(case, action=Action.ACCEPT, actor=Actor.SYSTEM, actor_id="")
        after_acceptance(case, [named], actor_id="")
    return case


def _has_served(client_id: str, staff_id: str) -> bool:
    if any(one.staff_id == staff_id for one in clients.staff_who_served(client_id)):
        return True
    return any(staff_id in (one.staff_id, one.substitute_id) for one in clients.care_team(client_id))


def _new_case(client_id: str, branch_id: str, complaint: Complaint) -> Case:
    case = Case(
        branch_id=branch_id,
        client_id=client_id,
        number=_next_number(),
        category=complaint.category,
        happened_on=complaint.happened_on,
        story=complaint.story,
        story_language=complaint.language,
        confidential=complaint.confidential,
        due_on=clock.today(),
    )
    db.session.add(case)
    db.session.flush()
    timing.start(case, Clock.ACK)
    case.due_on = timing.start(case, Clock.RESULT).due_on
    _tell_first_line(case, client_id)
    return case


def _tell_first_line(case: Case, client_id: str) -> None:
    db.session.add(
        CaseEvent(
            branch_id=case.branch_id,
            case_id=case.id,
            version=case.version,
            rule="T1",
            action="SUBMIT",
            actor_kind=Actor.COMPLAINANT.value,
            actor_id=client_id,
            state_before="",
            state_after=case.state,
            at=clock.now(),
        )
    )
    audit.record(
        "complaints.case.submitted",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=client_id,
        details={"rule": "T1"},
    )


def _next_number() -> str:
    today = clock.today()
    insert_new(DaySerial, day=today, serial=0)
    changed(update(DaySerial).where(DaySerial.day == today).values(serial=DaySerial.serial + 1))
    serial = db.session.get_one(DaySerial, today, populate_existing=True).serial
    return outcomes.case_number(day=today, serial=serial)


def _name(case: Case, staff_id: str) -> Respondent:
    row = Respondent(branch_id=case.branch_id, case_id=case.id, staff_id=staff_id)
    db.session.add(row)
    db.session.flush()
    return row


def name_respondent(case: Case, staff_id: str) -> Respondent:
    """Name an employee in a case, once; gives the row."""
    for one in queries.respondents(case.id):
        if one.staff_id == staff_id:
            return one
    return _name(case, staff_id)


def assign(case: Case) -> None:
    """Give the case to an eligible handler: the branch first, then headquarters, or to nobody (§5)."""
    view = queries.standing(case.id).view
    headquarters = view.headquarters_id
    people = [
        eligibility.Person(one.id, one.role, one.branch_id, one.manager_id)
        for branch_id in dict.fromkeys((case.branch_id, headquarters))
        for one in organisation.staff_of(branch_id=branch_id)
        if one.role in eligibility.HANDLING_ROLES
    ]
    case.handler_id = eligibility.route(people, view, queries.open_load([one.id for one in people]))
    if case.handler_id is None:
        _alarm_headquarters(headquarters)


def _alarm_headquarters(headquarters_id: str) -> None:
    for one in organisation.staff_of(branch_id=headquarters_id, role="INDEPENDENT_REVIEWER"):
        words = both("A case has no eligible person to handle it. Please look at the queue.")
        notices.tell(
            account_id=one.account_id, kind="complaints.nobody", words=words, link="/desk/complaints"
        )


def after_acceptance(case: Case, respondents: list[Respondent], *, actor_id: str) -> None:
    """Do what acceptance brings (T2): ACK met, standby for each respondent (S1), the client told."""
    timing.meet(case.id, Clock.ACK)
    for one in respondents:
        standing.put_on_standby(case, one, actor_id=actor_id)
    tell_client(case, "accepted")


def tell_client(case: Case, what: str) -> None:
    """Tell the client that something moved, in words fit for a lock screen."""
    client = clients.client(case.client_id)
    if client is None or client.account_id is None:
        return
    words = {
        "accepted": both("We have taken up what you told us. Open Kangyue to see by when you hear from us."),
        "question": both("We have a question for you. Open Kangyue to answer it."),
        "decided": both("There is an answer for you. Open Kangyue to read it."),
        "declined": both("There is an answer for you. Open Kangyue to read it."),
        "closed": both("What you told us is now closed. Open Kangyue to see the outcome."),
    }
    link = f"/complaints/{case.id}"
    notices.tell(account_id=client.account_id, kind=f"complaints.{what}", words=words[what], link=link)
