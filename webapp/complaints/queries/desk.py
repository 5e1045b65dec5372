"""What staff see: one case with its people, and the queue; conflicts of interest are left out (§5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, func, not_, or_, select
from sqlalchemy import case as when

from webapp.complaints.models import Case, CaseClock, Recusal, Respondent
from webapp.complaints.queries.people import provided_by
from webapp.complaints.rules import eligibility, states
from webapp.complaints.rules.eligibility import HANDLING_ROLES, REVIEWING_ROLES, Person
from webapp.complaints.rules.states import Actor, State
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Position

_ANSWERED = when((Case.state == State.DECIDED.value, 1), else_=0)  # nothing left to do: below all others
_OPEN = [state.value for state in states.OPEN]


class Queue(StrEnum):
    """A view of the desk's list."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    REVIEW = "review"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with its people, as one staff member may see it."""

    case: Case
    respondents: list[Respondent]
    me: Person
    view: eligibility.Case
    people: dict[str, Position]

    @property
    def actors(self) -> frozenset[Actor]:
        """In which capacities this person may act now."""
        found = set()
        if eligibility.may_handle(self.me, self.view):
            if self.case.handler_id is None:
                found.add(Actor.ELIGIBLE)
            elif self.case.handler_id == self.me.id:
                found.add(Actor.HANDLER)
        if eligibility.may_review(self.me, self.view) and self.me.id != self.case.decline_proposed_by:
            found.add(Actor.REVIEWER)
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
    Two statements; `with_people` are further staff whose names the page needs.
    """
    found = db.session.execute(_with_conflicts(staff_id).where(Case.id == case_id)).all()
    if not found:
        raise NotYours
    case, stepped_back, provided = found[0][:3]
    named = [row[3] for row in found if row[3] is not None]
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
    return Dossier(case, named, me, view, people)


def may_see(who: Person, view: eligibility.Case) -> bool:
    """Tell whether somebody may open a case: who may handle or review it."""
    return eligibility.may_handle(who, view) or eligibility.may_review(who, view)


def _with_conflicts(staff_id: str) -> Select[Case, bool, bool, Respondent]:
    """Ask for a case, this person's conflicts with it and its respondents: a row for each of these."""
    stepped_back = exists().where(Recusal.case_id == Case.id, Recusal.staff_id == staff_id)
    query = select(Case, stepped_back, provided_by(staff_id), Respondent)
    return query.outerjoin(Respondent, Respondent.case_id == Case.id).order_by(Respondent.id)


def queue(
    *, staff_id: str, which: Queue, after: str = "", size: int = 30, me: Position | None = None
) -> tuple[paging.Page, dict[Queue, int]]:
    """Give one view of the desk's queue, least time left first, and the size of each view.

    Conflicted cases are left out in the statements themselves, so counts and pages cannot tell; who
    may see what is worked out once for both. `me` spares a look-up.
    """
    visible = _visible(staff_id, me)
    columns = [_ANSWERED, Case.due_on, Case.id]
    page = paging.page(_narrowed(visible, staff_id, which), columns, after, size)
    return page, _sizes(visible, staff_id)


def sizes(staff_id: str) -> dict[Queue, int]:
    """Give the size of each view of the queue, for the start page; raises NotYours like `queue`."""
    return _sizes(_visible(staff_id), staff_id)


def _sizes(visible: Select[Any], staff_id: str) -> dict[Queue, int]:
    """Count every view of the queue, in one statement."""
    parts = [
        select(func.count()).select_from(_narrowed(visible, staff_id, which).subquery()).scalar_subquery()
        for which in Queue
    ]
    return dict(zip(Queue, db.session.execute(select(*parts)).one(), strict=True))


def _visible(staff_id: str, me: Position | None = None) -> Select[Any]:
    position = me or organisation.positions([staff_id]).get(staff_id)
    if (
        position is None
        or not position.serving
        or position.staff.role not in HANDLING_ROLES | REVIEWING_ROLES
    ):
        raise NotYours
    query = select(Case).where(
        Case.state.in_(_OPEN), Case.id.not_in(_conflicted(position)), not_(provided_by(staff_id))
    )
    if position.staff.role == "INDEPENDENT_REVIEWER":
        query = query.where(Case.id.in_(_about_headquarters()))
    if position.at_headquarters:
        return query
    return query.where(Case.branch_id == position.staff.branch_id)


def _conflicted(position: Position) -> Any:
    """Give the ids of cases a person may never see, as a subquery: the rule of eligibility in SQL."""
    staff = position.staff
    named = select(Respondent.case_id).where(Respondent.staff_id == staff.id)
    near = select(Respondent.case_id).where(Respondent.staff_id.in_(organisation.close_to(staff)))
    stepped_back = select(Recusal.case_id).where(Recusal.staff_id == staff.id)
    return named.union(near, stepped_back)


def _about_headquarters() -> Any:
    return select(Respondent.case_id).where(Respondent.staff_id.in_(organisation.at_headquarters()))


def _narrowed(query: Select[Any], staff_id: str, which: Queue) -> Select[Any]:
    if which is Queue.UNASSIGNED:
        return query.where(Case.handler_id.is_(None), Case.state != State.DECIDED.value)
    if which is Queue.REVIEW:
        return query.where(
            or_(
                Case.state == State.REVIEW.value,
                (Case.state == State.SUBMITTED.value) & Case.decline_proposed_by.is_not(None),
            ),
            or_(Case.handler_id.is_(None), Case.handler_id != staff_id),
        )
    if which is Queue.BREACHED:
        breached = select(CaseClock.case_id).where(CaseClock.breached_at.is_not(None))
        return query.where(Case.id.in_(breached))
    return query.where(Case.handler_id == staff_id)
