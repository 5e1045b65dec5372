"""Who is in a case and who could be."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, func, select

from webapp.clients import queries as clients
from webapp.complaints.models import Case, Recusal, Respondent
from webapp.complaints.rules import categories, states
from webapp.complaints.rules.categories import Category
from webapp.kernel.db import among, db

_OPEN = [state.value for state in states.OPEN]


def respondents(case_id: str) -> list[Respondent]:
    """Give the employees named in a case, in the order they were named."""
    query = select(Respondent).where(Respondent.case_id == case_id).order_by(Respondent.id)
    return list(db.session.scalars(query))


def recused(case_id: str) -> frozenset[str]:
    """Give who stepped back from a case."""
    return frozenset(db.session.scalars(select(Recusal.staff_id).where(Recusal.case_id == case_id)))


def providers(case: Case) -> frozenset[str]:
    """Give who provided the service complained of, out of the served-by ledger (§5)."""
    category = Category(case.category)
    if category not in categories.PROVIDING or case.client_id is None:
        return frozenset()
    served = clients.staff_who_served(case.client_id)
    return frozenset(one.staff_id for one in served if categories.provides(category, one.capacity))


def provided_by(staff_id: str | BindParameter[str]) -> ColumnElement[bool]:
    """Give the condition that a person provided what a case is about: `providers` in SQL."""
    counting = [(among(Case.category, [one]), capacities) for one, capacities in categories.PROVIDING.items()]
    return clients.was_served(Case.client_id, staff_id=staff_id, counting=counting)


def open_load(staff_ids: Sequence[str]) -> dict[str, int]:
    """Count the open cases of handlers, in one statement."""
    query = (
        select(Case.handler_id, func.count())
        .where(Case.handler_id.in_(list(staff_ids)), Case.state.in_(_OPEN))
        .group_by(Case.handler_id)
    )
    return {str(handler): int(count) for handler, count in db.session.execute(query)}
