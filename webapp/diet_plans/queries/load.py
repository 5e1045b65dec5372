"""Who of a branch writes for how many clients, and what waits there: numbers, nobody's health."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.diet_plans.models import DietHandOver, DietTask
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Staff
from webapp.organisation.rules import Standing

_HISTORY = 10


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for one person: clients without a plan, questions, all matters, and how many of them are late."""

    without_plan: int = 0
    questions: int = 0
    matters: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """A nutritionist, where she stands, for how many clients she acts, and what waits."""

    staff: Staff
    standing: Standing
    clients: int
    work: Work


@dataclass(frozen=True, slots=True)
class Branch:
    """The nutritionists of a branch, and what waits for clients of whom nobody is in charge."""

    people: list[Load]
    nobody: Work


def load_of(branch_id: str, *, day: date) -> Branch:
    """Give the load of a branch's nutritionists, in four statements."""
    people = [one for one in nutritionists(branch_id) if one.left_on is None]
    standings = organisation.standings(people)
    counted = clients.loads([one.id for one in people])
    work = _work(branch_id, day)
    loads = [Load(one, standings[one.id], counted.get(one.id, 0), work[one.id]) for one in people]
    return Branch(loads, work[""])


def nutritionists(branch_id: str) -> list[Staff]:
    """Give a branch's nutritionists, also those on standby and who left."""
    return organisation.staff_of(branch_id=branch_id, role=Role.NUTRITIONIST, serving=False)


def nutritionist(staff_id: str, *, branch_id: str) -> Staff:
    """Give a nutritionist of this branch. Raises NotYours."""
    found = organisation.staff(staff_id)
    if found is None or (found.branch_id, found.role) != (branch_id, Role.NUTRITIONIST):
        raise NotYours
    return found


def _work(branch_id: str, day: date) -> defaultdict[str, Work]:
    """Give staff id ("" for nobody) → what waits."""
    acting = func.coalesce(clients.acting_in(DietTask.client_id, capacity=Capacity.NUTRITIONIST), "")
    asked = select(
        acting.label("acting"),
        _number(DietTask.kind == Kind.WAITING),
        _number(DietTask.kind == Kind.QUESTION),
        func.count(),
        _number(DietTask.due_on < day),
    ).where(DietTask.branch_id == branch_id)
    found = defaultdict[str, Work](Work)
    for staff_id, *numbers in db.session.execute(asked.group_by("acting")):
        found[staff_id] = Work(*(int(one) for one in numbers))
    return found


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def without_nutritionist(*, branch_id: str, after: str = "") -> paging.Page:
    """Give a branch's clients who wait for a plan and for whom nobody is in charge, the longest waiting first."""
    acting = clients.acting_in(DietTask.client_id, capacity=Capacity.NUTRITIONIST)
    asked = (
        select(clients.Client)
        .join(DietTask, DietTask.client_id == clients.Client.id)
        .where(DietTask.branch_id == branch_id, DietTask.kind == Kind.WAITING, acting.is_(None))
    )
    return paging.page(asked, [DietTask.due_on, DietTask.id], after)


def hand_overs(branch_id: str) -> list[DietHandOver]:
    """Give the latest moves of clients in a branch."""
    asked = select(DietHandOver).where(DietHandOver.branch_id == branch_id)
    return list(db.session.scalars(asked.order_by(DietHandOver.id.desc()).limit(_HISTORY)))
