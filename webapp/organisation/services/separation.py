"""The end of somebody's employment after two signatures (complaints.md §3, S4). The app records it; it never decides it."""

from __future__ import annotations

from sqlalchemy import update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach
from webapp.kernel import clock, events
from webapp.kernel.db import changed, db
from webapp.organisation import rules
from webapp.organisation.events import StaffLeft
from webapp.organisation.models import Staff, StandbyOrder
from webapp.organisation.services.noting import note


def separate(*, order_id: str, actor_id: str) -> bool:
    """Record a separation (S4): the order ends, clients go to substitutes, only the own case can be read.

    Gives whether it was new. Plans and notes that the person wrote stay as they are.
    """
    order = db.session.get_one(StandbyOrder, order_id)
    proposed = (
        StandbyOrder.id == order_id,
        StandbyOrder.ended_at.is_(None),
        StandbyOrder.separation_proposed_at.is_not(None),
    )
    ended = {"ended_at": clock.now(), "ending": rules.Ending.SEPARATED.value}
    if not changed(update(StandbyOrder).where(*proposed).values(**ended)):
        return False
    db.session.refresh(order)
    person = db.session.get_one(Staff, order.staff_id)
    person.left_on = person.left_on or clock.today()
    accounts.narrow_reach(account_id=person.account_id)
    accounts.end_sessions(account_id=person.account_id)
    note("organisation.separation.signed", ("standby_order", order_id), order.branch_id, actor_id)
    events.publish(StaffLeft(staff_id=person.id, branch_id=person.branch_id, role=person.role))
    return True


def close_account_of(*, staff_id: str) -> None:
    """Disable the account of somebody separated, once every appeal is over (S4)."""
    person = db.session.get_one(Staff, staff_id)
    accounts.set_reach(account_id=person.account_id, reach=Reach.NONE)
    accounts.end_sessions(account_id=person.account_id)
    note("organisation.separation.account_closed", ("staff", staff_id), person.branch_id, "")
