"""Roster files, their lines, and who is enrolled under a contract year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import desc, func, select
from sqlalchemy.orm import undefer

from webapp.clients import queries as clients
from webapp.groups.models import GroupContract, GroupEnrolment, GroupMember, RosterImport, RosterImportRow
from webapp.groups.queries.companies import reachable
from webapp.groups.rules.roster.matching import Known, RowOutcome
from webapp.groups.rules.roster.reading import Line
from webapp.kernel import paging
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.toolbox.sheets import key


def roster_import(import_id: str, *, visitor: Visitor) -> RosterImport:
    """Give a roster file whose group the visitor may open. Raises NotYours."""
    found = db.session.get(RosterImport, import_id)
    if found is None:
        raise NotYours
    reachable(found.group_id, visitor=visitor)
    return found


def content_of(import_id: str) -> str:
    """Give the packed bytes of a file that waits; "" once it has ended."""
    asked = select(RosterImport).where(RosterImport.id == import_id).options(undefer(RosterImport.content))
    found = db.session.scalars(asked.execution_options(populate_existing=True)).first()
    return (found.content if found else "") or ""


def roster_imports(contract_id: str, *, after: str = "", size: int = 20) -> paging.Page:
    """Give the roster files of a contract year, the newest first."""
    asked = select(RosterImport).where(RosterImport.contract_id == contract_id)
    return paging.page(asked, [desc(RosterImport.made_at), RosterImport.id], after, size)


def roster_rows(import_id: str, *, state: str = "", after: str = "", size: int = 20) -> paging.Page:
    """Give the lines of a file in its order, of one state if asked."""
    asked = select(RosterImportRow).where(RosterImportRow.import_id == import_id)
    asked = asked.where(RosterImportRow.state == state) if state else asked
    return paging.page(asked, [RosterImportRow.number], after, size)


def roster_counts(import_id: str) -> dict[tuple[str, str], int]:
    """Count the lines of a file by (state, outcome), in one statement."""
    columns = (RosterImportRow.state, RosterImportRow.outcome)
    asked = select(*columns, func.count()).where(RosterImportRow.import_id == import_id).group_by(*columns)
    return {(state, outcome): n for state, outcome, n in db.session.execute(asked)}


def open_roster_rows(import_id: str, states: Collection[str], size: int) -> list[RosterImportRow]:
    """Give the next lines of some states that are not dealt with yet."""
    asked = (
        select(RosterImportRow)
        .where(RosterImportRow.import_id == import_id, RosterImportRow.outcome == RowOutcome.OPEN)
        .where(RosterImportRow.state.in_(states))
        .order_by(RosterImportRow.number)
        .limit(size)
    )
    return list(db.session.scalars(asked))


def not_in_file(file: RosterImport, *, after: str = "", size: int = 20) -> paging.Page:
    """Give who was on the roster when the file came and is in no line of it: perhaps they have left."""
    named = select(RosterImportRow.client_id).where(
        RosterImportRow.import_id == file.id, RosterImportRow.client_id.is_not(None)
    )
    asked = select(GroupMember).where(
        GroupMember.group_id == file.group_id,
        GroupMember.left_on.is_(None),
        GroupMember.client_id.not_in(named),
    )
    return paging.page(asked, [GroupMember.joined_on, GroupMember.id], after, size)


def known_people(lines: Iterable[Line], *, contract: GroupContract) -> list[Known]:
    """Give everybody of the house who has an ID number or a phone of these lines."""
    wanted = list(lines)
    found = clients.with_numbers(
        id_numbers=[one.id_number for one in wanted], phones=[one.phone for one in wanted]
    )
    on_rosters = {one.client_id: one for one in _members([one.id for one in found])}
    enrolled = _enrolled(contract.id)
    return [_known(one, contract, on_rosters.get(one.id), one.id in enrolled) for one in found]


def _known(
    client: clients.Client, contract: GroupContract, member: GroupMember | None, enrolled: bool
) -> Known:
    roster = "" if member is None else "OWN" if member.group_id == contract.group_id else "OTHER"
    return Known(
        client_id=client.id,
        names=frozenset({key(client.name_zh), key(client.name_en)}),
        birth_date=client.birth_date,
        id_number="".join((client.id_number or "").split()).upper(),
        phone=client.phone,
        own_branch=client.branch_id == contract.branch_id,
        roster=roster,
        department=member.department if member else "",
        occupation=client.occupation,
        enrolled=enrolled,
    )


def _members(client_ids: Collection[str]) -> list[GroupMember]:
    found: list[GroupMember] = []
    ids = sorted(client_ids)
    for start in range(0, len(ids), 500):
        asked = select(GroupMember).where(
            GroupMember.client_id.in_(ids[start : start + 500]), GroupMember.left_on.is_(None)
        )
        found += db.session.scalars(asked)
    return found


def _enrolled(contract_id: str) -> set[str]:
    asked = select(GroupEnrolment.client_id).where(GroupEnrolment.contract_id == contract_id)
    return set(db.session.scalars(asked))


def member_of(client_id: str) -> GroupMember | None:
    """Give the line of whichever roster a client is on now."""
    asked = select(GroupMember).where(GroupMember.client_id == client_id, GroupMember.left_on.is_(None))
    return db.session.scalars(asked).first()


def enrolment_under(contract_id: str, client_id: str) -> GroupEnrolment | None:
    """Give a member's service year under a contract year."""
    asked = select(GroupEnrolment).where(
        GroupEnrolment.contract_id == contract_id, GroupEnrolment.client_id == client_id
    )
    return db.session.scalars(asked).first()


def running_enrolment(client_id: str, day: date) -> tuple[GroupContract, GroupEnrolment] | None:
    """Give the contract year, not over on `day`, under which a client is enrolled; the first of several."""
    asked = (
        select(GroupContract, GroupEnrolment)
        .join(GroupEnrolment, GroupEnrolment.contract_id == GroupContract.id)
        .where(GroupEnrolment.client_id == client_id, GroupContract.ends_on >= day)
        .order_by(GroupContract.number)
    )
    found = db.session.execute(asked).first()
    return (found[0], found[1]) if found else None
