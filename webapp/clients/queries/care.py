"""Who looks after a client, who did, and whom somebody looks after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)

from webapp.clients import rules
from webapp.clients.models import CareTeamMember, Client, ServedBy
from webapp.clients.queries.agreeing import agrees
from webapp.kernel import paging
from webapp.kernel.db import among, db, rows
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Position, Staff


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
    people = set(staff_ids)
    anyhow = or_(CareTeamMember.staff_id.in_(people), CareTeamMember.substitute_id.in_(people))
    query = select(acting, func.count()).where(anyhow, acting.in_(people), CareTeamMember.until_at.is_(None))
    return {str(person): int(count) for person, count in db.session.execute(query.group_by(acting))}


def substituted(staff_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Count, for people's care places, who stands in at how many; "" where nobody does."""
    query = select(CareTeamMember.staff_id, CareTeamMember.substitute_id, func.count()).where(
        CareTeamMember.staff_id.in_(set(staff_ids)), CareTeamMember.until_at.is_(None)
    )
    found: dict[str, dict[str, int]] = {}
    for owner, substitute, places in db.session.execute(
        query.group_by(CareTeamMember.staff_id, CareTeamMember.substitute_id)
    ):
        found.setdefault(owner, {})[substitute or ""] = int(places)
    return found


def acting_without_serving() -> list[str]:
    """Give who acts for clients without serving: nobody could take over when their standby began."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    query = select(acting).where(CareTeamMember.until_at.is_(None), acting.in_(organisation.not_serving()))
    return list(db.session.scalars(query.distinct().order_by(acting)))


def substitutes_for(person: Staff) -> list[Position]:
    """Give who may stand in for somebody: the same role, in the branch or at headquarters, or an admin there."""
    line = organisation.line_of(branch_id=person.branch_id, roles=(person.role, "HQ_ADMIN"))
    return [one for one in line if one.staff.id != person.id]


def clients_of(*, staff_id: str, capacity: str, after: str = "", size: int = 20) -> paging.Page:
    """Give the clients a person looks after now in one capacity."""
    query = (
        select(Client)
        .join(CareTeamMember, CareTeamMember.client_id == Client.id)
        .where(_acts(staff_id), CareTeamMember.capacity == capacity, CareTeamMember.until_at.is_(None))
    )
    return paging.page(query, [Client.pinyin, Client.id], after, size)


def acting_in(client_id: Any, *, capacity: str) -> ScalarSelect[str]:
    """Give who acts for a client in a capacity, for another question's statement (an id or its column)."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    return (
        select(acting)
        .where(
            CareTeamMember.client_id == client_id,
            CareTeamMember.capacity == capacity,
            CareTeamMember.until_at.is_(None),
        )
        .correlate_except(CareTeamMember)
        .scalar_subquery()
    )


def without_care(*, client_ids: Iterable[str], capacity: str, branch_id: str) -> list[str]:
    """Give those of a branch's clients whom nobody looks after in a capacity."""
    held = exists().where(
        CareTeamMember.client_id == Client.id,
        CareTeamMember.capacity == capacity,
        CareTeamMember.until_at.is_(None),
    )
    query = select(Client.id).where(Client.id.in_(set(client_ids)), Client.branch_id == branch_id, ~held)
    return list(db.session.scalars(query.order_by(Client.id)))


def in_care_of(*, staff_id: str, capacity: str, purpose: rules.Purpose) -> Select[str]:
    """Give the ids of the clients a person looks after in a capacity and who agree to it: a subquery.

    It keeps lists to whom `reachable` would open (A1, A5).
    """
    return looked_after_by(staff_id, capacity=capacity).where(agrees(CareTeamMember.client_id, purpose))


def looked_after_by(staff_id: str, *, capacity: str) -> Select[str]:
    """Give the ids of the clients a person looks after now in a capacity: a subquery."""
    return select(CareTeamMember.client_id).where(
        _acts(staff_id), CareTeamMember.capacity == capacity, CareTeamMember.until_at.is_(None)
    )


def _acts(staff_id: str) -> ColumnElement[bool]:
    """Compare with the columns themselves: each has an index, what both together say has none."""
    alone = and_(CareTeamMember.staff_id == staff_id, CareTeamMember.substitute_id.is_(None))
    return or_(alone, CareTeamMember.substitute_id == staff_id)


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


def ever_served(staff_id: BindParameter[str]) -> ColumnElement[bool]:
    """Give the condition that a person served anybody, ever."""
    return exists().where(ServedBy.staff_id == staff_id)


def was_served(
    client_id: Any,
    *,
    staff_id: str | BindParameter[str],
    counting: Iterable[tuple[ColumnElement[bool], Iterable[str]]],
) -> ColumnElement[bool]:
    """Give the condition that a person served the client of a row (`client_id` is its column).

    `counting`: conditions on the row, each with the capacities that count where it holds. One look into the ledger for
    all of them: PostgreSQL plans every further one anew with each statement that asks.
    """
    return exists().where(
        ServedBy.client_id == client_id,
        ServedBy.staff_id == staff_id,
        or_(*(and_(holds, among(ServedBy.capacity, capacities)) for holds, capacities in counting)),
    )
