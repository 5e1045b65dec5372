"""Who reads a company's report and sees how far its people are."""

from __future__ import annotations

from sqlalchemy import update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach, Role
from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContact
from webapp.groups.services.notes import note
from webapp.kernel import clock
from webapp.kernel.db import changed, db


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
