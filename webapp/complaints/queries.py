"""Questions about complaints. Read only; every one that shows a case asks who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from webapp.complaints.models import (
    Case,
    CaseClock,
    CaseEvent,
    ClockPause,
    Evidence,
    Message,
    Note,
    Recusal,
    Respondent,
)
from webapp.complaints.rules import eligibility, states
from webapp.complaints.rules.states import State
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation

_OPEN = [state.value for state in states.OPEN]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with what eligibility needs; loaded once per request."""

    case: Case
    view: eligibility.Case
    respondents: list[Respondent]


def person(staff: Any) -> eligibility.Person:
    """Give a staff row as eligibility sees it."""
    return eligibility.Person(
        id=staff.id,
        role=staff.role,
        branch_id=staff.branch_id,
        manager_id=staff.manager_id,
        serving=organisation.may_serve(staff.id),
    )


def standing(case_id: str) -> Standing:
    """Load a case with its people, or raise `NotYours`."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise NotYours
    named = respondents(case_id)
    staff = organisation.staff_named([one.staff_id for one in named])
    recused = db.session.scalars(select(Recusal.staff_id).where(Recusal.case_id == case_id))
    view = eligibility.Case(
        branch_id=case.branch_id,
        respondents=tuple(
            eligibility.Person(one.id, one.role, one.branch_id, one.manager_id) for one in staff.values()
        ),
        recused=frozenset(recused),
        handler_id=case.handler_id,
        headquarters_id=organisation.headquarters().id,
    )
    return Standing(case, view, named)


def respondents(case_id: str) -> list[Respondent]:
    """Give the employees named in a case, in the order they were named."""
    query = select(Respondent).where(Respondent.case_id == case_id).order_by(Respondent.id)
    return list(db.session.scalars(query))


def for_staff(*, case_id: str, staff_id: str) -> Standing:
    """Give a case to somebody who may handle or review it now, else `NotYours` (§5).

    A handler who becomes a respondent loses sight in the same moment; a respondent never had it.
    """
    found = standing(case_id)
    staff = organisation.staff(staff_id)
    if staff is None:
        raise NotYours
    who = person(staff)
    if eligibility.may_handle(who, found.view) or eligibility.may_review(who, found.view):
        return found
    raise NotYours


def of_client(*, case_id: str, client_id: str) -> Case:
    """Give a client's own case, else `NotYours` (A1)."""
    case = db.session.get(Case, case_id)
    if case is None or case.client_id != client_id:
        raise NotYours
    return case


def cases_of_client(client_id: str) -> list[Case]:
    """Give a client's cases, newest first."""
    query = select(Case).where(Case.client_id == client_id).order_by(Case.id.desc()).limit(50)
    return list(db.session.scalars(query))


def own_case(*, staff_id: str) -> list[Respondent]:
    """Give where an employee is named and on standby or was served; nothing before (§5)."""
    query = select(Respondent).where(Respondent.staff_id == staff_id, Respondent.order_id.is_not(None))
    return list(db.session.scalars(query.order_by(Respondent.id.desc()).limit(20)))


def served_part(*, respondent_id: str, staff_id: str) -> Respondent:
    """Give an employee's own, served part of a case; `NotYours` before serving and for anybody else."""
    found = db.session.get(Respondent, respondent_id)
    if found is None or found.staff_id != staff_id or found.served_at is None:
        raise NotYours
    return found


def _conflicted_cases(staff: Any) -> Any:
    """Give the ids of cases a person may never see, as a subquery."""
    named = select(Respondent.case_id).where(Respondent.staff_id == staff.id)
    close = organisation.close_to(staff)
    near = select(Respondent.case_id).where(Respondent.staff_id.in_(close))
    stepped_back = select(Recusal.case_id).where(Recusal.staff_id == staff.id)
    return named.union(near, stepped_back)


def queue(*, staff_id: str, which: str = "mine", after: str = "", size: int = 30) -> paging.Page:
    """Give the desk's queue by time left: `mine`, `unassigned`, `review`, `breached`.

    Conflicted cases are left out in the statement itself, so counts and pages cannot tell.
    """
    staff = organisation.staff(staff_id)
    if staff is None:
        raise NotYours
    query = select(Case).where(Case.state.in_(_OPEN), Case.id.not_in(_conflicted_cases(staff)))
    if staff.branch_id != organisation.headquarters().id:
        query = query.where(Case.branch_id == staff.branch_id)
    return paging.page(_narrowed(query, staff_id, which), [Case.due_on, Case.id], after, size)


def _narrowed(query: Any, staff_id: str, which: str) -> Any:
    if which == "unassigned":
        return query.where(Case.handler_id.is_(None))
    if which == "review":
        return query.where(
            or_(Case.state == State.REVIEW.value, Case.decline_proposed_by.is_not(None)),
            or_(Case.handler_id.is_(None), Case.handler_id != staff_id),
        )
    if which == "breached":
        return query.where(Case.id.in_(select(CaseClock.case_id).where(CaseClock.breached_at.is_not(None))))
    return query.where(Case.handler_id == staff_id)


def clocks(case_id: str) -> list[CaseClock]:
    """Give the clocks of a case."""
    query = select(CaseClock).where(CaseClock.case_id == case_id)
    return list(db.session.scalars(query.order_by(CaseClock.started_on, CaseClock.kind, CaseClock.id)))


def pauses(clock_ids: Sequence[str]) -> dict[str, list[ClockPause]]:
    """Give the pauses of clocks, in one statement."""
    query = select(ClockPause).where(ClockPause.clock_id.in_(list(clock_ids))).order_by(ClockPause.id)
    found: dict[str, list[ClockPause]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.clock_id, []).append(row)
    return found


def events(case_id: str) -> list[CaseEvent]:
    """Give the story of a case, oldest first."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.version)
    return list(db.session.scalars(query))


def messages(case_id: str) -> list[Message]:
    """Give the words between company and client, oldest first."""
    query = select(Message).where(Message.case_id == case_id).order_by(Message.id)
    return list(db.session.scalars(query))


def notes(case_id: str) -> list[Note]:
    """Give the internal notes; only desk pages call this."""
    return list(db.session.scalars(select(Note).where(Note.case_id == case_id).order_by(Note.id)))


def evidence(case_id: str) -> list[Evidence]:
    """Give the evidence of a case; only desk pages call this."""
    query = select(Evidence).where(Evidence.case_id == case_id).order_by(Evidence.id)
    return list(db.session.scalars(query))


def open_load(staff_ids: Sequence[str]) -> dict[str, int]:
    """Count the open cases of handlers, in one statement."""
    query = (
        select(Case.handler_id, func.count())
        .where(Case.handler_id.in_(list(staff_ids)), Case.state.in_(_OPEN))
        .group_by(Case.handler_id)
    )
    return {str(handler): int(count) for handler, count in db.session.execute(query)}


def due_clocks(*, today: date, size: int = 200) -> list[CaseClock]:
    """Give running clocks whose day is over and whose breach is not yet written (T17)."""
    paused = select(ClockPause.clock_id).where(ClockPause.until.is_(None))
    query = (
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            CaseClock.due_on < today,
            CaseClock.met_at.is_(None),
            CaseClock.breached_at.is_(None),
            CaseClock.id.not_in(paused),
            Case.state.in_(_OPEN),
        )
    )
    return list(db.session.scalars(query.order_by(CaseClock.due_on, CaseClock.id).limit(size)))
