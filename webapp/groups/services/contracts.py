"""A company, its contract years, and who reads its report."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach, Role
from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContact, GroupContract
from webapp.groups.refusals import NotAgreedPlace, YearsOverlap
from webapp.groups.services.notes import note
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation


def open_group(*, branch_id: str, name_zh: str, name_en: str, actor_id: str) -> ClientGroup:
    """Open a group of a branch."""
    group = ClientGroup(branch_id=branch_id, name_zh=name_zh, name_en=name_en)
    db.session.add(group)
    db.session.flush()
    note("group.opened", ("client_group", group.id), branch_id, actor_id)
    return group


def sign_contract(
    *,
    group: ClientGroup,
    starts_on: date,
    ends_on: date,
    headcount: int,
    lectures: int,
    institution_id: str,
    actor_id: str,
) -> GroupContract:
    """Note a contract year with its one institution (P1). Raises YearsOverlap, NotAgreedPlace."""
    years = queries.contracts_of(group.id)
    if years and starts_on <= years[0].ends_on:
        raise YearsOverlap
    if not organisation.agreement_on(institution_id=institution_id, branch_id=group.branch_id, day=starts_on):
        raise NotAgreedPlace
    contract = GroupContract(
        branch_id=group.branch_id,
        group_id=group.id,
        number=years[0].number + 1 if years else 1,
        starts_on=starts_on,
        ends_on=ends_on,
        headcount=headcount,
        lectures=lectures,
        institution_id=institution_id,
    )
    db.session.add(contract)
    db.session.flush()
    note("contract.signed", ("group_contract", contract.id), group.branch_id, actor_id)
    return contract


def appoint_contact(
    *,
    group: ClientGroup,
    name_zh: str,
    name_en: str,
    username: str,
    password: str,
    totp_secret: str,
    actor_id: str,
) -> GroupContact:
    """Open an account for the company's contact; whoever was it before is one no longer.

    A contact signs in as staff do, with a second factor: a phone number may be a client's. Raises
    `accounts.UsernameTaken`.
    """
    account = accounts.open_staff_account(
        username=username,
        password=password,
        role=Role.GROUP_CONTACT,
        branch_id=group.branch_id,
        name_zh=name_zh,
        name_en=name_en,
        totp_secret=totp_secret,
    )
    _end_earlier(group)
    contact = GroupContact(
        branch_id=group.branch_id, group_id=group.id, account_id=account.id, name_zh=name_zh, name_en=name_en
    )
    db.session.add(contact)
    db.session.flush()
    accounts.tie_person(account_id=account.id, person_id=contact.id)
    note("contact.appointed", ("group_contact", contact.id), group.branch_id, actor_id)
    return contact


def _end_earlier(group: ClientGroup) -> None:
    before = queries.contact_of(group.id)
    if before is None:
        return
    changed(update(GroupContact).where(GroupContact.id == before.id).values(ended_at=clock.now()))
    accounts.set_reach(account_id=before.account_id, reach=Reach.NONE)
    accounts.end_sessions(account_id=before.account_id)
