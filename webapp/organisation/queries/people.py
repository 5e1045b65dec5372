"""Branches and who works there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Select, bindparam, exists, or_, select

from webapp.kernel.db import db, rows
from webapp.organisation.models import Branch, Staff, StandbyOrder
from webapp.toolbox.words import Bilingual


def branch(branch_id: str) -> Branch | None:
    """Give a branch."""
    return db.session.get(Branch, branch_id)


def branches() -> list[Branch]:
    """Give all branches, headquarters first."""
    return list(db.session.scalars(select(Branch).order_by(Branch.is_headquarters.desc(), Branch.code)))


def staff(staff_id: str) -> Staff | None:
    """Give a staff member."""
    return db.session.get(Staff, staff_id)


_NAME = select(Staff.name_zh, Staff.name_en).where(Staff.id == bindparam("staff_id"))


def staff_name(staff_id: str) -> Bilingual | None:
    """Give the name of a staff member, in plain columns (with every report)."""
    found = rows(_NAME, {"staff_id": staff_id}).first()
    return Bilingual(zh=found.name_zh, en=found.name_en) if found else None


def staff_named(staff_ids: Sequence[str]) -> dict[str, Staff]:
    """Give staff members by id, in one statement."""
    if not staff_ids:
        return {}
    found = db.session.scalars(select(Staff).where(Staff.id.in_(set(staff_ids))))
    return {one.id: one for one in found}


_OPEN_ORDER = exists().where(StandbyOrder.staff_id == Staff.id, StandbyOrder.ended_at.is_(None))


def staff_of(*, branch_id: str, role: str | None = None, serving: bool = True) -> list[Staff]:
    """Give the people of a branch, of one role if asked; `serving` leaves out standby and leavers."""
    query = select(Staff).where(Staff.branch_id == branch_id).order_by(Staff.hired_on, Staff.id)
    if role:
        query = query.where(Staff.role == role)
    if serving:
        query = query.where(Staff.left_on.is_(None), ~_OPEN_ORDER)
    return list(db.session.scalars(query))


def not_serving() -> Select[str]:
    """Give, as a subquery, the ids of everybody who is on standby or has left."""
    return select(Staff.id).where(or_(Staff.left_on.is_not(None), _OPEN_ORDER))


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody works, and whether new work may go to them now."""

    staff: Staff
    at_headquarters: bool
    serving: bool


_SERVING = (Staff.left_on.is_(None) & ~_OPEN_ORDER).label("serving")
_POSITION = select(Staff, Branch.is_headquarters, _SERVING).join(Branch, Branch.id == Staff.branch_id)
_POSITIONS = _POSITION.where(Staff.id.in_(bindparam("ids", expanding=True)))


def place_of(staff_id: BindParameter[str]) -> Select[str, str, str | None, bool, bool]:
    """Ask in plain columns where one person works and whether they serve; a caller may ask more in the same statement."""
    place = select(Staff.role, Staff.branch_id, Staff.manager_id, Branch.is_headquarters, _SERVING)
    return place.join(Branch, Branch.id == Staff.branch_id).where(Staff.id == staff_id)


def positions(staff_ids: Iterable[str]) -> dict[str, Position]:
    """Give where people work and whether they serve, by id, in one statement."""
    wanted = set(staff_ids)
    if not wanted:
        return {}
    found = db.session.execute(_POSITIONS, {"ids": sorted(wanted)})
    return {row[0].id: Position(row[0], bool(row[1]), bool(row[2])) for row in found}


def line_of(*, branch_id: str, roles: Iterable[str]) -> list[Position]:
    """Give who serves in some roles in a branch or at headquarters, longest there first."""
    query = _POSITION.where(
        Staff.role.in_(list(roles)), or_(Staff.branch_id == branch_id, Branch.is_headquarters)
    ).order_by(Staff.hired_on, Staff.id)
    found = [Position(row[0], bool(row[1]), bool(row[2])) for row in db.session.execute(query)]
    return [one for one in found if one.serving]


def everybody_of(*, branch_id: str) -> list[Staff]:
    """Give everybody of a branch and of headquarters who has not left, by name."""
    query = (
        select(Staff)
        .join(Branch, Branch.id == Staff.branch_id)
        .where(Staff.left_on.is_(None), or_(Staff.branch_id == branch_id, Branch.is_headquarters))
    )
    return list(db.session.scalars(query.order_by(Staff.name_en, Staff.id)))


def at_headquarters() -> Select[str]:
    """Give, as a subquery, the ids of everybody who works at headquarters."""
    return select(Staff.id).join(Branch, Branch.id == Staff.branch_id).where(Branch.is_headquarters)


def close_to(
    staff_id: BindParameter[str],
    *,
    role: str,
    branch_id: BindParameter[str],
    manager_id: BindParameter[str],
) -> Select[str]:
    """Give, as a subquery, the ids of those whose cases a person must not touch (complaints.md §5).

    The line manager (NULL: none), subordinates, the manager of the own branch; at headquarters its
    admins, except for the independent reviewer; for a manager of a branch all admins. For a statement built once: only the role is a value.
    """
    near = [
        Staff.manager_id == staff_id,
        Staff.id == manager_id,
        (Staff.role == "BRANCH_MANAGER") & (Staff.branch_id == branch_id),
    ]
    if role == "BRANCH_MANAGER":
        near.append(Staff.role == "HQ_ADMIN")
    elif role != "INDEPENDENT_REVIEWER":
        near.append((Staff.role == "HQ_ADMIN") & (Staff.branch_id == branch_id))
    return select(Staff.id).where(or_(*near))
