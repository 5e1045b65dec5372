from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tests.factories import company
from webapp.clients.models import Client
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import services as organisation
from webapp.organisation.models import Branch, Institution
from webapp.organisation.rules import Grade
from webapp.plans import queries, services
from webapp.plans.models import Enrolment, Entitlement, ExamItemChange, ExamPackage
from webapp.plans.rules import Condition, Item, ItemChange, Kind, Plan
from webapp.toolbox.packaged import data

STARTS = date(2026, 6, 1)
TODAY = clock.today()


@dataclass
class Shop:
    """A branch that sells plans."""

    branch: Branch
    client: Client
    regular: Institution
    high_end: Institution
    packages: dict[str, ExamPackage]

    def enrol(self, plan: Plan = Plan.MAINTENANCE, level: str = "STANDARD", **changes: Any) -> Enrolment:
        wanted: dict[str, Any] = {
            "client_id": self.client.id,
            "branch_id": self.branch.id,
            "plan": plan,
            "package_id": self.packages[level].id,
            "institution_id": self.regular.id,
            "starts": STARTS,
            "actor_id": "",
        }
        return services.enrol(**wanted | changes)

    def agree_for_years(self) -> None:
        organisation.sign_agreement(
            institution_id=self.regular.id,
            branch_id=self.branch.id,
            valid_from=TODAY - timedelta(days=1000),
            valid_to=TODAY + timedelta(days=1000),
            change_hours=48,
            report_days=7,
            actor_id="",
        )


@pytest.fixture
def shop(inside: Flask) -> Shop:
    services.publish_matrix(data=data("plans", "matrix"), actor_id="")
    branch = company.a_branch()
    levels = ("ECONOMY", "STANDARD", "COMPREHENSIVE", "DELUXE")
    return Shop(
        branch,
        company.a_client(branch),
        company.an_institution(branch),
        company.an_institution(branch, grade=Grade.HIGH_END),
        {
            level: services.add_package(
                level=level, name_zh="套餐", name_en=level.title(), items=["glucose"], actor_id=""
            )
            for level in levels
        },
    )


