from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.factories import company, plans
from tests.factories.plans import Shop
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices
from webapp.organisation import services as organisation
from webapp.plans import queries, services
from webapp.plans.events import YearReplaced
from webapp.plans.models import PlanApplication
from webapp.plans.rules import Delivery, Item, ItemChange, Plan, Step, Way

TODAY = clock.today()


@pytest.fixture
def shop(inside: Flask) -> Shop:
    return plans.open_shop()


class TestChoosePlan:
    def test_a_second_press_begins_no_second_application(self, shop: Shop) -> None:
        first, second = shop.choose(), shop.choose()
        assert first.id == second.id

    def test_the_database_itself_keeps_one_live_application_a_person(self, shop: Shop) -> None:
        found = shop.choose()
        db.session.add(
            PlanApplication(branch_id=found.branch_id, client_id=found.client_id, way="NEW", plan="CHRONIC")
        )
        with pytest.raises(IntegrityError):
            db.session.flush()

    def test_what_fits_the_other_plan_stays_and_the_rest_is_asked_again(self, shop: Shop) -> None:
        shop.choose(Plan.MAINTENANCE)
        found = shop.choose_plan(Plan.CHRONIC)
        assert found.answered == [Step.PLAN, Step.PACKAGE, Step.INSTITUTION]
        assert shop.choose_plan(Plan.FULL_COURSE).answered == [Step.PLAN]

    def test_a_plan_nobody_sells_is_refused(self, shop: Shop) -> None:
        with pytest.raises(services.PlanNotOffered):
            services.choose_plan(client_id=shop.client.id, branch_id=shop.branch.id, plan="GOLD", way=Way.NEW)

    def test_with_a_running_year_one_renews_or_goes_up(self, shop: Shop) -> None:
        shop.buy(Plan.CHRONIC)
        for plan, way in (
            (Plan.MAINTENANCE, Way.NEW),
            (Plan.MAINTENANCE, Way.UPGRADE),
            (Plan.CHRONIC, Way.UPGRADE),
        ):
            with pytest.raises(services.PlanNotOffered):
                shop.choose_plan(plan, way)
        assert shop.choose_plan(Plan.MAINTENANCE, Way.RENEWAL)
        assert shop.choose_plan(Plan.FULL_COURSE, Way.UPGRADE)

    def test_a_client_of_another_branch_does_not_exist_here(self, shop: Shop) -> None:
        with pytest.raises(NotYours):
            services.choose_plan(
                client_id=shop.client.id, branch_id=company.a_branch().id, plan=Plan.CHRONIC, way=Way.NEW
            )


class TestChoosePackage:
    def test_a_package_of_another_plan_is_refused(self, shop: Shop) -> None:
        shop.choose()
        with pytest.raises(services.PackageNotInPlan):
            services.choose_package(client_id=shop.client.id, package_id=shop.packages["DELUXE"].id)

    def test_a_package_without_a_public_fee_is_not_sold(self, shop: Shop) -> None:
        shop.choose(Plan.CHRONIC)
        with pytest.raises(services.NoFee):
            services.choose_package(client_id=shop.client.id, package_id=shop.packages["COMPREHENSIVE"].id)

    def test_items_are_changed_in_the_full_course_only_and_with_a_reason(self, shop: Shop) -> None:
        change = ItemChange(left_out=("lipid",), reason="measured last month")
        assert shop.choose(Plan.FULL_COURSE, change=change).item_change == change
        with pytest.raises(services.ItemsFixed):
            shop.choose(Plan.FULL_COURSE, change=ItemChange(left_out=("lipid",)))
        with pytest.raises(services.ItemsFixed):
            shop.choose(Plan.CHRONIC, change=change)


