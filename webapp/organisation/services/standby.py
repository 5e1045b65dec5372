"""Standby orders: opened, ended, leading to a proposed separation (S1–S3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Update, update
from sqlalchemy.orm import make_transient_to_detached

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach
from webapp.kernel import clock, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new
from webapp.organisation import queries, rules
from webapp.organisation.events import SeparationProposed, StaffPutOnStandby, StaffReinstated
from webapp.organisation.models import Staff, StandbyOrder
from webapp.organisation.services.noting import note


def open_standby(*, staff_id: str, reason_ref: str, review_due: date, actor_id: str) -> StandbyOrder | None:
    """Put a person on standby for one opaque reason (S1), at once and with all its effects.

    Sessions end, sign-in reaches the own case only, and `StaffPutOnStandby` hands the clients over.
    Gives the order; None when this reason already has one (N parallel calls make one), and for whoever
    works here no more: there is nothing to stand by from, and a closed account stays closed (S4).
    """
    person = queries.staff(staff_id)
    order = _new_order(person, reason_ref, review_due) if person and not person.left_on else None
    if person is None or order is None:
        return None
    accounts.narrow_reach(account_id=person.account_id)
    accounts.end_sessions(account_id=person.account_id)
    note("organisation.standby.opened", ("standby_order", order.id), person.branch_id, actor_id)
    events.publish(StaffPutOnStandby(staff_id=staff_id, branch_id=person.branch_id, order_id=order.id))
    return order


def _new_order(person: Staff, reason_ref: str, review_due: date) -> StandbyOrder | None:
    """Insert an order unless this reason has one; the database decides, in one statement."""
    values = {
        "id": ids.new_id(),
        "branch_id": person.branch_id,
        "staff_id": person.id,
        "reason_ref": reason_ref,
        "review_due": review_due,
        "opened_at": clock.now(),
    }
    if not insert_new(StandbyOrder, **values):
        return None
    order = StandbyOrder(**values)
    make_transient_to_detached(order)
    db.session.add(order)
    return order


def review_again(*, order_ids: Collection[str], due: date) -> None:
    """Say when open orders are reviewed the next time: they were reviewed today and stay (S1)."""
    still_open = (StandbyOrder.id.in_(order_ids), StandbyOrder.ended_at.is_(None))
    changed(update(StandbyOrder).where(*still_open).values(review_due=due))


def end_standby(*, order_id: str, ending: rules.Ending, actor_id: str) -> bool:
    """End an order once (S2); the person is reinstated when no other order is open."""
    order = _changed_order(
        update(StandbyOrder)
        .where(StandbyOrder.id == order_id, StandbyOrder.ended_at.is_(None))
        .values(ended_at=clock.now(), ending=ending.value)
    )
    if order is None:
        return False
    note("organisation.standby.ended", ("standby_order", order_id), order.branch_id, actor_id, ending.value)
    person = db.session.get_one(Staff, order.staff_id)
    accounts.hold(
        account_id=person.account_id
    )  # another order that opens or ends just now is seen, or sees this
    if queries.standing(person.id) is rules.Standing.ACTIVE:
        _reinstate(person, order_id)
    return True


def _changed_order(guarded: Update) -> StandbyOrder | None:
    """Change an order if its guard still holds and give it as it is now, in one statement."""
    return db.session.scalars(
        guarded.returning(StandbyOrder),
        execution_options={"synchronize_session": False, "populate_existing": True},
    ).first()


def _reinstate(person: Staff, order_id: str) -> None:
    accounts.set_reach(account_id=person.account_id, reach=Reach.FULL)
    accounts.end_sessions(account_id=person.account_id)
    events.publish(StaffReinstated(staff_id=person.id, branch_id=person.branch_id, order_id=order_id))


def propose_separation(*, order_id: str, actor_id: str) -> bool:
    """Mark an open order as leading to separation (S3); the reviewer has signed before."""
    order = _changed_order(
        update(StandbyOrder)
        .where(
            StandbyOrder.id == order_id,
            StandbyOrder.ended_at.is_(None),
            StandbyOrder.separation_proposed_at.is_(None),
        )
        .values(separation_proposed_at=clock.now())
    )
    if order is None:
        return False
    note("organisation.separation.proposed", ("standby_order", order_id), order.branch_id, actor_id)
    events.publish(SeparationProposed(staff_id=order.staff_id, branch_id=order.branch_id, order_id=order_id))
    return True


def drop_separations(*, order_ids: Collection[str], actor_id: str) -> None:
    """Let open orders be plain standby again: the finding that proposed a separation is looked into anew (S3)."""
    proposed = (
        StandbyOrder.id.in_(order_ids),
        StandbyOrder.ended_at.is_(None),
        StandbyOrder.separation_proposed_at.is_not(None),
    )
    dropped = update(StandbyOrder).where(*proposed).values(separation_proposed_at=None)
    for order_id, branch_id in db.session.execute(
        dropped.returning(StandbyOrder.id, StandbyOrder.branch_id)
    ).all():
        note("organisation.separation.dropped", ("standby_order", order_id), branch_id, actor_id)
