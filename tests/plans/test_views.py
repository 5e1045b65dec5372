"""The application on the phone: what is kept, what is refused, and where one is led."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.conftest import Act, SignIn
from tests.factories import plans
from tests.factories.plans import Shop
from webapp.clients import queries as clients
from webapp.kernel.db import db
from webapp.organisation.models import Agreement, Branch
from webapp.plans import queries, services
from webapp.plans.models import PlanApplication
from webapp.plans.rules import Item, Plan

NOBODY = "0" * 20
KEY, OTHER_KEY = "k" * 32, "o" * 32


@dataclass
class Phone:
    """An applicant's phone."""

    shop: Shop
    browser: FlaskClient
    act: Act

    def post(self, path: str, **answers: str | list[str]) -> tuple[int, str]:
        """Give the status, and where it leads or else the page."""
        answer = self.browser.post(path, data=answers)
        return answer.status_code, answer.headers.get("Location", answer.text)

    def get(self, path: str) -> tuple[int, str]:
        answer = self.browser.get(path)
        return answer.status_code, answer.headers.get("Location", answer.text)

    def choose(self, plan: Plan = Plan.MAINTENANCE) -> None:
        with self.act():
            self.shop.choose(plan)

    def found(self) -> PlanApplication:
        with self.act():
            found = queries.live_application(self.shop.client.id)
        assert found
        return found


@pytest.fixture
def phone(app: Flask, act: Act, client: FlaskClient, sign_in: SignIn) -> Phone:
    with act():
        shop = plans.open_shop()
    return Phone(shop, sign_in(client, shop.client.account_id), act)


class TestKeepPlan:
    def test_each_answer_is_kept_and_leads_to_the_next_step(self, phone: Phone) -> None:
        shop = phone.shop
        assert phone.post("/plan/apply", plan="FULL_COURSE") == (303, "/plan/apply/package")
        package = shop.packages["DELUXE"].id
        assert phone.post("/plan/apply/package", package=package) == (303, "/plan/apply/institution")
        place = shop.high_end.id
        assert phone.post("/plan/apply/institution", institution=place) == (303, "/plan/apply/doctor")
        assert phone.post("/plan/apply/doctor", doctor=shop.doctor.id) == (303, "/plan/apply/consents")
        assert phone.post("/plan/apply/consents") == (303, "/plan/apply/review")
        review = phone.get("/plan/apply/review")[1]
        assert "begins once the payment is confirmed" in review
        assert "none given with this application" in review
        assert phone.post("/plan/apply/review", fees="1", _key=KEY) == (303, "/plan?sent=1")

    def test_who_has_applied_reads_where_to_pay_and_whom_to_ring(self, phone: Phone) -> None:
        phone.choose()
        with phone.act():
            branch = db.session.get_one(Branch, phone.shop.branch.id)
            branch.address_en, branch.phone = "3 Hubin Street", "400-100-2000"
        _status, page = phone.get("/plan")
        assert "3 Hubin Street" in page
        assert 'href="tel:400-100-2000"' in page

    def test_a_changed_answer_of_a_whole_application_leads_back_to_the_review(self, phone: Phone) -> None:
        phone.choose()
        answer = phone.post("/plan/apply/institution", institution=phone.shop.other.id)
        assert answer == (303, "/plan/apply/review")

    @pytest.mark.parametrize("plan", ["", "GOLD"])
    def test_a_plan_nobody_sells_is_refused_at_its_field(self, phone: Phone, plan: str) -> None:
        status, page = phone.post("/plan/apply", plan=plan)
        assert status == 422
        assert 'id="plan-error"' in page


class TestChoosePlan:
    def test_what_was_chosen_is_there_again_in_either_language(self, phone: Phone) -> None:
        phone.post("/plan/apply", plan="CHRONIC")
        for tongue in ("en", "zh-Hans"):
            page = phone.browser.get("/plan/apply", headers={"Accept-Language": tongue}).text
            assert 'value="CHRONIC" checked' in page

    def test_it_shows_the_public_fee_and_no_other_price(self, phone: Phone) -> None:
        assert "¥980" in phone.get("/plan/apply")[1]