class TestChooseInstitution:
    def test_only_one_of_the_plan_s_class_with_an_agreement_of_the_own_branch(self, shop: Shop) -> None:
        shop.choose()
        elsewhere = plans.agreed_for_years(company.a_branch())
        unsigned = company.an_institution(shop.branch, agreed=False)
        for wrong in (shop.high_end, elsewhere, unsigned):
            with pytest.raises(services.InstitutionDoesNotFit):
                services.choose_institution(client_id=shop.client.id, institution_id=wrong.id)


class TestChooseDoctor:
    def test_only_a_family_doctor_of_the_branch_who_may_serve(self, shop: Shop) -> None:
        shop.choose(Plan.FULL_COURSE)
        organisation.open_standby(staff_id=shop.doctor.id, reason_ref="R1", review_due=TODAY, actor_id="")
        for wrong in (shop.doctor, shop.manager):
            with pytest.raises(services.DoctorNotFree):
                services.choose_doctor(client_id=shop.client.id, staff_id=wrong.id)


class TestAnswerConsents:
    def test_nothing_is_agreed_to_before_it_is_sent(self, shop: Shop) -> None:
        shop.choose(agreed=(Purpose.EXAM_REPORTS,))
        assert clients.consents(shop.client.id) == []
        shop.submit()
        assert [one.purpose for one in clients.consents(shop.client.id)] == ["EXAM_REPORTS"]

    def test_nobody_is_asked_about_a_service_that_the_plan_does_not_have(self, shop: Shop) -> None:
        found = shop.choose(agreed=(Purpose.SHARE_WITH_DOCTOR, Purpose.QUESTIONNAIRE))
        assert found.agreed == "QUESTIONNAIRE"

    def test_to_agree_to_nothing_is_an_answer(self, shop: Shop) -> None:
        shop.choose()
        assert shop.submit().status == "SUBMITTED"


class TestSubmit:
    def test_the_fee_is_that_of_the_public_schedule(self, shop: Shop) -> None:
        shop.choose(level="COMPREHENSIVE")
        assert shop.submit().yuan == Decimal("1380.00")

    def test_each_step_needs_an_answer(self, shop: Shop) -> None:
        shop.choose_plan(Plan.CHRONIC)
        with pytest.raises(services.StepOpen) as refusal:
            shop.submit()
        assert refusal.value.step is Step.PACKAGE

    def test_what_is_no_longer_offered_is_refused(self, shop: Shop) -> None:
        found = shop.choose()
        services.retire_package(package_id=found.package_id or "", actor_id="")
        db.session.expire_all()
        with pytest.raises(services.PackageNotInPlan):
            shop.submit()

    def test_a_fee_that_changed_is_shown_before_it_is_agreed_to(self, shop: Shop) -> None:
        shop.choose()
        with pytest.raises(services.FeeChanged):
            services.submit(client_id=shop.client.id, fee_version=7, actor_id="")

    def test_what_was_sent_is_not_changed_behind_the_branch_s_back(self, shop: Shop) -> None:
        shop.choose()
        shop.submit()
        with pytest.raises(services.ApplicationMoved):
            services.choose_package(client_id=shop.client.id, package_id=shop.packages["COMPREHENSIVE"].id)
        with pytest.raises(services.ApplicationMoved):
            shop.submit()


class TestWithdraw:
    def test_it_can_be_taken_back_and_begun_anew(self, shop: Shop) -> None:
        shop.choose()
        first = shop.submit()
        services.withdraw(client_id=shop.client.id, actor_id="")
        with pytest.raises(services.ApplicationMoved):
            services.withdraw(client_id=shop.client.id, actor_id="")
        with pytest.raises(services.ApplicationMoved):
            shop.activate(first)
        assert shop.choose().id != first.id


