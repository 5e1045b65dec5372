"""A complaint arrives: T1, and automatic acceptance (T2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.clients import queries as clients
from webapp.complaints import queries
from webapp.complaints.events import ComplaintAccepted, ComplaintSubmitted
from webapp.complaints.models import Case, CaseEvent, DaySerial, Respondent
from webapp.complaints.rules import categories, eligibility, lengths, outcomes
from webapp.complaints.rules.categories import Category, Kind
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.lengths import Lengths
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import drafting, engine, proving, routing, standing, telling, timing
from webapp.complaints.services.refusals import DidNotServeYou, TooManyToday
from webapp.kernel import audit, clock, events, ids, limits
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_into
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Position
from webapp.toolbox.calendar import WorkingDays

PER_CLIENT = ((5, 86_400),)  # T1's rate limit: five a day from one person


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a client says: category, story in own words, when, and perhaps who; a suggestion names nobody."""

    category: Category
    story: str
    language: str
    happened_on: date | None = None
    staff_id: str | None = None
    confidential: bool = False
    kind: Kind = Kind.COMPLAINT


def submit(*, client_id: str, complaint: Complaint, files: proving.Files = proving.NO_FILES) -> Case:
    """Take in a complaint (T1): number, clocks, handler; accept it at once where T2 says so.

    Raises `TooManyToday`, `DidNotServeYou`, `TooManyFiles`.
    """
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    known = clients.known_to(client_id)
    nameable = {one.staff_id for one in known} if complaint.kind is Kind.COMPLAINT else set()
    if complaint.staff_id and complaint.staff_id not in nameable:
        raise DidNotServeYou
    if not limits.take("complaints.submit", client_id, *PER_CLIENT):
        raise TooManyToday
    there = organisation.positions([complaint.staff_id]) if complaint.staff_id else {}
    view = view_of_new(client.branch_id, complaint.category, list(there.values()), known)
    handler = routing.choose(view)
    calendar = organisation.working_days()
    told = {"branch_id": client.branch_id, "client_id": client.id}
    case = _new_case(told, complaint, handler, calendar)
    # Nobody asks for this case's rows before the end: they are written together, a statement a table.
    with db.session.no_autoflush:
        _begin(case, view, handler, list(there.values()), calendar)
    proving.keep_of_client(case, files)
    if complaint.kind is Kind.COMPLAINT:
        drafting.drop_draft(client_id=client_id)
    return case


def begin_anonymously(*, branch_id: str, complaint: Complaint, teller: str) -> Case:
    """Begin a case without a client: it names nobody, so nobody is put on standby before triage (§5)."""
    view = view_of_new(branch_id, complaint.category, [], [])
    handler, calendar = routing.choose(view), organisation.working_days()
    case = _new_case({"branch_id": branch_id, "tracking": teller}, complaint, handler, calendar)
    with db.session.no_autoflush:
        _begin(case, view, handler, [], calendar)
    return case


def begin_for(
    told: Mapping[str, str | None], complaint: Complaint, view: eligibility.Case, about: str | None
) -> Case:
    """Begin a case that staff enter for a client: who is named is written down, and nobody is on standby yet (T2)."""
    handler, calendar = routing.choose(view), organisation.working_days()
    case = _new_case(told, complaint, handler, calendar)
    if about:
        name_respondent(case, about)
    with db.session.no_autoflush:
        _begin(case, view, handler, [], calendar)
    return case


def _begin(
    case: Case,
    view: eligibility.Case,
    handler: Position | None,
    named: list[Position],
    calendar: WorkingDays,
) -> None:
    """Start the clocks, tell the handler, and accept at once where somebody is named (T2)."""
    timing.start(case, Clock.RESULT, calendar=calendar)
    timing.start(case, Clock.ACK, calendar=calendar, met=bool(named))
    _tell_first_line(case)
    routing.tell_handler(handler, view)
    events.publish(
        ComplaintSubmitted(case_id=case.id, client_id=case.client_id or "", branch_id=case.branch_id)
    )
    if named:
        engine.move(case, action=Action.ACCEPT, actor=Actor.SYSTEM, newborn=True)
        respondents = [(name_respondent(case, one.staff.id), one) for one in named]
        after_acceptance(case, respondents, calendar=calendar, actor_id="")


def view_of_new(
    branch_id: str, category: Category, named: list[Position], known: Sequence[clients.Known]
) -> eligibility.Case:
    """Give a case that is about to begin as eligibility sees it."""
    providers = {one.staff_id for one in known if one.served and categories.provides(category, one.capacity)}
    people = tuple(queries.person(one) for one in named)
    return eligibility.Case(branch_id=branch_id, respondents=people, providers=frozenset(providers))


def _new_case(
    told: Mapping[str, str | None], complaint: Complaint, handler: Position | None, calendar: WorkingDays
) -> Case:
    number, promised = _next_number()
    case = Case(
        **told,
        number=number,
        kind=complaint.kind.value,
        category=complaint.category.value,
        happened_on=complaint.happened_on,
        story=complaint.story,
        language=complaint.language,
        confidential=complaint.confidential,
        handler_id=handler.staff.id if handler else None,
        lengths=lengths.written(promised),
        due_on=calendar.add(clock.today(), promised.result_days(complaint.category)),
        submitted_at=clock.now(),
    )
    db.session.add(case)
    db.session.flush()
    return case


def _tell_first_line(case: Case) -> None:
    event = CaseEvent(
        branch_id=case.branch_id,
        case_id=case.id,
        version=case.version,
        rule="T1",
        action="SUBMIT",
        actor_kind=Actor.COMPLAINANT.value,
        staff_id=case.entered_by,
        subject=case.kind or "COMPLAINT",
        state_before="",
        state_after=case.state,
        at=clock.now(),
    )
    db.session.add(event)
    audit.record(
        "complaints.case.submitted",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=case.entered_by or case.client_id or "",
        details={"rule": "T1", "event": queries.fingerprint(event)},
    )


def _next_number() -> tuple[str, Lengths]:
    """Take the day's next number, and the lengths of what comes in that day, in one statement.

    Parallel submissions get different numbers.
    """
    today = clock.today()
    counted = (
        insert_into(DaySerial)
        .values(day=today, serial=1)
        .on_conflict_do_update(index_elements=["day"], set_={"serial": DaySerial.serial + 1})
        .returning(DaySerial.serial, queries.in_force.scalar_subquery())
    )
    serial, set_by_hand = db.session.connection().execute(counted, {"lengths_day": today}).one()
    promised = lengths.read(set_by_hand) if set_by_hand else Lengths()
    return outcomes.case_number(day=today, serial=serial), promised


def name_respondent(case: Case, staff_id: str) -> Respondent:
    """Name an employee in a case."""
    row = Respondent(id=ids.new_id(), branch_id=case.branch_id, case_id=case.id, staff_id=staff_id)
    db.session.add(row)
    return row


def after_acceptance(
    case: Case,
    respondents: Sequence[tuple[Respondent, Position]],
    *,
    calendar: WorkingDays,
    actor_id: str,
) -> None:
    """Do what acceptance brings (T2): standby for each respondent (S1), the client told."""
    with db.session.no_autoflush:  # the notices are written together
        for one, there in respondents:
            standing.put_on_standby(case, one, there, calendar=calendar, actor_id=actor_id)
        telling.tell_client(case, "accepted")
    events.publish(
        ComplaintAccepted(case_id=case.id, client_id=case.client_id or "", branch_id=case.branch_id)
    )
