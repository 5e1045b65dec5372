"""What standby does and does not do, at every door (complaints.md §3)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_complaint, by_handler, later
from tests.fuzz.house_map import Place
from webapp.accounts import services as accounts
from webapp.accounts.models import Account
from webapp.accounts.rules import Reach, Role
from webapp.clients import queries as clients
from webapp.clients import services as care
from webapp.clients.models import CareTeamMember
from webapp.clients.rules import Capacity
from webapp.complaints import services
from webapp.diet_plans import services as diet_plans
from webapp.diet_plans.refusals import MayNotWrite
from webapp.kernel import access, clock
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.models import Staff
from webapp.organisation.rules import Ending
from webapp.plans import queries as plans

NOWHERE = "0" * 20


@pytest.fixture
def company(act: Act) -> Company:
    with clock.at(factory.NOW), act():
        return factory.a_company()


def put_on_standby(company: Company, staff: Staff, ref: str = "a case") -> str:
    order = staffing.open_standby(staff_id=staff.id, reason_ref=ref, review_due=factory.day(5), actor_id="")
    assert order
    return order.id


def reach_of(staff: Staff) -> str:
    found = db.session.get_one(Account, staff.account_id, populate_existing=True)
    return found.reach


def told_of(staff: Staff, kind: str) -> list[str]:
    """Give the English words of the notices of a kind that somebody has."""
    return [one.words_en for one in notices.inbox(account_id=staff.account_id).rows if one.kind == kind]


class TestDoors:
    def test_on_standby_no_door_opens_but_those_of_the_own_case(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            a_complaint(company, about=company.served)
        browser, doors = browser_of(app, sign_in, company, "served"), access.doors(app)
        wrong = []
        for rule in app.url_map.iter_rules():
            if doors[rule.endpoint].everybody or doors[rule.endpoint].own_case:
                continue
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                path = Place(rule, method).path(dict.fromkeys(rule.arguments, NOWHERE))
                status = browser.open(path, method=method).status_code
                if status not in (403, 404) and path != "/":
                    wrong.append((method, path, status))
        assert wrong == []

    def test_and_those_are_few(self, house: Flask) -> None:
        on_standby = Visitor(account_id="x", role=Role.HEALTH_MANAGER, reach="OWN_CASE")
        opened = {
            name
            for name, door in access.doors(house).items()
            if not door.everybody and door.opens_for(on_standby)
        }
        rooms = {name.partition(".")[0] for name in opened}
        assert rooms <= {"accounts", "complaints_desk", "home", "kept_forms", "pwa", "language", "notices"}


class TestNoNewWork:
    def test_no_client_no_doctors_choice_no_diet_plan(self, act: Act, company: Company) -> None:
        with act():
            doctor = factory.hired(company.branch, Role.FAMILY_DOCTOR, "Lin Bo")
            nutritionist = factory.hired(company.branch, Role.NUTRITIONIST, "He Wen")
            for one in (doctor, nutritionist, company.served):
                put_on_standby(company, one)
            assert doctor.id not in {one.id for one in plans.doctors_for(company.branch.id)}
            with pytest.raises(care.NotServing):
                care.assign_care(
                    client_id=company.client.id,
                    capacity=Capacity.FAMILY_DOCTOR,
                    staff_id=doctor.id,
                    actor_id="",
                )
            with pytest.raises(MayNotWrite):
                diet_plans.start_draft(
                    client_id=company.client.id, staff_id=nutritionist.id, actor_id=nutritionist.account_id
                )

    def test_who_comes_back_finds_every_client_again(self, act: Act, company: Company) -> None:
        with act():
            order = put_on_standby(company, company.served)
            team = clients.care_team(company.client.id)
            assert [(one.staff_id, one.substitute_id) for one in team] == [
                (company.served.id, company.colleague.id)
            ]
            staffing.end_standby(order_id=order, ending=Ending.REINSTATED, actor_id="")
            db.session.expire_all()
            assert [one.acting_id for one in clients.care_team(company.client.id)] == [company.served.id]

    def test_with_no_colleague_and_no_admin_the_manager_looks_after_them(
        self, act: Act, company: Company
    ) -> None:
        with act():
            for one in (company.colleague, company.admin):
                put_on_standby(company, one, ref=one.id)
            put_on_standby(company, company.served)
            assert (
                clients.who_looks_after(client_id=company.client.id, capacity=Capacity.HEALTH_MANAGER)
                == company.manager.id
            )


class TestNobodyCanStandIn:
    """Everybody of the branch and every admin is on standby: a client's complaint is taken up all the same."""

    @pytest.fixture
    def alone(self, act: Act, company: Company) -> Company:
        with clock.at(factory.NOW), act():
            for one in (company.colleague, company.manager, company.admin):
                put_on_standby(company, one, ref=one.id)
        return company

    def test_the_complaint_is_kept_accepted_and_headquarters_is_alarmed(
        self, act: Act, alone: Company
    ) -> None:
        with clock.at(factory.NOW), act():
            case = a_complaint(alone, about=alone.served)
            assert case.state == "ACCEPTED"
            assert factory.standing_of(alone.served) == "STANDBY"
            told = [told_of(one, "complaints.uncovered") for one in (alone.independent, alone.second)]
        assert [len(one) for one in told] == [1, 1]
        assert "Lu Xiao" not in str(told)

    def test_nobody_else_is_told(self, act: Act, alone: Company) -> None:
        with clock.at(factory.NOW), act():
            a_complaint(alone, about=alone.served)
            for one in (alone.served, alone.manager, alone.colleague, alone.handler):
                assert told_of(one, "complaints.uncovered") == []

    def test_the_list_says_so_until_headquarters_has_chosen_somebody(
        self, app: Flask, act: Act, sign_in: SignIn, alone: Company
    ) -> None:
        with act():
            case = a_complaint(alone, about=alone.served)
        desk = browser_of(app, sign_in, alone, "second")
        assert "1 位客户暂无人接管" in desk.get("/desk/complaints/standbys").text
        with act():
            hired = factory.hired(alone.branch, Role.HEALTH_MANAGER, "Dai Xin")
        both = {"who": f"{alone.served.id}:{hired.id}"}
        assert desk.post(f"/desk/complaints/{case.id}/standing-in", data=both).status_code == 303
        assert "暂无人接管" not in desk.get("/desk/complaints/standbys").text
        with act():
            assert db.session.scalar(select(CareTeamMember.substitute_id)) == hired.id