class TestActivate:
    def test_payment_begins_twelve_months_with_all_rights(self, shop: Shop) -> None:
        shop.choose(Plan.FULL_COURSE, change=ItemChange(left_out=("lipid",), reason="measured last month"))
        found = shop.submit()
        year = shop.activate(found)
        assert (year.starts, year.status, year.item_codes) == (TODAY, "ACTIVE", ("glucose",))
        assert queries.entitlement(enrolment_id=year.id, item=Item.DIET_PLAN)
        assert [one.item for one in queries.item_changes(year.id)] == ["lipid"]
        doctor = clients.who_looks_after(client_id=shop.client.id, capacity=Capacity.FAMILY_DOCTOR)
        assert doctor == shop.doctor.id
        paid = queries.payment_of(found.id)
        assert paid
        assert (paid.yuan, paid.noted_by) == (Decimal("9800.00"), shop.manager.account_id)
        assert notices.unread(shop.client.account_id or "") == 1

    def test_how_newsletters_come_is_fixed_with_the_year(self, shop: Shop) -> None:
        shop.choose()
        package = shop.packages["STANDARD"].id
        services.choose_package(client_id=shop.client.id, package_id=package, newsletters_come=Delivery.PRINT)
        year = shop.activate(shop.submit())
        assert year.newsletters_come == Delivery.PRINT
        letters = queries.entitlement(enrolment_id=year.id, item=Item.NEWSLETTER)
        assert letters
        assert letters.granted == 4

    def test_whoever_comes_second_finds_it_done(self, shop: Shop) -> None:
        shop.choose()
        found = shop.submit()
        shop.activate(found)
        with pytest.raises(services.ApplicationMoved):
            shop.activate(found)
        assert len(queries.enrolments_of(shop.client.id)) == 1

    def test_an_application_changed_since_it_was_looked_at_is_not_activated(self, shop: Shop) -> None:
        shop.choose()
        seen = shop.submit().revision
        self.send_back(shop)
        shop.choose(level="COMPREHENSIVE")
        again = shop.submit()
        with pytest.raises(services.ApplicationMoved):
            services.activate(
                application_id=again.id,
                branch_id=shop.branch.id,
                revision=seen,
                payment=services.Payment("CASH", again.yuan or Decimal(0), TODAY),  # type: ignore[arg-type]
                actor_id="",
            )

    def send_back(self, shop: Shop) -> None:
        found = queries.live_application(shop.client.id)
        assert found
        services.send_back(
            application_id=found.id,
            branch_id=shop.branch.id,
            revision=found.revision,
            reason="Please look at the package once more.",
            actor_id="",
        )

    def test_what_was_sent_back_says_why_and_is_sent_again(self, shop: Shop) -> None:
        shop.choose()
        shop.submit()
        self.send_back(shop)
        found = queries.live_application(shop.client.id)
        assert found
        assert (found.status, found.answer) == ("SENT_BACK", "Please look at the package once more.")
        assert shop.submit().answer is None

    def test_less_than_the_fee_is_no_payment(self, shop: Shop) -> None:
        shop.choose()
        with pytest.raises(services.WrongAmount):
            shop.activate(shop.submit(), Decimal("900.00"))

    def test_another_branch_s_application_does_not_exist(self, shop: Shop) -> None:
        shop.choose()
        found = shop.submit()
        shop.branch = company.a_branch()
        with pytest.raises(NotYours):
            shop.activate(found)

    def test_the_next_year_begins_after_the_running_one(self, shop: Shop) -> None:
        running = shop.buy()
        coming = shop.buy(Plan.CHRONIC, Way.RENEWAL)
        assert coming.starts == running.ends + timedelta(days=1)
        assert queries.live_enrolment(client_id=shop.client.id, day=TODAY) == running


