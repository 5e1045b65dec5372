"""Questions about branches, staff, institutions and standing. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, Select, bindparam, exists, or_, select

from webapp.kernel.db import db, rows
from webapp.organisation import rules
from webapp.organisation.models import Agreement, StandbyOrder, WorkCalendarDay
from webapp.organisation.models import Branch as Branch  # the types that upper rooms name
from webapp.organisation.models import Institution as Institution
from webapp.organisation.models import Staff as Staff
from webapp.toolbox.calendar import WorkingDays
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


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody works, and whether new work may go to them now."""

    staff: Staff
    at_headquarters: bool
    serving: bool


_POSITION = select(
    Staff, Branch.is_headquarters, (Staff.left_on.is_(None) & ~_OPEN_ORDER).label("serving")
).join(Branch, Branch.id == Staff.branch_id)
_POSITIONS = _POSITION.where(Staff.id.in_(bindparam("ids", expanding=True)))


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


def orders(order_ids: Iterable[str]) -> dict[str, StandbyOrder]:
    """Give standby orders by id, in one statement."""
    wanted = set(order_ids)
    if not wanted:
        return {}
    return {
        one.id: one for one in db.session.scalars(select(StandbyOrder).where(StandbyOrder.id.in_(wanted)))
    }


def close_to(
    staff_id: BindParameter[str],
    *,
    role: str,
    branch_id: BindParameter[str],
    manager_id: BindParameter[str],
) -> Select[str]:
    """Give, as a subquery, the ids of those whose cases a person must not touch (complaints.md §5).

    The line manager (NULL: none), subordinates, the manager of the own branch; at headquarters its
    admins, except for the independent reviewer. For a statement built once: only the role is a value.
    """
    near = [
        Staff.manager_id == staff_id,
        Staff.id == manager_id,
        (Staff.role == "BRANCH_MANAGER") & (Staff.branch_id == branch_id),
    ]
    if role != "INDEPENDENT_REVIEWER":
        near.append((Staff.role == "HQ_ADMIN") & (Staff.branch_id == branch_id))
    return select(Staff.id).where(or_(*near))


def institution(institution_id: str) -> Institution | None:
    """Give an institution."""
    return db.session.get(Institution, institution_id)


def institutions() -> list[Institution]:
    """Give all institutions, by branch."""
    return list(db.session.scalars(select(Institution).order_by(Institution.branch_id, Institution.id)))


def agreements_on(*, day: date) -> dict[str, date]:
    """Give institution id → the last day of the agreement that holds on `day`, for all institutions."""
    query = select(Agreement.institution_id, Agreement.valid_to).where(
        Agreement.valid_from <= day, Agreement.valid_to >= day
    )
    return {
        row.institution_id: row.valid_to for row in db.session.execute(query.order_by(Agreement.valid_to))
    }


def agreements_of(institution_id: str) -> list[Agreement]:
    """Give an institution's agreements, the newest first."""
    query = select(Agreement).where(Agreement.institution_id == institution_id)
    return list(db.session.scalars(query.order_by(Agreement.valid_from.desc(), Agreement.id)))


def agreed_institutions(*, branch_id: str, day: date) -> list[Institution]:
    """Give the institutions with an agreement of the branch that holds on `day` (O1)."""
    query = (
        select(Institution)
        .join(Agreement, Agreement.institution_id == Institution.id)
        .where(
            Institution.branch_id == branch_id,
            Agreement.branch_id == branch_id,
            Agreement.valid_from <= day,
            Agreement.valid_to >= day,
        )
        .distinct()
    )
    return list(db.session.scalars(query.order_by(Institution.name_en, Institution.id)))


_AGREEMENT_ON = (
    select(Agreement)
    .where(
        Agreement.institution_id == bindparam("institution_id"),
        Agreement.branch_id == bindparam("branch_id"),
        Agreement.valid_from <= bindparam("day"),
        Agreement.valid_to >= bindparam("day"),
    )
    .order_by(Agreement.valid_from.desc())
)


def agreement_on(*, institution_id: str, branch_id: str, day: date) -> Agreement | None:
    """Give the agreement of a branch and an institution that holds on `day` (O1)."""
    asked = {"institution_id": institution_id, "branch_id": branch_id, "day": day}
    return db.session.scalars(_AGREEMENT_ON, asked).first()


