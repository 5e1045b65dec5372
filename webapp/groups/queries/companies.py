"""Companies, their years, people and reports, and who may open them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select

from webapp.accounts.rules import Role
from webapp.groups.models import (
    ClientGroup,
    GroupContact,
    GroupContract,
    GroupContractTerms,
    GroupMember,
    GroupReport,
    GroupReportSubject,
)
from webapp.groups.rules.status import OPEN, Status
from webapp.kernel import paging
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def reachable(group_id: str, *, visitor: Visitor) -> ClientGroup:
    """Give a group this visitor may open, or raise NotYours (A1): the one gate of the room's pages.

    Staff of its branch, headquarters, and its own contact.
    """
    group = db.session.get(ClientGroup, group_id)
    if group is None or not (_of_the_contact(group, visitor) or _of_the_house(group, visitor)):
        raise NotYours
    return group


def _of_the_house(group: ClientGroup, visitor: Visitor) -> bool:
    if visitor.role in (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER):
        return visitor.branch_id == group.branch_id
    return visitor.role == Role.HQ_ADMIN


def _of_the_contact(group: ClientGroup, visitor: Visitor) -> bool:
    if visitor.role != Role.GROUP_CONTACT:
        return False
    found = db.session.get(GroupContact, visitor.person_id)
    return found is not None and found.ended_at is None and found.group_id == group.id


def readable(group_report_id: str, *, visitor: Visitor) -> tuple[ClientGroup, GroupReport]:
    """Give a report this visitor may read, with its group; who does not work in the branch reads released ones."""
    found = db.session.get(GroupReport, group_report_id)
    if found is None or found.status == Status.SUPERSEDED:
        raise NotYours
    group = reachable(found.group_id, visitor=visitor)
    drafts = visitor.role in (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
    if found.status != Status.RELEASED and not drafts:
        raise NotYours
    return group, found


def groups(*, branch_id: str = "", after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give the groups of a branch, or of all, by name."""
    asked = select(ClientGroup)
    asked = asked.where(ClientGroup.branch_id == branch_id) if branch_id else asked
    return paging.page(asked, [ClientGroup.name_zh, ClientGroup.id], after, size)


def group(group_id: str) -> ClientGroup:
    """Give a group that is known to be there."""
    return db.session.get_one(ClientGroup, group_id)


def group_of_contact(contact_id: str) -> ClientGroup:
    """Give the group of a contact; raises NotYours for whoever is none now."""
    asked = (
        select(ClientGroup)
        .join(GroupContact, GroupContact.group_id == ClientGroup.id)
        .where(GroupContact.id == contact_id, GroupContact.ended_at.is_(None))
    )
    found = db.session.scalars(asked).first()
    if found is None:
        raise NotYours
    return found


def contact_of(group_id: str) -> GroupContact | None:
    """Give who is a group's contact now."""
    asked = select(GroupContact).where(GroupContact.group_id == group_id, GroupContact.ended_at.is_(None))
    return db.session.scalars(asked).first()


def hold(group_id: str) -> None:
    """Let nobody else release a report of the group until this is over."""
    db.session.get(ClientGroup, group_id, with_for_update=True, populate_existing=True)


def contract(contract_id: str) -> GroupContract | None:
    """Give one contract year."""
    return db.session.get(GroupContract, contract_id)


def contracts_of(group_id: str) -> list[GroupContract]:
    """Give a group's contract years, the newest first."""
    asked = select(GroupContract).where(GroupContract.group_id == group_id)
    return list(db.session.scalars(asked.order_by(GroupContract.number.desc())))


def terms_of(contract_id: str) -> list[GroupContractTerms]:
    """Give all that was ever agreed in a contract year, the newest first."""
    asked = select(GroupContractTerms).where(GroupContractTerms.contract_id == contract_id)
    return list(db.session.scalars(asked.order_by(GroupContractTerms.version.desc())))


def member(member_id: str) -> GroupMember | None:
    """Give one line of a roster."""
    return db.session.get(GroupMember, member_id)


def roster(group_id: str, *, after: str = "", size: int = paging.MAX_SIZE) -> paging.Page:
    """Give who is on a group's roster now, by the day they came."""
    asked = select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.left_on.is_(None))
    return paging.page(asked, [GroupMember.joined_on, GroupMember.id], after, size)


def members_between(group_id: str, *, first: date, last: date) -> Sequence[GroupMember]:
    """Give everybody who was on the roster on a day from `first` to `last`."""
    asked = select(GroupMember).where(
        GroupMember.group_id == group_id,
        GroupMember.joined_on <= last,
        or_(GroupMember.left_on.is_(None), GroupMember.left_on >= first),
    )
    return db.session.scalars(asked.order_by(GroupMember.id)).all()


def reports_of(group_id: str, *, released_only: bool = False) -> dict[str, GroupReport]:
    """Give contract id → its report that stands: the released one, else the open one."""
    wanted = [Status.RELEASED] if released_only else [Status.RELEASED, *OPEN]
    asked = select(GroupReport).where(GroupReport.group_id == group_id, GroupReport.status.in_(wanted))
    return {one.contract_id: one for one in db.session.scalars(asked.order_by(GroupReport.status))}


def open_report(contract_id: str) -> GroupReport | None:
    """Give the draft or reviewed report of a contract year."""
    asked = select(GroupReport).where(GroupReport.contract_id == contract_id, GroupReport.status.in_(OPEN))
    return db.session.scalars(asked).first()


def other_released(contract: GroupContract) -> list[tuple[int, GroupReport]]:
    """Give (number of the year, report) of the group's other released years, the newest year first."""
    asked = (
        select(GroupContract.number, GroupReport)
        .join(GroupReport, GroupReport.contract_id == GroupContract.id)
        .where(GroupContract.group_id == contract.group_id, GroupContract.id != contract.id)
        .where(GroupReport.status == Status.RELEASED)
    )
    found = db.session.execute(asked.order_by(GroupContract.number.desc()))
    return [(number, report) for number, report in found]


def counted_in(report_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Give report id → the clients whom it counts: to hold reports against each other, never to be shown."""
    if not report_ids:
        return {}
    found: dict[str, set[str]] = {one: set() for one in report_ids}
    asked = select(GroupReportSubject.report_id, GroupReportSubject.client_id)
    for report_id, client_id in db.session.execute(asked.where(GroupReportSubject.report_id.in_(found))):
        found[report_id].add(client_id)
    return {report_id: frozenset(people) for report_id, people in found.items()}
