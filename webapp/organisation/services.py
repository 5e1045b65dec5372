"""Verbs of the organisation room: branches, hiring, agreements, standby."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from webapp.accounts import services as accounts
from webapp.accounts.rules import Reach, Role
from webapp.kernel import audit, clock, events
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.organisation import queries, rules
from webapp.organisation.events import SeparationProposed, StaffPutOnStandby, StaffReinstated
from webapp.organisation.models import Agreement, Branch, Institution, Staff, StandbyOrder, WorkCalendarDay


class BranchCodeTaken(Refusal):
    """Another branch has this code."""

    def message(self) -> str:
        return _("Another branch has this code.")


class AgreementBackwards(Refusal):
    """The agreement ends before it begins."""

    def message(self) -> str:
        return _("The agreement must end after it begins.")


def open_branch(
    *, code: str, name_zh: str, name_en: str, actor_id: str, is_headquarters: bool = False, **facts: Any
) -> Branch:
    """Open a branch; `facts` are address_zh/en, phone, zone. Raises `BranchCodeTaken`."""
    branch = Branch(code=code, name_zh=name_zh, name_en=name_en, is_headquarters=is_headquarters, **facts)
    if not _kept(branch):
        raise BranchCodeTaken
    _note("organisation.branch.opened", ("branch", branch.id), branch.id, actor_id)
    return branch


def change_branch(*, branch_id: str, actor_id: str, **facts: Any) -> None:
    """Change names, address, phone of a branch."""
    db.session.execute(update(Branch).where(Branch.id == branch_id).values(**facts))
    _note("organisation.branch.changed", ("branch", branch_id), branch_id, actor_id, sorted(facts))


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
    _note("organisation.staff.hired", ("staff", person.id), branch_id, actor_id, {"role": role})
    return person


def add_institution(
    *, branch_id: str, grade: rules.Grade, name_zh: str, name_en: str, actor_id: str, **facts: str
) -> Institution:
    """Add an exam institution that a branch works with."""
    institution = Institution(branch_id=branch_id, grade=grade, name_zh=name_zh, name_en=name_en, **facts)
    db.session.add(institution)
    db.session.flush()
    _note("organisation.institution.added", ("institution", institution.id), branch_id, actor_id)
    return institution


def change_institution(*, institution_id: str, branch_id: str, actor_id: str, **facts: str) -> None:
    """Change what is known of an institution."""
    db.session.execute(update(Institution).where(Institution.id == institution_id).values(**facts))
    _note(
        "organisation.institution.changed",
        ("institution", institution_id),
        branch_id,
        actor_id,
        sorted(facts),
    )


def sign_agreement(
    *,
    institution_id: str,
    branch_id: str,
    valid_from: date,
    valid_to: date,
    change_hours: int,
    report_days: int,
    actor_id: str,
) -> Agreement:
    """Record a dated agreement (O1): deadline for changes in hours, days until the report."""
    if valid_to < valid_from:
        raise AgreementBackwards
    agreement = Agreement(
        institution_id=institution_id,
        branch_id=branch_id,
        valid_from=valid_from,
        valid_to=valid_to,
        change_hours=change_hours,
        report_days=report_days,
    )
    db.session.add(agreement)
    db.session.flush()
    _note("organisation.agreement.signed", ("agreement", agreement.id), branch_id, actor_id)
    return agreement


def open_standby(*, staff_id: str, reason_ref: str, review_due: date, actor_id: str) -> StandbyOrder | None:
    """Put a person on standby for one opaque reason (S1), at once and with all its effects.

    Sessions end, sign-in reaches the own case only, and `StaffPutOnStandby` hands the clients over.
    Gives the order; None when this reason already has one (N parallel calls make one).
    """
    person = queries.staff(staff_id)
    if person is None or _order_for(staff_id, reason_ref):
        return None
    order = StandbyOrder(
        branch_id=person.branch_id, staff_id=staff_id, reason_ref=reason_ref, review_due=review_due
    )
    if not _kept(order):
        return None
    accounts.set_reach(account_id=person.account_id, reach=Reach.OWN_CASE)
    accounts.end_sessions(account_id=person.account_id)
    _note("organisation.standby.opened", ("standby_order", order.id), person.branch_id, actor_id)
    events.publish(StaffPutOnStandby(staff_id=staff_id, branch_id=person.branch_id, order_id=order.id))
    return order


def end_standby(*, order_id: str, ending: rules.Ending, actor_id: str) -> bool:
    """End an order once (S2); the person is reinstated when no other order is open."""
    done = changed(
        update(StandbyOrder)
        .where(StandbyOrder.id == order_id, StandbyOrder.ended_at.is_(None))
        .values(ended_at=clock.now(), ending=ending.value)
    )
    if not done:
        return False
    order = db.session.get_one(StandbyOrder, order_id, populate_existing=True)
    _note("organisation.standby.ended", ("standby_order", order_id), order.branch_id, actor_id, ending.value)
    if queries.standing(order.staff_id) is rules.Standing.ACTIVE:
        _reinstate(order)
    return True


def _reinstate(order: StandbyOrder) -> None:
    person = db.session.get_one(Staff, order.staff_id)
    accounts.set_reach(account_id=person.account_id, reach=Reach.FULL)
    accounts.end_sessions(account_id=person.account_id)
    events.publish(StaffReinstated(staff_id=person.id, branch_id=person.branch_id, order_id=order.id))


def propose_separation(*, order_id: str, actor_id: str) -> bool:
    """Mark an open order as leading to separation (S3); the reviewer has signed before."""
    done = changed(
        update(StandbyOrder)
        .where(
            StandbyOrder.id == order_id,
            StandbyOrder.ended_at.is_(None),
            StandbyOrder.separation_proposed_at.is_(None),
        )
        .values(separation_proposed_at=clock.now())
    )
    if not done:
        return False
    order = db.session.get_one(StandbyOrder, order_id, populate_existing=True)
    _note("organisation.separation.proposed", ("standby_order", order_id), order.branch_id, actor_id)
    events.publish(SeparationProposed(staff_id=order.staff_id, branch_id=order.branch_id, order_id=order_id))
    return True


def set_calendar_day(*, day: date, works: bool, name_zh: str, name_en: str, source: str) -> None:
    """Say that a day differs from its weekday (holiday, or make-up working day)."""
    row = db.session.get(WorkCalendarDay, day) or WorkCalendarDay(day=day)
    row.works, row.name_zh, row.name_en, row.source = works, name_zh, name_en, source
    db.session.add(row)


def import_year(*, year: int, actor_id: str) -> int:
    """Fill the calendar of a year from the published holidays; gives how many days it set.

    The library knows the years whose notice the State Council has published; others set nothing,
    and the calendar falls back to Monday–Friday with a banner.
    """
    from chinese_calendar import get_holiday_detail, is_workday

    first, days = date(year, 1, 1), 366 if calendar.isleap(year) else 365
    found = [first + timedelta(days=n) for n in range(days)]
    try:
        differing = [day for day in found if is_workday(day) != (day.weekday() < 5)]
    except NotImplementedError:
        return 0
    for day in differing:
        works = is_workday(day)
        name = "" if works else str(get_holiday_detail(day)[1] or "")
        set_calendar_day(day=day, works=works, name_zh="", name_en=name, source="chinesecalendar")
    _note("organisation.calendar.imported", ("year", str(year)), "", actor_id, {"days": len(differing)})
    return len(differing)


def _order_for(staff_id: str, reason_ref: str) -> StandbyOrder | None:
    query = select(StandbyOrder).where(
        StandbyOrder.staff_id == staff_id, StandbyOrder.reason_ref == reason_ref
    )
    return db.session.scalars(query).first()


def _kept(row: Branch | StandbyOrder) -> bool:
    """Insert a row whose uniqueness another transaction may have taken meanwhile."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def _note(action: str, subject: tuple[str, str], branch_id: str, actor_id: str, what: Any = None) -> None:
    details = {} if what is None else what if isinstance(what, dict) else {"what": what}
    audit.record(action, subject=subject, branch_id=branch_id, actor_id=actor_id, details=details)
