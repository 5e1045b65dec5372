"""On which terms one person may buy a year now: matrix, fees, years so far, first day (P1–P6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.clients.queries import Client
from webapp.kernel import clock
from webapp.plans import queries, rules
from webapp.plans.models import PlanApplication
from webapp.plans.refusals import (
    DoctorNotFree,
    InstitutionDoesNotFit,
    NoFee,
    PackageNotInPlan,
    PlanNotOffered,
    StepOpen,
)
from webapp.plans.rules import Step
from webapp.plans.services.checking import (
    check_institution,
    client_of,
    items_of,
    matrix_in_force,
    package_in_plan,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds today for one person; `starts` is the first day of the year that is bought."""

    client: Client
    way: rules.Way
    matrix: rules.Matrix
    standing: rules.Standing
    fees: tuple[rules.FeeLine, ...]
    fee_version: int
    starts: date

    def check_plan(self, plan: str) -> None:
        """Refuse a plan that cannot be applied for in this way (P5, P6)."""
        if not rules.plan_fits(plan, self.way, self.standing, self.matrix):
            raise PlanNotOffered

    def check_package(self, plan: str, package_id: str, change: rules.ItemChange) -> None:
        """Refuse a package or a changed item that the plan does not give (P2)."""
        right = rules.grant_for_one(self.matrix, plan, rules.Item.EXAM)
        if right is None:
            raise PackageNotInPlan
        package = package_in_plan(package_id, right.packages)
        self.fee(plan, package_id)
        items_of(package, right, self.client, self.starts, change)

    def fee(self, plan: str, package_id: str) -> Decimal:
        """Give the fee of the public schedule (P4). Raises `NoFee`."""
        package = queries.package(package_id)
        line = rules.fee_line(self.fees, plan=plan, level=package.level if package else "")
        if line is None:
            raise NoFee
        return line.yuan

    def check_place(self, plan: str, institution_id: str) -> None:
        """Refuse an institution that is not of the plan's class, or not agreed with on the first day (P1)."""
        grade = self.matrix.grades.get(plan)
        if grade is None:
            raise InstitutionDoesNotFit
        check_institution(institution_id, self.client.branch_id, grade, self.starts)

    def check_whole(self, found: PlanApplication) -> None:
        """Refuse an application with an open step, or with an answer that does not hold any more."""
        self.check_plan(found.plan)
        doctor = rules.grant_for_one(self.matrix, found.plan, rules.Item.FAMILY_DOCTOR) is not None
        first = rules.first_open(found.answered, doctor=doctor)
        if first is not Step.REVIEW:
            raise StepOpen(first)
        self.check_package(found.plan, found.package_id or "", found.item_change)
        self.check_place(found.plan, found.institution_id or "")
        if doctor:
            check_doctor(found.doctor_id or "", found.branch_id)


def terms_of(client_id: str, branch_id: str, way: rules.Way) -> Terms:
    """Gather the terms for a client of the branch. Raises `NotYours`."""
    today = clock.today()
    schedule = queries.fee_schedule()
    standing = queries.standing(client_id=client_id, day=today)
    return Terms(
        client=client_of(client_id, branch_id),
        way=way,
        matrix=matrix_in_force(),
        standing=standing,
        fees=queries.fee_lines(schedule),
        fee_version=schedule.version if schedule else 0,
        starts=rules.year_would_start(way, standing, today),
    )


def check_doctor(staff_id: str, branch_id: str) -> None:
    """Refuse all but the branch's family doctors who may take on new people (P3, S1)."""
    if staff_id not in {one.id for one in queries.doctors_for(branch_id)}:
        raise DoctorNotFree
