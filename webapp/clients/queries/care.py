"""Who looks after a client, who did, and whom somebody looks after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    exists,
    false,
    func,
    select,
    true,
    union_all,
)

from webapp.clients import rules
from webapp.clients.models import CareTeamMember, Client, ServedBy
from webapp.clients.queries.agreeing import agrees
from webapp.kernel import paging
from webapp.kernel.db import db, rows


@dataclass(frozen=True, slots=True)
class Served:
    """One line of the served-by ledger, the latest day of each (person, capacity)."""

    staff_id: str
    capacity: str
    day: date


def care_team(client_id: str) -> list[CareTeamMember]:
    """Give who looks after a client now."""
    query = select(CareTeamMember).where(
        CareTeamMember.client_id == client_id, CareTeamMember.until_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(CareTeamMember.capacity)))


def who_looks_after(*, client_id: str, capacity: str) -> str | None:
    """Give the id of the staff member now acting for a client in a capacity."""
    for member in care_team(client_id):
        if member.capacity == capacity:
            return member.acting_id
    return None


def acting_for(*, client_ids: Sequence[str], capacity: str) -> dict[str, str]:
    """Give client id → the staff member now acting in a capacity, in one statement: for lists."""
    if not client_ids:
        return {}
    query = select(CareTeamMember).where(
        CareTeamMember.client_id.in_(client_ids),
        CareTeamMember.capacity == capacity,
        CareTeamMember.until_at.is_(None),
    )
    return {one.client_id: one.acting_id for one in db.session.scalars(query)}


def loads(staff_ids: Iterable[str]) -> dict[str, int]:
    """Count the clients people look after now, as owner or substitute, in one statement."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    query = select(acting, func.count()).where(acting.in_(set(staff_ids)), CareTeamMember.until_at.is_(None))
    return {str(person): int(count) for person, count in db.session.execute(query.group_by(acting))}


def clients_of(*, staff_id: str, capacity: str, after: str = "", size: int = 20) -> paging.Page:
    """Give the clients a person looks after now in one capacity."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    query = (
        select(Client)
        .join(CareTeamMember, CareTeamMember.client_id == Client.id)
        .where(acting == staff_id, CareTeamMember.capacity == capacity, CareTeamMember.until_at.is_(None))
    )
    return paging.page(query, [Client.pinyin, Client.id], after, size)


def in_care_of(*, staff_id: str, capacity: str, purpose: rules.Purpose) -> Select[str]:
    """Give the ids of the clients a person looks after in a capacity and who agree to it: a subquery.

    It keeps lists to whom `reachable` would open (A1, A5).
    """
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    return select(CareTeamMember.client_id).where(
        acting == staff_id,
        CareTeamMember.capacity == capacity,
        CareTeamMember.until_at.is_(None),
        agrees(CareTeamMember.client_id, purpose),
    )


def staff_who_served(client_id: str) -> list[Served]:
    """Give everybody who served or looks after a client: whom a complaint may name (T2)."""
    ledger = (
        select(ServedBy.staff_id, ServedBy.capacity, func.max(ServedBy.day))
        .where(ServedBy.client_id == client_id)
        .group_by(ServedBy.staff_id, ServedBy.capacity)
        .order_by(func.max(ServedBy.day).desc(), ServedBy.staff_id)
        .limit(100)
    )
    return [Served(*row) for row in db.session.execute(ledger)]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a client knows: of her care team now, or of the ledger (`served`)."""

    staff_id: str
    capacity: str
    served: bool


_KNOWN = union_all(
    select(CareTeamMember.staff_id, CareTeamMember.capacity, false().label("served")).where(
        CareTeamMember.client_id == bindparam("client_id"), CareTeamMember.until_at.is_(None)
    ),
    select(ServedBy.staff_id, ServedBy.capacity, true())
    .where(ServedBy.client_id == bindparam("client_id"))
    .distinct(),
)


def known_to(client_id: str) -> list[Known]:
    """Give who looks after a client and who ever served her, in one statement: whom she may name (T2)."""
    return [
        Known(staff_id, capacity, bool(served))
        for staff_id, capacity, served in rows(_KNOWN, {"client_id": client_id})
    ]


def was_served(
    client_id: Any, *, staff_id: str | BindParameter[str], capacities: Iterable[str]
) -> ColumnElement[bool]:
    """Give the condition that a person served the client of a row (`client_id` is its column)."""
    return exists().where(
        ServedBy.client_id == client_id,
        ServedBy.staff_id == staff_id,
        ServedBy.capacity.in_(sorted(capacities)),
    )
