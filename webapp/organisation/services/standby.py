"""Standby orders: opened, ended, leading to a proposed separation (S1–S3)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach
from webapp.kernel import clock, events
from webapp.kernel.db import changed, db
from webapp.organisation import queries, rules
from webapp.organisation.events import SeparationProposed, StaffPutOnStandby, StaffReinstated
from webapp.organisation.models import Staff, StandbyOrder
from webapp.organisation.services.noting import kept, note


def open_standby(*, staff_id: str, reason_ref: str, review_due: date, actor_id: str) -> StandbyOrder | None:
    """Put a person on standby for one opaque reason (S1), at once and with all its effects.

    Sessions end, sign-in reaches the own case only, and `StaffPutOnStandby` hands the clients over.
    Gives the order; None when this reason already has one (N parallel calls make one).
    """
    person = queries.staff(staff_id)
    if person is None or _order_for(staff_id, reason_ref):
        return None
    order = StandbyOrder(
        branch_id=person.branch_id, staff_id=staff_id, reason_ref=reason_ref, review_due=review_due
    )
    if not kept(order):
        return None
    accounts.set_reach(account_id=person.account_id, reach=Reach.OWN_CASE)
    accounts.end_sessions(account_id=person.account_id)
    note("organisation.standby.opened", ("standby_order", order.id), person.branch_id, actor_id)
    events.publish(StaffPutOnStandby(staff_id=staff_id, branch_id=person.branch_id, order_id=order.id))
    return order


def _order_for(staff_id: str, reason_ref: str) -> StandbyOrder | None:
    query = select(StandbyOrder).where(
        StandbyOrder.staff_id == staff_id, StandbyOrder.reason_ref == reason_ref
    )
    return db.session.scalars(query).first()


def end_standby(*, order_id: str, ending: rules.Ending, actor_id: str) -> bool:
    """End an order once (S2); the person is reinstated when no other order is open."""
    done = changed(
        update(StandbyOrder)
        .where(StandbyOrder.id == order_id, StandbyOrder.ended_at.is_(None))
        .values(ended_at=clock.now(), ending=ending.value)
    )
    if not done:
        return False
    order = db.session.get_one(StandbyOrder, order_id, populate_existing=True)
    note("organisation.standby.ended", ("standby_order", order_id), order.branch_id, actor_id, ending.value)
    if queries.standing(order.staff_id) is rules.Standing.ACTIVE:
        _reinstate(order)
    return True


def _reinstate(order: StandbyOrder) -> None:
    person = db.session.get_one(Staff, order.staff_id)
    accounts.set_reach(account_id=person.account_id, reach=Reach.FULL)
    accounts.end_sessions(account_id=person.account_id)
    events.publish(StaffReinstated(staff_id=person.id, branch_id=person.branch_id, order_id=order.id))


def propose_separation(*, order_id: str, actor_id: str) -> bool:
    """Mark an open order as leading to separation (S3); the reviewer has signed before."""
    done = changed(
        update(StandbyOrder)
        .where(
            StandbyOrder.id == order_id,
            StandbyOrder.ended_at.is_(None),
            StandbyOrder.separation_proposed_at.is_(None),
        )
        .values(separation_proposed_at=clock.now())
    )
    if not done:
        return False
    order = db.session.get_one(StandbyOrder, order_id, populate_existing=True)
    note("organisation.separation.proposed", ("standby_order", order_id), order.branch_id, actor_id)
    events.publish(SeparationProposed(staff_id=order.staff_id, branch_id=order.branch_id, order_id=order_id))
    return True
