"""What a service year entitles to, and how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from webapp.kernel.db import db
from webapp.plans.models import Enrolment, Entitlement
from webapp.plans.queries.years import covering


def entitlements(enrolment_id: str) -> list[Entitlement]:
    """Give all counters of a service year."""
    query = select(Entitlement).where(Entitlement.enrolment_id == enrolment_id)
    return list(db.session.scalars(query.order_by(Entitlement.item)))


def entitlement(*, enrolment_id: str, item: str) -> Entitlement | None:
    """Give the counter of an item in a service year; None when the plan does not contain it."""
    query = select(Entitlement).where(Entitlement.enrolment_id == enrolment_id, Entitlement.item == item)
    return db.session.scalars(query).first()


def covers(*, client_id: Any, item: str, day: date) -> ColumnElement[bool]:
    """Give the condition that a client's plan contains an item on `day`, for another question's statement."""
    return (
        exists()
        .where(Entitlement.enrolment_id == Enrolment.id, Entitlement.item == item)
        .where(Enrolment.client_id == client_id, *covering(day))
    )


@dataclass(frozen=True, slots=True)
class Entitled:
    """A client whose plan contains an item today, and since when."""

    client_id: str
    branch_id: str
    since: date


def entitled_after(client_id: str, *, item: str, day: date, size: int) -> list[Entitled]:
    """Give the next clients of all branches whose plan contains an item on `day`, by id: for jobs."""
    query = (
        select(Enrolment.client_id, Enrolment.branch_id, func.min(Enrolment.starts))
        .join(Entitlement, Entitlement.enrolment_id == Enrolment.id)
        .where(Enrolment.client_id > client_id, Entitlement.item == item, *covering(day))
        .group_by(Enrolment.client_id, Enrolment.branch_id)
        .order_by(Enrolment.client_id)
        .limit(size)
    )
    return [Entitled(*row) for row in db.session.execute(query)]