class TestUpgrade:
    def test_the_lower_plan_ends_and_stays_in_the_history(self, shop: Shop) -> None:
        lower = shop.buy()
        services.use(enrolment_id=lower.id, item=Item.NEWSLETTER)
        higher = shop.buy(Plan.FULL_COURSE, Way.UPGRADE)
        assert (lower.status, lower.ended_on, higher.year_number) == ("ENDED", TODAY, 2)
        used = queries.entitlement(enrolment_id=lower.id, item=Item.NEWSLETTER)
        assert used
        assert used.used == 1
        assert queries.live_enrolment(client_id=shop.client.id, day=TODAY) == higher

    def test_a_room_above_may_refuse_it_when_it_is_applied_for_and_when_it_is_paid(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lower = shop.buy()
        asked: list[str] = []
        monkeypatch.setitem(events._handlers, YearReplaced, [lambda event: asked.append(event.enrolment_id)])
        shop.buy(Plan.FULL_COURSE, Way.UPGRADE)
        assert asked == [lower.id, lower.id]

    def test_nothing_can_be_booked_in_a_year_that_another_plan_replaced(self, shop: Shop) -> None:
        lower = shop.buy()
        shop.buy(Plan.FULL_COURSE, Way.UPGRADE)
        with pytest.raises(services.EntitlementSpent):
            services.use_at(enrolment_id=lower.id, item=Item.EXAM, institution_id=lower.institution_id)


class TestWish:
    def ask(self, shop: Shop, institution_id: str = "") -> str:
        wish = services.ask_to_move(
            client_id=shop.client.id,
            institution_id=institution_id or shop.other.id,
            reason="I have moved to the other side of town.",
            actor_id="",
        )
        return wish.id

    def test_the_branch_approves_and_the_institution_changes(self, shop: Shop) -> None:
        year = shop.buy()
        services.approve_wish(wish_id=self.ask(shop), branch_id=shop.branch.id, actor_id="")
        assert year.institution_id == shop.other.id

    def test_the_branch_refuses_with_a_reason_and_everything_stays(self, shop: Shop) -> None:
        year = shop.buy()
        services.refuse_wish(
            wish_id=self.ask(shop), branch_id=shop.branch.id, reason="It is full.", actor_id=""
        )
        found = queries.newest_wish(year.id)
        assert found
        assert (found.status, found.answer, year.institution_id) == (
            "REFUSED",
            "It is full.",
            shop.regular.id,
        )

    def test_one_wish_waits_at_a_time_and_is_answered_once(self, shop: Shop) -> None:
        shop.buy()
        wish_id = self.ask(shop)
        with pytest.raises(services.WishWaits):
            self.ask(shop)
        services.withdraw_wish(client_id=shop.client.id, wish_id=wish_id, actor_id="")
        with pytest.raises(services.WishAnswered):
            services.approve_wish(wish_id=wish_id, branch_id=shop.branch.id, actor_id="")

    def test_after_the_exam_is_booked_it_stays_where_it_is(self, shop: Shop) -> None:
        year = shop.buy()
        wish_id = self.ask(shop)
        services.use(enrolment_id=year.id, item=Item.EXAM)
        with pytest.raises(services.ExamIsBooked):
            services.approve_wish(wish_id=wish_id, branch_id=shop.branch.id, actor_id="")
        with pytest.raises(services.ExamIsBooked):
            self.ask(shop)

    @pytest.mark.parametrize("which", ["regular", "high_end"])
    def test_the_same_one_or_another_class_cannot_be_wished_for(self, shop: Shop, which: str) -> None:
        shop.buy()
        with pytest.raises(services.InstitutionDoesNotFit):
            self.ask(shop, getattr(shop, which).id)

    def test_nobody_answers_for_another_branch_or_withdraws_for_another_client(self, shop: Shop) -> None:
        shop.buy()
        wish_id = self.ask(shop)
        with pytest.raises(NotYours):
            services.approve_wish(wish_id=wish_id, branch_id=company.a_branch().id, actor_id="")
        with pytest.raises(NotYours):
            services.withdraw_wish(client_id=company.a_client(shop.branch).id, wish_id=wish_id, actor_id="")


class TestWaiting:
    def test_the_oldest_application_stands_first_and_is_counted(self, shop: Shop) -> None:
        shop.choose()
        found = shop.submit()
        assert queries.waiting_applications(branch_id=shop.branch.id).rows == [found]
        assert queries.asking(shop.branch.id) == queries.Asking(applications=1, wishes=0)