class TestWhoIsSeparatedAlready:
    def test_named_in_a_new_case_the_closed_account_stays_closed(self, act: Act, company: Company) -> None:
        with clock.at(factory.NOW), act():
            staffing.leave(staff_id=company.served.id, actor_id="")
            case = a_complaint(company, about=company.served)
            assert case.state == "ACCEPTED"
            assert organisation.open_orders(company.served.id) == []
            assert reach_of(company.served) == "NONE"

    def test_no_order_that_opens_reaches_a_closed_account(self, act: Act, company: Company) -> None:
        with act():
            accounts.set_reach(account_id=company.served.account_id, reach=Reach.NONE)
            put_on_standby(company, company.served)
            assert reach_of(company.served) == "NONE"


class TestTwoCases:
    def test_one_answered_and_one_open_is_still_standby(self, act: Act, company: Company) -> None:
        with clock.at(factory.NOW), act():
            first = a_complaint(company, about=company.served)
            a_complaint(company, about=company.served)
            for step in factory._REVIEW:
                step(company, first)
            services.decide(case_id=first.id, staff_id=company.second.id, version=first.version)
            assert factory.standing_of(company.served) == "STANDBY"
            orders = organisation.open_orders(company.served.id)
            assert len(orders) == 1


class TestReviewList:
    def test_it_shows_who_is_on_standby_and_who_stands_in(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_complaint(company, about=company.served)
        page = browser_of(app, sign_in, company, "admin").get("/desk/complaints/standbys").text
        assert case.number in page
        for who in ("served", "manager"):
            shown = browser_of(app, sign_in, company, who).get("/desk/complaints/standbys")
            assert (shown.status_code == 403) == (who == "served")

    def test_a_review_moves_the_date_that_the_employee_reads(self, act: Act, company: Company) -> None:
        with clock.at(factory.NOW), act():
            case = a_complaint(company, about=company.served)
        with later(5), act():
            services.renew_standby(**by_handler(company, case), reason="The log is still awaited.")
            assert organisation.open_orders(company.served.id)[0].review_due == factory.day(12)

    def test_another_colleague_can_stand_in_and_nobody_else(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            third = factory.hired(company.branch, Role.HEALTH_MANAGER, "Dai Xin")
            case = a_complaint(company, about=company.served)
            before = db.session.scalar(select(CareTeamMember.substitute_id))
        other = company.colleague if before == third.id else third
        browser, path = (
            browser_of(app, sign_in, company, "handler"),
            f"/desk/complaints/{case.id}/standing-in",
        )
        assert "（1 位客户）" in browser.get(path).text
        wrong = f"{company.served.id}:{company.manager.id}"
        assert browser.post(path, data={"who": wrong}).status_code == 422
        assert browser.post(path, data={"who": f"{company.served.id}:{other.id}"}).status_code == 303
        with act():
            assert db.session.scalar(select(CareTeamMember.substitute_id)) == other.id
