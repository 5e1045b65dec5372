"""What staff see of one case with its people; who has a conflict of interest sees nothing (§5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import BindParameter, Select, bindparam, exists, select

from webapp.clients import queries as clients
from webapp.complaints.models import Case, CaseEvent, Recusal, Respondent
from webapp.complaints.queries.people import provided_by
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.eligibility import Person
from webapp.complaints.rules.states import Actor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Position


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with its people, as one staff member may see it.

    The rows are held: who asks for the client or a colleague again in this transaction asks no database.
    """

    case: Case
    client: clients.Client | None  # None: told without a name
    respondents: list[Respondent]
    me: Person
    view: eligibility.Case
    people: dict[str, Position]
    had_part: bool = False  # acted in this case before

    @property
    def actors(self) -> frozenset[Actor]:
        """In which capacities this person may act now."""
        found = set()
        if eligibility.may_handle(self.me, self.view):
            if self.case.handler_id is None:
                found.add(Actor.ELIGIBLE)
            elif self.case.handler_id == self.me.id:
                found.add(Actor.HANDLER)
        signed = {
            self.case.decline_proposed_by,
            self.case.concluded_by,
        }  # perhaps by a handler of earlier days
        if eligibility.may_review(self.me, self.view) and self.me.id not in signed:
            found.add(Actor.REVIEWER)
        if eligibility.may_lead(self.me, self.view):
            found.add(Actor.HEADQUARTERS)
        if eligibility.may_decide_appeal(self.me, self.view, had_part=self.had_part):
            found.add(Actor.APPEAL_DECIDER)
        return frozenset(found)


def person(position: Position) -> Person:
    """Give a staff member as eligibility sees them."""
    staff = position.staff
    return Person(
        id=staff.id,
        role=staff.role,
        branch_id=staff.branch_id,
        manager_id=staff.manager_id,
        serving=position.serving,
        at_headquarters=position.at_headquarters,
    )


def of_respondents(named: list[Respondent], people: dict[str, Position]) -> tuple[Person, ...]:
    """Give the employees named in a case as eligibility sees them."""
    return tuple(person(people[one.staff_id]) for one in named)


def dossier(
    *,
    case_id: str,
    staff_id: str,
    with_people: frozenset[str] = frozenset(),
) -> Dossier:
    """Give a case to somebody who may handle or review it now, else `NotYours` (§5).

    A handler who becomes a respondent loses sight in the same moment; a respondent never had it.
    Two statements, for a case that is not there as well; `with_people` are further staff whose names the page needs.
    Whatever else is kept of a case is asked for afterwards: how long an answer takes tells nothing either.
    """
    found = db.session.execute(_WITH_CONFLICTS, {"me": staff_id, "case_id": case_id}).all()
    if not found:
        organisation.positions([staff_id])
        raise NotYours
    case, client, stepped_back, provided, had_part = found[0][:5]
    named = [row[5] for row in found if row[5] is not None]
    ids = {one.staff_id for one in named} | {case.handler_id, case.reviewer_id, staff_id} | with_people
    people = organisation.positions(one for one in ids if one)
    if staff_id not in people:
        raise NotYours
    view = eligibility.Case(
        branch_id=case.branch_id,
        respondents=of_respondents(named, people),
        providers=frozenset({staff_id} if provided else ()),
        recused=frozenset({staff_id} if stepped_back else ()),
        handler_id=case.handler_id,
    )
    me = person(people[staff_id])
    if not may_see(me, view):
        raise NotYours
    return Dossier(case, client, named, me, view, people, had_part)


def naming(found: Dossier, staff_ids: Iterable[str]) -> Dossier:
    """Give a dossier with further staff; no statement where all of them are known already."""
    further = set(staff_ids) - found.people.keys()
    return replace(found, people=found.people | organisation.positions(further)) if further else found


def may_see(who: Person, view: eligibility.Case) -> bool:
    """Tell whether somebody may open a case: who may handle or review it."""
    return eligibility.may_handle(who, view) or eligibility.may_review(who, view)


def _with_conflicts() -> Select[Case, clients.Client, bool, bool, bool, Respondent]:
    """Ask for a case, its client and this person's conflicts with it: a row for each respondent."""
    me: BindParameter[str] = bindparam("me")
    stepped_back = exists().where(Recusal.case_id == Case.id, Recusal.staff_id == me)
    had_part = exists().where(CaseEvent.case_id == Case.id, CaseEvent.staff_id == me)
    query = select(Case, clients.Client, stepped_back, provided_by(me), had_part, Respondent)
    told_by = query.outerjoin(clients.Client, clients.Client.id == Case.client_id)
    named = told_by.outerjoin(Respondent, Respondent.case_id == Case.id)
    return named.where(Case.id == bindparam("case_id")).order_by(Respondent.id)


_WITH_CONFLICTS = _with_conflicts()  # built once: making it costs more than running it
