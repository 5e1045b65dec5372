"""Hiring, changing a role, leaving."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach, Role
from webapp.kernel import clock, events
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries
from webapp.organisation.events import StaffLeft
from webapp.organisation.models import Staff
from webapp.organisation.services.noting import note


def hire(
    *,
    branch_id: str,
    role: Role,
    username: str,
    password: str,
    name_zh: str,
    name_en: str,
    actor_id: str,
    manager_id: str | None = None,
    institution_id: str | None = None,
    totp_secret: str | None = None,
    hired_on: date | None = None,
) -> Staff:
    """Hire somebody: an account with a second factor, and a staff row tied to it."""
    account = accounts.open_staff_account(
        username=username,
        password=password,
        role=role,
        branch_id=branch_id,
        name_zh=name_zh,
        name_en=name_en,
        institution_id=institution_id or "",
        totp_secret=totp_secret,
    )
    person = Staff(
        branch_id=branch_id,
        account_id=account.id,
        institution_id=institution_id,
        manager_id=manager_id,
        role=role,
        name_zh=name_zh,
        name_en=name_en,
        hired_on=hired_on or clock.today(),
    )
    db.session.add(person)
    db.session.flush()
    accounts.tie_person(account_id=account.id, person_id=person.id)
    note("organisation.staff.hired", ("staff", person.id), branch_id, actor_id, {"role": role})
    return person


def change_role(*, staff_id: str, role: Role, actor_id: str) -> bool:
    """Give a serving person another role; sessions end, so that the next sign-in has it everywhere.

    The clients they looked after in the old role go to substitutes (`StaffLeft`). Raises NotYours for
    nobody and for oneself.
    """
    person = _another(staff_id, actor_id)
    if person.left_on or person.role == role:
        return False
    before, person.role = person.role, role.value
    db.session.flush()
    accounts.set_role(account_id=person.account_id, role=role)
    accounts.end_sessions(account_id=person.account_id)
    note(
        "organisation.staff.role_changed",
        ("staff", staff_id),
        person.branch_id,
        actor_id,
        {"from": before, "to": role.value},
    )
    events.publish(StaffLeft(staff_id=staff_id, branch_id=person.branch_id, role=before))
    return True


def leave(*, staff_id: str, actor_id: str) -> bool:
    """Note that somebody's employment ends today: no more sign-in, clients go to substitutes.

    Raises NotYours for nobody and for oneself.
    """
    person = _another(staff_id, actor_id)
    today = clock.today()
    if not changed(update(Staff).where(Staff.id == staff_id, Staff.left_on.is_(None)).values(left_on=today)):
        return False
    set_committed_value(person, "left_on", today)
    accounts.set_reach(account_id=person.account_id, reach=Reach.NONE)
    accounts.end_sessions(account_id=person.account_id)
    note("organisation.staff.left", ("staff", staff_id), person.branch_id, actor_id)
    events.publish(StaffLeft(staff_id=staff_id, branch_id=person.branch_id, role=person.role))
    return True


def _another(staff_id: str, actor_id: str) -> Staff:
    """Give a colleague: nobody changes the own role or dismisses themselves."""
    person = queries.staff(staff_id)
    if person is None or person.account_id == actor_id:
        raise NotYours
    return person
