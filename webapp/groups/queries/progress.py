"""How far a contract year's members are: under which service year, booked, examined, reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import desc, func, select

from webapp.exams import queries as exams
from webapp.exams.rules.timetable import class_of
from webapp.groups.models import (
    ClientGroup,
    GroupAssignment,
    GroupAssignmentPerson,
    GroupContract,
    GroupEnrolment,
    GroupLevels,
    GroupMember,
    GroupReminder,
)
from webapp.groups.queries.companies import reachable
from webapp.groups.rules.assigning import Placing, Turn
from webapp.kernel import clock, paging
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.plans import queries as plans


@dataclass(frozen=True, slots=True)
class OnRoster:
    """A member now, and the service year under the contract, or else her `own`; "" for none."""

    turn: Turn
    enrolment_id: str
    own: bool = False

    @property
    def client_id(self) -> str:
        """Whose line it is."""
        return self.turn.client_id


def on_roster(contract: GroupContract) -> list[OnRoster]:
    """Give everybody on the roster now, with their service year under this contract year."""
    under = (GroupEnrolment.client_id == GroupMember.client_id) & (GroupEnrolment.contract_id == contract.id)
    asked = (
        select(
            GroupMember.client_id,
            GroupMember.department,
            GroupMember.joined_on,
            GroupMember.id,
            GroupEnrolment.enrolment_id,
        )
        .outerjoin(GroupEnrolment, under)
        .where(GroupMember.group_id == contract.group_id, GroupMember.left_on.is_(None))
    )
    return [
        OnRoster(Turn(row.client_id, row.department, row.joined_on, row.id), row.enrolment_id or "")
        for row in db.session.execute(asked)
    ]


def standings(contract: GroupContract) -> list[tuple[OnRoster, str | None]]:
    """Give every member with the status of the booking that stands; who kept a plan of their own is examined there."""
    members = on_roster(contract)
    without = [one.client_id for one in members if not one.enrolment_id]
    own = plans.live_enrolments(client_ids=without, day=clock.today())
    known = [
        replace(one, enrolment_id=own[one.client_id].id, own=True) if one.client_id in own else one
        for one in members
    ]
    booked = exams.standing_under([one.enrolment_id for one in known if one.enrolment_id])
    return [(one, booked.get(one.enrolment_id)) for one in known]


def bookable(contract: GroupContract) -> exams.Open:
    """Give where and for whom places of this contract year are looked for. Raises NoAgreement."""
    agreed = exams.terms(
        institution_id=contract.institution_id, branch_id=contract.branch_id, day=clock.today()
    )
    level = contract.terms.packages.unanswered
    return exams.Open(
        contract.branch_id, contract.institution_id, class_of(level), agreed.open_after(clock.now())
    )


def assignment(assignment_id: str, *, visitor: Visitor) -> GroupAssignment:
    """Give a run whose group the visitor may open. Raises NotYours."""
    found = db.session.get(GroupAssignment, assignment_id)
    if found is None:
        raise NotYours
    reachable(found.group_id, visitor=visitor)
    return found


def assignments_of(contract_id: str, size: int = 10) -> Sequence[GroupAssignment]:
    """Give the newest runs of a contract year."""
    asked = select(GroupAssignment).where(GroupAssignment.contract_id == contract_id)
    newest = asked.order_by(desc(GroupAssignment.made_at), GroupAssignment.id).limit(size)
    return db.session.scalars(newest).all()


def placing_counts(assignment_id: str) -> dict[str, int]:
    """Count the members of a run by what became of them."""
    asked = select(GroupAssignmentPerson.outcome, func.count()).where(
        GroupAssignmentPerson.assignment_id == assignment_id
    )
    return {row[0]: row[1] for row in db.session.execute(asked.group_by(GroupAssignmentPerson.outcome))}


def waiting_people(assignment_id: str, size: int) -> Sequence[GroupAssignmentPerson]:
    """Give whose turn is next in a run."""
    asked = select(GroupAssignmentPerson).where(
        GroupAssignmentPerson.assignment_id == assignment_id, GroupAssignmentPerson.outcome == Placing.OPEN
    )
    return db.session.scalars(asked.order_by(GroupAssignmentPerson.number).limit(size)).all()


def unplaced(assignment_id: str, *, after: str = "", size: int = 50) -> paging.Page:
    """Give the members of a run who have no place, in their turn."""
    fine = (Placing.OPEN, Placing.PLACED, Placing.BOOKED, Placing.EXAMINED)
    asked = select(GroupAssignmentPerson).where(
        GroupAssignmentPerson.assignment_id == assignment_id, GroupAssignmentPerson.outcome.not_in(fine)
    )
    return paging.page(asked, [GroupAssignmentPerson.number], after, size)


def assignment_runs(contract_id: str) -> bool:
    """Tell whether places of a contract year are being assigned now."""
    running = (GroupAssignment.contract_id == contract_id, GroupAssignment.status == "RUNNING")
    return bool(db.session.scalar(select(func.count()).where(*running)))


def reminders_of(contract_id: str, size: int = 5) -> Sequence[GroupReminder]:
    """Give the newest reminders of a contract year; one that was only asked for comes first."""
    asked = select(GroupReminder).where(GroupReminder.contract_id == contract_id)
    newest = asked.order_by(GroupReminder.status, desc(GroupReminder.id)).limit(size)
    return db.session.scalars(newest).all()


def last_reminded(contract_id: str) -> datetime | None:
    """Give when members of a contract year were reminded last."""
    asked = select(func.max(GroupReminder.sent_at)).where(GroupReminder.contract_id == contract_id)
    return db.session.scalar(asked)


def newest_levels(contract_id: str) -> GroupLevels | None:
    """Give what the company is told of health levels now."""
    asked = select(GroupLevels).where(GroupLevels.contract_id == contract_id)
    return db.session.scalars(asked.order_by(GroupLevels.number.desc()).limit(1)).first()


def contract_on(group: ClientGroup, day: date) -> GroupContract | None:
    """Give the contract year that runs on `day`, else the next, else the last."""
    asked = select(GroupContract).where(GroupContract.group_id == group.id, GroupContract.ends_on >= day)
    running = db.session.scalars(asked.order_by(GroupContract.number).limit(1)).first()
    last = select(GroupContract).where(GroupContract.group_id == group.id)
    return running or db.session.scalars(last.order_by(GroupContract.number.desc()).limit(1)).first()


def enrolled_under(contract_id: str) -> list[str]:
    """Give the clients who are, or were, enrolled under a contract year."""
    asked = select(GroupEnrolment.client_id).where(GroupEnrolment.contract_id == contract_id)
    return list(db.session.scalars(asked.order_by(GroupEnrolment.client_id)))
