"""The care team: who is in charge, who stands in, and the ledger of who served (S1, S2)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import case, null, update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Role
from webapp.clients import queries, rules
from webapp.clients.events import CareWaits
from webapp.clients.models import CareTeamMember, Client, ServedBy
from webapp.clients.services.noting import note
from webapp.kernel import clock, events, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_into
from webapp.organisation import queries as organisation
from webapp.organisation.events import StaffLeft, StaffPutOnStandby, StaffReinstated


class NotServing(Refusal):
    """The staff member cannot take on new work now."""

    def message(self) -> str:
        return _("This person cannot take on new clients now.")


class NobodyLeft(Refusal):
    """No substitute could be found anywhere, headquarters included."""

    def message(self) -> str:
        return _("Nobody is there to take over. Please tell headquarters.")


def assign_care(*, client_id: str, capacity: rules.Capacity, staff_id: str, actor_id: str) -> None:
    """Put a serving staff member of the branch and role in charge of a client, ending whoever was.

    Raises `NotServing`.
    """
    client = db.session.get_one(Client, client_id)
    person = organisation.staff(staff_id)
    if person is None:
        raise NotServing
    accounts.hold(account_id=person.account_id)  # a standby that opens just now hands this client over too
    if not organisation.may_serve(staff_id):
        raise NotServing
    own_branch = person.branch_id == client.branch_id
    if not rules.may_take_charge(capacity=capacity, role=person.role, own_branch=own_branch):
        raise NotServing
    changed(
        update(CareTeamMember)
        .where(
            CareTeamMember.client_id == client_id,
            CareTeamMember.capacity == capacity.value,
            CareTeamMember.until_at.is_(None),
        )
        .values(until_at=clock.now())
    )
    db.session.add(
        CareTeamMember(
            branch_id=client.branch_id, client_id=client_id, capacity=capacity.value, staff_id=staff_id
        )
    )
    db.session.flush()
    note("clients.care.assigned", client_id, client.branch_id, actor_id, {"capacity": capacity.value})


def hand_over(*, from_staff_id: str, actor_id: str, role: str | None = None) -> int:
    """Give all clients of a person to substitutes (S1); no client is left without an owner.

    The substitute is the serving person of the same role in the branch with the fewest clients, else
    somebody at headquarters. `role` is the one left, where it is no longer the present one. Gives how
    many care places moved.
    """
    leaving = organisation.staff(from_staff_id)
    if leaving is None:
        return 0
    substitute_id = _substitute_for(leaving.id, role or leaving.role, leaving.branch_id)
    moved = _move_places(from_staff_id, substitute_id)
    if moved:
        note("clients.care.handed_over", from_staff_id, leaving.branch_id, actor_id, {"places": moved})
    return moved


def _move_places(from_staff_id: str, substitute_id: str | None) -> int:
    """Owned places get a substitute; places held as a substitute for others pass on, or go back."""
    owned = (CareTeamMember.staff_id == from_staff_id) & CareTeamMember.substitute_id.is_(None)
    standing_in = CareTeamMember.substitute_id == from_staff_id
    live = CareTeamMember.until_at.is_(None)
    if substitute_id is None:
        if db.session.query(CareTeamMember.id).filter(live, owned | standing_in).first():
            raise NobodyLeft
        return 0
    returns = CareTeamMember.staff_id == substitute_id
    next_one = case((returns, null()), else_=substitute_id)
    return changed(update(CareTeamMember).where(live, owned | standing_in).values(substitute_id=next_one))


def _substitute_for(leaving_id: str, role: str, branch_id: str) -> str | None:
    """Find who takes over: same role and branch with the least load, else headquarters' people, else the manager."""
    line = organisation.line_of(branch_id=branch_id, roles=(role, Role.HQ_ADMIN, Role.BRANCH_MANAGER))
    others = [one for one in line if one.staff.id != leaving_id]
    peers = [one.staff.id for one in others if (one.staff.role, one.staff.branch_id) == (role, branch_id)]
    if len(peers) > 1:
        loads = queries.loads(peers)
        return min(peers, key=lambda staff_id: (loads.get(staff_id, 0), staff_id))
    if peers:
        return peers[0]
    at_headquarters = [one.staff for one in others if one.at_headquarters]
    at_headquarters.sort(key=lambda staff: staff.role != role)
    rest = [one.staff for one in others if not one.at_headquarters]  # rather the manager than nobody
    return next((one.id for one in [*at_headquarters, *rest]), None)


def hand_back(*, staff_id: str, actor_id: str) -> int:
    """Give a reinstated person's clients back (S2). Gives how many places returned."""
    person = organisation.staff(staff_id)
    returned = changed(
        update(CareTeamMember)
        .where(
            CareTeamMember.staff_id == staff_id,
            CareTeamMember.until_at.is_(None),
            CareTeamMember.substitute_id.is_not(None),
        )
        .values(substitute_id=None)
    )
    if person and returned:
        note("clients.care.handed_back", staff_id, person.branch_id, actor_id, {"places": returned})
    return returned


def note_service(*, client_id: str, staff_id: str, capacity: rules.Capacity, day: date) -> None:
    """File into the served-by ledger, once a day per person and capacity."""
    note_services(client_id=client_id, served=[(staff_id, capacity)], day=day)


def note_services(*, client_id: str, served: Sequence[tuple[str, rules.Capacity]], day: date) -> None:
    """File several people with their capacities into the ledger, in one statement."""
    branch_id = db.session.get_one(Client, client_id).branch_id
    lines = [
        {
            "id": ids.new_id(),
            "branch_id": branch_id,
            "client_id": client_id,
            "staff_id": staff_id,
            "capacity": capacity.value,
            "day": day,
        }
        for staff_id, capacity in served
    ]
    db.session.connection().execute(insert_into(ServedBy).values(lines).on_conflict_do_nothing())


def after_standby(event: StaffPutOnStandby) -> None:
    """Hand the clients over in the transaction that puts somebody on standby (S1).

    A standby is never refused for want of a substitute, for then a client's complaint would be: the places
    stay in the old name until somebody can take over, and headquarters hears of it (`CareWaits`).
    """
    try:
        hand_over(from_staff_id=event.staff_id, actor_id="")
    except NobodyLeft:
        note("clients.care.waits", event.staff_id, event.branch_id, "")
        events.publish(CareWaits(staff_id=event.staff_id, branch_id=event.branch_id))


def cover_waiting() -> int:
    """Find substitutes for the clients whose people do not serve, as soon as there are any. Gives how many places moved."""
    moved = 0
    for staff_id in queries.acting_without_serving():
        with suppress(NobodyLeft):
            moved += hand_over(from_staff_id=staff_id, actor_id="")
    return moved


@jobs.recurring("clients.cover_waiting", every=timedelta(minutes=10))
def look_for_cover(_task: jobs.Task) -> None:
    """Look again whether somebody can take over who waits: a colleague hired, or back."""
    cover_waiting()


def after_leaving(event: StaffLeft) -> None:
    """Hand the clients over when somebody leaves or takes another role."""
    hand_over(from_staff_id=event.staff_id, actor_id="", role=event.role)


def after_reinstatement(event: StaffReinstated) -> None:
    """Hand the clients back in the transaction that reinstates somebody (S2)."""
    hand_back(staff_id=event.staff_id, actor_id="")