class TestChoosePackage:
    def test_a_step_that_is_not_due_leads_to_the_one_that_is(self, phone: Phone) -> None:
        assert phone.get("/plan/apply/package") == (303, "/plan/apply")
        phone.post("/plan/apply", plan="MAINTENANCE")
        assert phone.get("/plan/apply/review") == (303, "/plan/apply/package")
        assert phone.get("/plan/apply/doctor") == (303, "/plan/apply/package")

    def test_fixed_items_are_not_offered_for_change(self, phone: Phone) -> None:
        phone.post("/plan/apply", plan="MAINTENANCE")
        assert 'name="left_out"' not in phone.get("/plan/apply/package")[1]
        phone.post("/plan/apply", plan="FULL_COURSE")
        assert 'name="left_out"' in phone.get("/plan/apply/package")[1]


class TestKeepPackage:
    def test_how_newsletters_come_is_asked_where_the_plan_has_them_and_stays(self, phone: Phone) -> None:
        phone.choose()
        page = phone.get("/plan/apply/package")[1]
        assert 'name="newsletters_come" value="ELECTRONIC" checked' in page
        package = phone.shop.packages["STANDARD"].id
        status, page = phone.post("/plan/apply/package", package=package, newsletters_come="PIGEON")
        assert (status, 'id="newsletters_come-error"' in page) == (422, True)
        assert phone.post("/plan/apply/package", package=package, newsletters_come="PRINT")[0] == 303
        assert "in print" in phone.get("/plan/apply/review")[1]
        phone.choose(Plan.FULL_COURSE)
        assert "newsletters_come" not in phone.get("/plan/apply/package")[1]

    def test_ids_posted_by_hand_are_refused_at_the_field_and_nothing_is_lost(self, phone: Phone) -> None:
        phone.post("/plan/apply", plan="FULL_COURSE")
        for package in (phone.shop.packages["STANDARD"].id, NOBODY):
            status, page = phone.post("/plan/apply/package", package=package, reason="my own words")
            assert status == 422
            assert 'id="package-error"' in page
            assert "my own words" in page

    def test_a_changed_item_without_a_reason_is_refused_at_the_reason(self, phone: Phone) -> None:
        phone.post("/plan/apply", plan="FULL_COURSE")
        package = phone.shop.packages["DELUXE"].id
        status, page = phone.post("/plan/apply/package", package=package, left_out="lipid")
        assert status == 422
        assert 'id="reason-error"' in page


class TestKeepInstitution:
    def test_another_class_or_nobody_s_is_refused_at_the_field(self, phone: Phone) -> None:
        phone.choose()
        for institution in (phone.shop.high_end.id, NOBODY):
            status, page = phone.post("/plan/apply/institution", institution=institution)
            assert status == 422
            assert 'id="institution-error"' in page


class TestKeepDoctor:
    def test_somebody_who_is_no_family_doctor_is_refused_at_the_field(self, phone: Phone) -> None:
        phone.choose(Plan.FULL_COURSE)
        status, page = phone.post("/plan/apply/doctor", doctor=phone.shop.manager.id)
        assert status == 422
        assert 'id="doctor-error"' in page


class TestAnswerConsents:
    def test_nothing_is_ticked_beforehand_and_each_stands_for_itself(self, phone: Phone) -> None:
        phone.choose()
        page = phone.get("/plan/apply/consents")[1]
        assert page.count('name="agreed"') == 2
        assert "checked" not in page

    def test_what_one_ticked_is_kept(self, phone: Phone) -> None:
        phone.choose()
        phone.post("/plan/apply/consents", agreed=["EXAM_REPORTS", "NONSENSE"])
        assert phone.get("/plan/apply/consents")[1].count(" checked") == 1


