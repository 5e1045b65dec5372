"""Who is on a group's roster, from when to when, and in which department."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.groups.models import ClientGroup, GroupMember
from webapp.groups.refusals import OnARoster
from webapp.groups.services.notes import note
from webapp.kernel.db import changed
from webapp.kernel.errors import NotYours
from webapp.kernel.ids import new_id
from webapp.kernel.inserting import insert_new


def add_member(*, group: ClientGroup, client_id: str, department: str, joined_on: date, actor_id: str) -> str:
    """Put a client of the branch on the roster; gives the line's id. Raises NotYours, OnARoster."""
    client = clients.client(client_id)
    if client is None or client.branch_id != group.branch_id:
        raise NotYours
    member_id = new_id()
    new = insert_new(
        GroupMember,
        id=member_id,
        branch_id=group.branch_id,
        group_id=group.id,
        client_id=client_id,
        department=department,
        joined_on=joined_on,
    )
    if not new:
        raise OnARoster
    note("member.added", ("group_member", member_id), group.branch_id, actor_id)
    return member_id


def end_membership(*, member: GroupMember, left_on: date, actor_id: str) -> None:
    """Take a client off the roster from a day on, the day of joining at the earliest; once is enough."""
    still = update(GroupMember).where(GroupMember.id == member.id, GroupMember.left_on.is_(None))
    if changed(still.values(left_on=max(left_on, member.joined_on))):
        note("member.left", ("group_member", member.id), member.branch_id, actor_id)


def move_department(*, member: GroupMember, department: str, actor_id: str) -> None:
    """Note that a member works in another department now."""
    still = update(GroupMember).where(GroupMember.id == member.id, GroupMember.left_on.is_(None))
    if changed(still.values(department=department)):
        note("member.moved", ("group_member", member.id), member.branch_id, actor_id)
