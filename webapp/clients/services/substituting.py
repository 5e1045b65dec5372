"""Passing on the clients of somebody on standby from one substitute to another (S1)."""

from __future__ import annotations

from sqlalchemy import false, or_, true, update

from webapp.accounts import services as accounts
from webapp.clients import queries
from webapp.clients.models import CareTeamMember
from webapp.clients.services.care import NotServing
from webapp.clients.services.noting import note
from webapp.kernel.db import changed
from webapp.organisation import queries as organisation


def pass_on(*, staff_id: str, substitute_id: str, actor_id: str) -> int:
    """Let another colleague stand in for somebody, for all clients who are looked after by a substitute or by nobody.

    Gives how many care places moved. Raises `NotServing` for whoever cannot stand in, or no longer.
    """
    person, there = organisation.staff(staff_id), organisation.staff(substitute_id)
    if person is None or there is None:
        raise NotServing
    accounts.hold(account_id=there.account_id)  # a standby that opens just now passes these places on too
    if substitute_id not in {one.staff.id for one in queries.substitutes_for(person)}:
        raise NotServing
    serves = organisation.may_serve(staff_id)
    nobody = CareTeamMember.substitute_id.is_(None) & (false() if serves else true())
    moved = changed(
        update(CareTeamMember)
        .where(
            CareTeamMember.staff_id == staff_id,
            or_(CareTeamMember.substitute_id != substitute_id, nobody),
            CareTeamMember.until_at.is_(None),
        )
        .values(substitute_id=substitute_id)
    )
    if moved:
        note("clients.care.passed_on", staff_id, person.branch_id, actor_id, {"places": moved})
    return moved