class TestSubmit:
    def test_a_double_press_sends_once(self, phone: Phone) -> None:
        phone.choose()
        assert [phone.post("/plan/apply/review", fees="1", _key=KEY)[0] for _ in range(2)] == [303, 303]
        assert phone.found().revision == 1

    def test_what_ended_meanwhile_is_named_at_its_step(self, phone: Phone) -> None:
        phone.choose()
        with phone.act():
            db.session.execute(update(Agreement).values(valid_to=Agreement.valid_from))
        status, page = phone.post("/plan/apply/review", fees="1", _key=KEY)
        assert status == 422
        assert 'href="#step-institution"' in page

    def test_a_new_schedule_is_read_before_it_is_agreed_to(self, phone: Phone) -> None:
        phone.choose()
        lines = [{"code": "MAINTENANCE.STANDARD", "zh": "年费", "en": "fee", "yuan": "990.00"}]
        with phone.act():
            services.publish_fees(lines=lines, actor_id="")
        status, page = phone.post("/plan/apply/review", fees="1", _key=KEY)
        assert status == 422
        assert "¥990" in page
        assert phone.found().status == "DRAFT"

    def test_consents_are_given_with_it(self, phone: Phone) -> None:
        phone.choose()
        phone.post("/plan/apply/consents", agreed="EXAM_REPORTS")
        phone.post("/plan/apply/review", fees="1", _key=KEY)
        with phone.act():
            assert [one.purpose for one in clients.consents(phone.shop.client.id)] == ["EXAM_REPORTS"]


class TestPlan:
    def test_a_sent_application_says_what_waits_for_whom(self, phone: Phone) -> None:
        phone.choose()
        with phone.act():
            phone.shop.submit()
        page = phone.browser.get("/plan", headers={"Accept-Language": "en"}).text
        assert "¥980" in page
        assert phone.get("/plan/apply") == (303, "/plan")
        assert phone.get("/plan/apply/package") == (303, "/plan")

    def test_a_running_year_can_be_renewed_and_moved(self, phone: Phone) -> None:
        with phone.act():
            phone.shop.buy()
        page = phone.get("/plan")[1]
        assert "/plan/institution" in page
        assert "/plan/apply" in page


class TestWithdraw:
    def test_it_is_asked_once_more_and_then_done(self, phone: Phone) -> None:
        phone.choose()
        assert phone.get("/plan/apply/withdraw")[0] == 200
        assert phone.post("/plan/apply/withdraw", _key=KEY) == (303, "/plan")
        assert phone.get("/plan/apply/withdraw") == (303, "/plan")


class TestSendWish:
    def test_it_waits_for_the_branch_and_can_be_taken_back(self, phone: Phone) -> None:
        with phone.act():
            year = phone.shop.buy()
        other = phone.shop.other.id
        assert phone.post("/plan/institution", institution=other, reason="moved", _key=KEY) == (303, "/plan")
        again = phone.post("/plan/institution", institution=other, reason="moved", _key=OTHER_KEY)
        assert again[0] == 422
        with phone.act():
            wish = queries.newest_wish(year.id)
        assert wish
        assert phone.post(f"/plan/wishes/{wish.id}/withdraw") == (303, "/plan")

    def test_whom_the_branch_moved_reads_why_and_of_no_wish(self, phone: Phone) -> None:
        with phone.act():
            year = phone.shop.buy()
            services.change_institution(
                client_id=year.client_id,
                institution_id=phone.shop.other.id,
                reason="They rebuild.",
                actor_id="",
                day=year.starts,
            )
        page = phone.browser.get("/plan", headers={"Accept-Language": "en"}).text
        assert "They rebuild." in page
        assert "You asked for" not in page
        assert "Your reason" not in page

    def test_after_booking_it_is_refused_at_the_field(self, phone: Phone) -> None:
        with phone.act():
            year = phone.shop.buy()
            services.use(enrolment_id=year.id, item=Item.EXAM)
        status, page = phone.post(
            "/plan/institution", institution=phone.shop.other.id, reason="moved", _key=KEY
        )
        assert status == 422
        assert 'id="institution-error"' in page

    def test_somebody_else_s_wish_does_not_exist(self, phone: Phone) -> None:
        assert phone.post(f"/plan/wishes/{NOBODY}/withdraw")[0] == 404