class TestEnrol:
    def test_it_grants_what_the_matrix_says(self, shop: Shop) -> None:
        enrolment = shop.enrol()
        assert (enrolment.starts, enrolment.ends) == (STARTS, date(2027, 5, 31))
        exam = queries.entitlement(enrolment_id=enrolment.id, item=Item.EXAM)
        assert exam
        assert (exam.granted, exam.used) == (1, 0)
        assert queries.entitlement(enrolment_id=enrolment.id, item=Item.DIET_PLAN) is None

    @pytest.mark.parametrize(
        ("plan", "level"),
        [(Plan.MAINTENANCE, "ECONOMY"), (Plan.MAINTENANCE, "DELUXE"), (Plan.FULL_COURSE, "STANDARD")],
    )
    def test_a_package_outside_the_plan_is_refused(self, shop: Shop, plan: Plan, level: str) -> None:
        with pytest.raises(services.PackageNotInPlan):
            shop.enrol(plan, level, institution_id=shop.high_end.id)

    def test_a_group_may_take_the_economy_package(self, shop: Shop) -> None:
        assert shop.enrol(level="ECONOMY", kind=Kind.GROUP).kind == Kind.GROUP

    def test_the_full_course_needs_a_high_end_institution(self, shop: Shop) -> None:
        with pytest.raises(services.InstitutionDoesNotFit):
            shop.enrol(Plan.FULL_COURSE, "DELUXE")
        assert shop.enrol(Plan.FULL_COURSE, "DELUXE", institution_id=shop.high_end.id)

    def test_an_institution_of_another_branch_is_refused(self, shop: Shop) -> None:
        elsewhere = company.an_institution(company.a_branch())
        with pytest.raises(services.InstitutionDoesNotFit):
            shop.enrol(institution_id=elsewhere.id)

    def test_an_institution_without_an_agreement_on_that_day_is_refused(self, shop: Shop) -> None:
        unsigned = company.an_institution(shop.branch, agreed=False)
        for institution_id, starts in ((unsigned.id, STARTS), (shop.regular.id, date(2028, 1, 1))):
            with pytest.raises(services.InstitutionDoesNotFit):
                shop.enrol(institution_id=institution_id, starts=starts)

    def test_a_client_of_another_branch_does_not_exist_here(self, shop: Shop) -> None:
        stranger = company.a_client(company.a_branch())
        with pytest.raises(NotYours):
            shop.enrol(client_id=stranger.id)

    def test_ids_that_nobody_has_are_refused_cleanly(self, shop: Shop) -> None:
        with pytest.raises(services.PackageNotInPlan):
            shop.enrol(package_id="0" * 20)
        with pytest.raises(services.InstitutionDoesNotFit):
            shop.enrol(institution_id="0" * 20)

    def test_a_client_has_one_running_plan(self, shop: Shop) -> None:
        shop.enrol()
        with pytest.raises(services.AlreadyEnrolled):
            shop.enrol(Plan.CHRONIC)

    def test_the_database_itself_refuses_two_running_plans(self, shop: Shop) -> None:
        first = shop.enrol()
        copy = {c.key: getattr(first, c.key) for c in Enrolment.__table__.columns if c.key != "id"}
        db.session.add(Enrolment(**copy))
        with pytest.raises(IntegrityError):
            db.session.flush()

    def test_the_year_bought_in_time_waits_while_the_running_one_runs_on(self, shop: Shop) -> None:
        first = shop.enrol(starts=TODAY - timedelta(days=300))
        second = shop.enrol(Plan.CHRONIC, starts=first.ends + timedelta(days=1))
        assert (first.status, second.status, second.year_number) == ("ACTIVE", "COMING", 2)
        assert queries.live_enrolment(client_id=shop.client.id, day=TODAY) == first

    def test_the_next_year_runs_from_its_day_on_though_nothing_touched_it(self, shop: Shop) -> None:
        first = shop.enrol(starts=TODAY - timedelta(days=300))
        second = shop.enrol(Plan.CHRONIC, starts=first.ends + timedelta(days=1))
        assert queries.live_enrolment(client_id=shop.client.id, day=first.ends) == first
        assert queries.live_enrolment(client_id=shop.client.id, day=second.starts) == second

    def test_only_one_year_may_wait_for_its_day(self, shop: Shop) -> None:
        shop.agree_for_years()
        first = shop.enrol(starts=TODAY - timedelta(days=300))
        second = shop.enrol(starts=first.ends + timedelta(days=1))
        with pytest.raises(services.AlreadyEnrolled):
            shop.enrol(starts=second.ends + timedelta(days=1))

    def test_renewal_keeps_the_years_before(self, shop: Shop) -> None:
        shop.agree_for_years()
        long_over = shop.enrol(starts=TODAY - timedelta(days=900))
        over = shop.enrol(starts=TODAY - timedelta(days=400))
        now = shop.enrol(Plan.CHRONIC, starts=TODAY)
        assert [one.status for one in (long_over, over, now)] == ["ENDED", "ENDED", "ACTIVE"]
        assert [one.year_number for one in queries.enrolments_of(shop.client.id)] == [3, 2, 1]


class TestUse:
    def test_a_right_is_used_as_often_as_granted_and_no_more(self, shop: Shop) -> None:
        enrolment = shop.enrol()
        services.use(enrolment_id=enrolment.id, item=Item.EXAM)
        with pytest.raises(services.EntitlementSpent):
            services.use(enrolment_id=enrolment.id, item=Item.EXAM)

    def test_a_right_the_plan_does_not_have_cannot_be_used(self, shop: Shop) -> None:
        with pytest.raises(services.EntitlementSpent):
            services.use(enrolment_id=shop.enrol().id, item=Item.DIET_PLAN)

    def test_given_back_once_it_can_be_used_once_and_never_goes_below_zero(self, shop: Shop) -> None:
        enrolment = shop.enrol()
        services.use(enrolment_id=enrolment.id, item=Item.EXAM)
        for _ in range(3):
            services.give_back(enrolment_id=enrolment.id, item=Item.EXAM)
        services.use(enrolment_id=enrolment.id, item=Item.EXAM)
        with pytest.raises(services.EntitlementSpent):
            services.use(enrolment_id=enrolment.id, item=Item.EXAM)

    @pytest.mark.parametrize("used", [-1, 2])
    def test_the_database_itself_keeps_the_counter_inside_its_bounds(self, shop: Shop, used: int) -> None:
        enrolment = shop.enrol()
        wrong = update(Entitlement).where(
            Entitlement.enrolment_id == enrolment.id, Entitlement.item == "EXAM"
        )
        with pytest.raises(IntegrityError):
            db.session.execute(wrong.values(used=used))