@dataclass(frozen=True, slots=True)
class AgreedPlace:
    """An institution with the terms on which a branch sends people there (O1)."""

    id: str
    name: Bilingual
    address: Bilingual
    transit: Bilingual
    phone: str
    map_url: str
    zone: str
    change_hours: int
    report_days: int
    report_in_working_days: bool
    valid_to: date


_AGREED_PLACE = _AGREEMENT_ON.join(Institution, Institution.id == Agreement.institution_id).with_only_columns(
    Institution.id,
    Institution.phone,
    Institution.map_url,
    Institution.zone,
    Institution.name_zh,
    Institution.name_en,
    Institution.address_zh,
    Institution.address_en,
    Institution.transit_zh,
    Institution.transit_en,
    Agreement.change_hours,
    Agreement.report_days,
    Agreement.report_in_working_days,
    Agreement.valid_to,
)


def agreed_place(*, institution_id: str, branch_id: str, day: date) -> AgreedPlace | None:
    """Give the institution and the terms that hold on `day`, in plain columns (with every booking page)."""
    asked = {"institution_id": institution_id, "branch_id": branch_id, "day": day}
    found = rows(_AGREED_PLACE, asked).first()
    if found is None:
        return None
    return AgreedPlace(
        id=found.id,
        name=Bilingual(zh=found.name_zh, en=found.name_en),
        address=Bilingual(zh=found.address_zh, en=found.address_en),
        transit=Bilingual(zh=found.transit_zh, en=found.transit_en),
        phone=found.phone,
        map_url=found.map_url,
        zone=found.zone,
        change_hours=found.change_hours,
        report_days=found.report_days,
        report_in_working_days=found.report_in_working_days,
        valid_to=found.valid_to,
    )


def open_orders(staff_id: str) -> list[StandbyOrder]:
    """Give a person's open standby orders, oldest first."""
    query = select(StandbyOrder).where(StandbyOrder.staff_id == staff_id, StandbyOrder.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(StandbyOrder.opened_at, StandbyOrder.id)))


def order(order_id: str) -> StandbyOrder | None:
    """Give a standby order."""
    return db.session.get(StandbyOrder, order_id)


def standing(staff_id: str) -> rules.Standing:
    """Derive where a person stands from the open orders (complaints.md §3)."""
    still_open = (StandbyOrder.staff_id == Staff.id) & StandbyOrder.ended_at.is_(None)
    query = (
        select(Staff.left_on, StandbyOrder.id, StandbyOrder.separation_proposed_at)
        .outerjoin(StandbyOrder, still_open)
        .where(Staff.id == staff_id)
    )
    found = db.session.execute(query).all()
    orders = [rules.Order(proposed_at is not None) for _left, order_id, proposed_at in found if order_id]
    return rules.standing(orders, left=not found or found[0].left_on is not None)


def standings(people: Sequence[Staff]) -> dict[str, rules.Standing]:
    """Give staff id → standing for a list, in one statement."""
    keys = [one.id for one in people]
    query = select(StandbyOrder).where(StandbyOrder.staff_id.in_(keys), StandbyOrder.ended_at.is_(None))
    orders: dict[str, list[rules.Order]] = {key: [] for key in keys}
    for order in db.session.scalars(query) if keys else ():
        orders[order.staff_id].append(rules.Order(order.separation_proposed_at is not None))
    return {one.id: rules.standing(orders[one.id], left=one.left_on is not None) for one in people}


def may_serve(staff_id: str) -> bool:
    """Tell whether new work may go to this person: every room asks here."""
    return rules.may_serve(standing(staff_id))


_DAYS_KEPT = select(WorkCalendarDay.day, WorkCalendarDay.works)


def working_days() -> WorkingDays:
    """Give the working calendar (weekends, holidays, make-up days), in one statement."""
    found = rows(_DAYS_KEPT, {})
    return WorkingDays({row.day: row.works for row in found})


def calendar_days() -> list[WorkCalendarDay]:
    """Give all days that differ from their weekday."""
    return list(db.session.scalars(select(WorkCalendarDay).order_by(WorkCalendarDay.day)))
