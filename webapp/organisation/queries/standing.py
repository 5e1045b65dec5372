"""Standby orders, and where a person stands by them (complaints.md §3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from webapp.kernel.db import db
from webapp.organisation import rules
from webapp.organisation.models import Staff, StandbyOrder


def orders(order_ids: Iterable[str]) -> dict[str, StandbyOrder]:
    """Give standby orders by id, in one statement."""
    wanted = set(order_ids)
    if not wanted:
        return {}
    return {
        one.id: one for one in db.session.scalars(select(StandbyOrder).where(StandbyOrder.id.in_(wanted)))
    }


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