class TestChangeInstitution:
    def change(self, shop: Shop, institution_id: str) -> None:
        services.change_institution(
            client_id=shop.client.id,
            institution_id=institution_id,
            reason="moved house",
            actor_id="",
            day=STARTS,
        )

    def test_the_branch_may_change_it_before_the_exam_is_booked(self, shop: Shop) -> None:
        enrolment, other = shop.enrol(), company.an_institution(shop.branch)
        self.change(shop, other.id)
        assert enrolment.institution_id == other.id

    def test_the_branchs_reason_is_kept_and_the_client_is_told(self, shop: Shop) -> None:
        enrolment, other = shop.enrol(), company.an_institution(shop.branch)
        self.change(shop, other.id)
        kept = queries.newest_wish(enrolment.id)
        assert kept
        assert (kept.status, kept.reason, kept.answer) == ("APPROVED", "", "moved house")
        assert kept.institution_id == other.id

    def test_after_booking_it_stays(self, shop: Shop) -> None:
        enrolment, other = shop.enrol(), company.an_institution(shop.branch)
        services.use(enrolment_id=enrolment.id, item=Item.EXAM)
        with pytest.raises(services.EntitlementSpent):
            self.change(shop, other.id)


class TestPublishFees:
    LINE = {"code": "MAINTENANCE.STANDARD", "zh": "健康维护", "en": "Maintenance", "yuan": "980.00"}

    def test_a_new_schedule_leaves_the_old_one_as_it_was(self, shop: Shop) -> None:
        services.publish_fees(lines=[self.LINE], actor_id="")
        assert services.publish_fees(lines=[{**self.LINE, "yuan": "990.00"}], actor_id="") == 2
        assert [str(line.yuan) for line in queries.fees()] == ["990.00"]

    def test_the_database_refuses_to_edit_a_published_schedule(self, shop: Shop) -> None:
        services.publish_fees(lines=[self.LINE], actor_id="")
        published = queries.fee_schedule()
        assert published
        published.lines = "[]"
        with pytest.raises(Exception, match="fee_schedule"):
            db.session.flush()


class TestRetirePackage:
    def test_who_has_it_keeps_it_and_nobody_new_gets_it(self, shop: Shop) -> None:
        enrolment = shop.enrol()
        assert services.retire_package(package_id=enrolment.package_id, actor_id="")
        assert not services.retire_package(package_id=enrolment.package_id, actor_id="")
        db.session.expire_all()
        assert enrolment.package.name.en == "Standard"
        assert [one.level for one in queries.packages()] == ["COMPREHENSIVE", "DELUXE", "ECONOMY"]
        shop.client = company.a_client(shop.branch)
        with pytest.raises(services.PackageNotInPlan):
            shop.enrol()


class TestItems:
    CHANGE = ItemChange(added=("mammo",), left_out=("glucose",), reason="Her doctor asked for it.")

    def full_course(self, shop: Shop, **changes: Any) -> Enrolment:
        return shop.enrol(Plan.FULL_COURSE, "DELUXE", institution_id=shop.high_end.id, **changes)

    def with_conditions(self) -> str:
        return services.add_package(
            level="DELUXE",
            name_zh="套餐",
            name_en="Deluxe",
            items=["glucose", "psa", "gyn"],
            conditions={"psa": Condition("MALE", 60), "gyn": Condition("FEMALE")},
            actor_id="",
        ).id

    def test_a_client_gets_what_is_for_the_own_sex_and_age(self, shop: Shop) -> None:
        package_id = self.with_conditions()
        assert self.full_course(shop, package_id=package_id).item_codes == ("glucose",)
        woman = company.a_client(shop.branch, sex="FEMALE")
        hers = self.full_course(shop, package_id=package_id, client_id=woman.id)
        assert hers.item_codes == ("glucose", "gyn")

    def test_a_full_course_client_s_items_are_changed_while_applying_and_reported(self, shop: Shop) -> None:
        enrolment = self.full_course(shop, change=self.CHANGE)
        assert enrolment.item_codes == ("mammo",)
        reported = queries.item_changes(enrolment.id)
        assert [(one.act, one.item, one.reason) for one in reported] == [
            ("ADDED", "mammo", self.CHANGE.reason),
            ("LEFT_OUT", "glucose", self.CHANGE.reason),
        ]

    def test_what_was_reported_stays_as_it_was(self, shop: Shop) -> None:
        self.full_course(shop, change=self.CHANGE)
        with pytest.raises(IntegrityError, match="refuses UPDATE"):
            db.session.execute(update(ExamItemChange).values(item="lipid"))

    def test_another_plan_s_items_are_fixed(self, shop: Shop) -> None:
        with pytest.raises(services.ItemsFixed):
            shop.enrol(change=self.CHANGE)
        assert queries.live_enrolment(client_id=shop.client.id, day=STARTS) is None

    def test_nobody_is_given_what_the_package_keeps_for_the_other_sex(self, shop: Shop) -> None:
        change = ItemChange(added=("gyn",), reason="r")
        with pytest.raises(services.ItemsFixed):
            self.full_course(shop, package_id=self.with_conditions(), change=change)
