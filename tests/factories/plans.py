"""A branch that sells plans, with an applicant. Made by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tests.factories import company
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.clients.rules import Purpose
from webapp.kernel import clock
from webapp.organisation import services as organisation
from webapp.organisation.models import Branch, Institution, Staff
from webapp.organisation.rules import Grade
from webapp.plans import queries, services
from webapp.plans.models import Enrolment, ExamPackage, PlanApplication
from webapp.plans.rules import NO_CHANGE, ItemChange, PaidBy, Plan, Way
from webapp.toolbox.packaged import data

FEES = {
    "MAINTENANCE.STANDARD": "980.00",
    "MAINTENANCE.COMPREHENSIVE": "1380.00",
    "CHRONIC.STANDARD": "2280.00",
    "FULL_COURSE.DELUXE": "9800.00",
}


@dataclass
class Shop:
    """What is there to choose from, and who chooses."""

    branch: Branch
    client: Client
    regular: Institution
    other: Institution
    high_end: Institution
    doctor: Staff
    manager: Staff
    packages: dict[str, ExamPackage]

    def choose_plan(self, plan: Plan, way: Way = Way.NEW) -> PlanApplication:
        """Answer the first step."""
        return services.choose_plan(client_id=self.client.id, branch_id=self.branch.id, plan=plan, way=way)

    def choose(
        self,
        plan: Plan = Plan.MAINTENANCE,
        way: Way = Way.NEW,
        *,
        level: str = "",
        change: ItemChange = NO_CHANGE,
        agreed: tuple[Purpose, ...] = (),
    ) -> PlanApplication:
        """Answer every step but the last."""
        who, full = self.client.id, plan is Plan.FULL_COURSE
        self.choose_plan(plan, way)
        package = self.packages[level or ("DELUXE" if full else "STANDARD")]
        services.choose_package(client_id=who, package_id=package.id, change=change)
        place = self.high_end if full else self.regular
        services.choose_institution(client_id=who, institution_id=place.id)
        if full:
            services.choose_doctor(client_id=who, staff_id=self.doctor.id)
        return services.answer_consents(client_id=who, agreed=agreed)

    def submit(self) -> PlanApplication:
        """Send what was chosen."""
        schedule = queries.fee_schedule()
        return services.submit(
            client_id=self.client.id, fee_version=schedule.version if schedule else 0, actor_id=""
        )

    def activate(self, found: PlanApplication, yuan: Decimal | None = None) -> Enrolment:
        """Confirm the payment at the branch."""
        amount = found.yuan if yuan is None else yuan
        assert amount is not None
        return services.activate(
            application_id=found.id,
            branch_id=self.branch.id,
            revision=found.revision,
            payment=services.Payment(PaidBy.WECHAT, amount, clock.today()),
            actor_id=self.manager.account_id,
        )

    def buy(self, plan: Plan = Plan.MAINTENANCE, way: Way = Way.NEW) -> Enrolment:
        """Apply, pay and begin."""
        self.choose(plan, way)
        return self.activate(self.submit())


def open_shop() -> Shop:
    """Open a branch with the shipped matrix, three institutions, a doctor and a client."""
    services.publish_matrix(data=data("plans", "matrix"), actor_id="")
    lines = [{"code": code, "zh": "年费", "en": code, "yuan": yuan} for code, yuan in FEES.items()]
    services.publish_fees(lines=lines, actor_id="")
    branch = company.a_branch()
    return Shop(
        branch=branch,
        client=company.a_client(branch),
        regular=agreed_for_years(branch),
        other=agreed_for_years(branch),
        high_end=agreed_for_years(branch, Grade.HIGH_END),
        doctor=company.somebody(branch, Role.FAMILY_DOCTOR),
        manager=company.somebody(branch),
        packages={level: a_package(level) for level in ("STANDARD", "COMPREHENSIVE", "DELUXE")},
    )


def agreed_for_years(branch: Branch, grade: Grade = Grade.REGULAR) -> Institution:
    """Add an institution whose agreement holds around today."""
    institution = company.an_institution(branch, grade=grade, agreed=False)
    organisation.sign_agreement(
        institution_id=institution.id,
        branch_id=branch.id,
        valid_from=clock.today() - timedelta(days=1000),
        valid_to=clock.today() + timedelta(days=1000),
        change_hours=48,
        report_days=7,
        actor_id="",
    )
    return institution


def a_package(level: str) -> ExamPackage:
    """Add a package of a level."""
    return services.add_package(
        level=level, name_zh="套餐", name_en=level.title(), items=["glucose", "lipid"], actor_id=""
    )
