"""Moving clients from one person in charge to another, many at a time."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, update

from webapp.accounts import services as accounts
from webapp.clients import queries, rules
from webapp.clients.models import CareTeamMember
from webapp.clients.services.care import NotServing
from webapp.clients.services.noting import note
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


def move_care(
    *,
    client_ids: Iterable[str],
    capacity: rules.Capacity,
    from_staff_id: str | None,
    to_staff_id: str,
    branch_id: str,
    actor_id: str,
) -> list[str]:
    """Put somebody else of the branch in charge of clients; None: of those whom nobody looks after.

    Gives the clients that moved: who meanwhile is in other hands stays there. Raises `NotServing`. The
    statements do not grow with the clients.
    """
    person = organisation.staff(to_staff_id)
    if person is None or to_staff_id == from_staff_id:
        raise NotServing
    accounts.hold(account_id=person.account_id)
    own_branch = person.branch_id == branch_id
    if not rules.may_take_charge(capacity=capacity, role=person.role, own_branch=own_branch):
        raise NotServing
    if not organisation.may_serve(to_staff_id):
        raise NotServing
    if from_staff_id:
        moved = _give_up(from_staff_id, client_ids, capacity, branch_id)
    else:
        moved = queries.without_care(client_ids=client_ids, capacity=capacity, branch_id=branch_id)
    if moved:
        _put_in_charge(moved, capacity, to_staff_id, branch_id)
        details: dict[str, object] = {"capacity": capacity.value, "clients": moved, "to": to_staff_id}
        note("clients.care.moved", from_staff_id or to_staff_id, branch_id, actor_id, details)
    return moved


def _give_up(staff_id: str, client_ids: Iterable[str], capacity: rules.Capacity, branch_id: str) -> list[str]:
    """End the places that a person holds now, as owner or substitute; gives whose they were."""
    held = (
        CareTeamMember.client_id.in_(set(client_ids)),
        CareTeamMember.branch_id == branch_id,
        CareTeamMember.capacity == capacity.value,
        CareTeamMember.until_at.is_(None),
        func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id) == staff_id,
    )
    ended = (
        update(CareTeamMember).where(*held).values(until_at=clock.now()).returning(CareTeamMember.client_id)
    )
    return sorted(db.session.scalars(ended.execution_options(synchronize_session=False)))


def _put_in_charge(client_ids: list[str], capacity: rules.Capacity, staff_id: str, branch_id: str) -> None:
    db.session.add_all(
        CareTeamMember(branch_id=branch_id, client_id=one, capacity=capacity.value, staff_id=staff_id)
        for one in client_ids
    )
    db.session.flush()
