"""What somebody may choose within a plan: packages, institutions, doctors, consents (P1–P4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.accounts.rules import Role
from webapp.clients.queries import Client
from webapp.clients.rules import ASKED, Purpose, age_on
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Institution, Staff
from webapp.plans import rules
from webapp.plans.models import ExamPackage
from webapp.plans.queries.catalogue import fees, known_items, packages


@dataclass(frozen=True, slots=True)
class PackageOffer:
    """A package of a plan: what it examines of one person, and the yearly fee (None: not in the schedule).

    `waiting` are the items that depend on an occupation which the person has not told (P2).
    """

    package: ExamPackage
    codes: tuple[str, ...]
    waiting: tuple[str, ...]
    yuan: Decimal | None


def person_on(client: Client, day: date) -> rules.Person:
    """Give what decides what a client is examined for, as of the age on `day` (P2)."""
    return rules.Person(client.sex, age_on(client.birth_date, day), client.occupation)


def packages_for(plan: str, matrix: rules.Matrix, client: Client, *, day: date) -> list[PackageOffer]:
    """Give the packages a person may take with a plan (P2), as of the age on `day`."""
    levels, schedule = matrix.packages(plan=plan, kind=rules.Kind.INDIVIDUAL), fees()
    person = person_on(client, day)
    return [
        PackageOffer(
            package=one,
            codes=rules.items_for(one.lines, person),
            waiting=rules.items_waiting(one.lines, person),
            yuan=line.yuan if (line := rules.fee_line(schedule, plan=plan, level=one.level)) else None,
        )
        for one in sorted(packages(), key=lambda one: levels.index(one.level) if one.level in levels else 0)
        if one.level in levels
    ]


@dataclass(frozen=True, slots=True)
class Changeable:
    """The codes of what may be taken in and left out while applying, in the order of the catalogue."""

    addable: tuple[str, ...] = ()
    removable: tuple[str, ...] = ()


def changeable(plan: str, matrix: rules.Matrix, client: Client, offers: list[PackageOffer]) -> Changeable:
    """Give which items may be changed; none where the plan's items are fixed (P2)."""
    grant = rules.grant_for_one(matrix, plan, rules.Item.EXAM)
    if grant is None or not grant.items_change:
        return Changeable()
    known = known_items()
    own = {code for one in offers for code in one.codes}
    could = {code for one in offers for code in rules.addable_items(one.package.lines, known, sex=client.sex)}
    return Changeable(
        tuple(code for code in known if code in could - own), tuple(code for code in known if code in own)
    )


def institutions_for(plan: str, matrix: rules.Matrix, *, branch_id: str, day: date) -> list[Institution]:
    """Give the branch's institutions of the plan's class with an agreement on `day` (P1, O1)."""
    agreed = organisation.agreed_institutions(branch_id=branch_id, day=day)
    needed = matrix.grades[plan]
    return [one for one in agreed if rules.institution_fits(grade_needed=needed, grade=one.grade)]


def doctors_for(branch_id: str) -> list[Staff]:
    """Give the branch's family doctors who may take on new people (P3)."""
    return organisation.staff_of(branch_id=branch_id, role=Role.FAMILY_DOCTOR)


_SERVES = {
    Purpose.SHARE_WITH_DOCTOR: rules.Item.FAMILY_DOCTOR,
    Purpose.SHARE_WITH_NUTRITIONIST: rules.Item.DIET_PLAN,
    Purpose.SMS_REMINDERS: rules.Item.SMS_REMINDER,
}


def purposes_for(plan: str, matrix: rules.Matrix) -> tuple[Purpose, ...]:
    """Give what an applicant is asked to agree to: nothing that the plan has no use for (A5)."""
    return tuple(
        one for one in ASKED if one not in _SERVES or rules.grant_for_one(matrix, plan, _SERVES[one])
    )
