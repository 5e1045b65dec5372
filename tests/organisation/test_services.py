from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.factories import company
from webapp.accounts import queries as accounts
from webapp.accounts import services as account_services
from webapp.accounts.models import AuthSession
from webapp.accounts.rules import Reach, Role
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries, services
from webapp.organisation.models import Staff, StandbyOrder
from webapp.organisation.rules import Ending, Standing

pytestmark = pytest.mark.usefixtures("inside")


def standby(staff: Staff, ref: str = "respondent-1") -> StandbyOrder | None:
    return services.open_standby(staff_id=staff.id, reason_ref=ref, review_due=date(2026, 12, 1), actor_id="")


def end(order: StandbyOrder | None) -> bool:
    assert order
    return services.end_standby(order_id=order.id, ending=Ending.REINSTATED, actor_id="")


def reach(staff: Staff) -> str:
    account = accounts.account(staff.account_id)
    assert account
    db.session.refresh(account)
    return account.reach


@pytest.fixture
def lu(inside: Flask) -> Staff:
    company.headquarters()
    return company.somebody(company.a_branch())


class TestOpenBranch:
    def test_a_code_names_one_branch(self) -> None:
        services.open_branch(code="NH", name_zh="南湖店", name_en="South Lake", actor_id="")
        with pytest.raises(services.BranchCodeTaken):
            services.open_branch(code="NH", name_zh="东川店", name_en="East", actor_id="")

    def test_there_is_one_headquarters(self) -> None:
        company.headquarters()
        with pytest.raises(services.BranchCodeTaken):
            company.a_branch(is_headquarters=True)


class TestHire:
    def test_the_account_stands_for_the_staff_row(self, lu: Staff) -> None:
        account = accounts.account(lu.account_id)
        assert account
        db.session.refresh(account)
        assert (account.person_id, account.role, account.branch_id) == (lu.id, lu.role, lu.branch_id)


class TestAgreement:
    def test_it_holds_inside_its_dates_only(self) -> None:
        branch = company.a_branch()
        institution = company.an_institution(branch)
        for day, holds in ((date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2028, 1, 1), False)):
            found = queries.agreement_on(institution_id=institution.id, branch_id=branch.id, day=day)
            assert (found is not None) is holds

    def test_one_that_ends_before_it_begins_is_refused(self) -> None:
        branch = company.a_branch()
        institution = company.an_institution(branch, agreed=False)
        with pytest.raises(services.AgreementBackwards):
            services.sign_agreement(
                institution_id=institution.id,
                branch_id=branch.id,
                valid_from=date(2026, 2, 1),
                valid_to=date(2026, 1, 1),
                change_hours=48,
                report_days=7,
                actor_id="",
            )


class TestStandby:
    def test_it_ends_every_session_and_leaves_the_own_case_only(self, lu: Staff) -> None:
        account = accounts.account(lu.account_id)
        assert account
        account_services.start_session(account=account, device="test")
        standby(lu)
        assert reach(lu) == Reach.OWN_CASE
        open_sessions = select(AuthSession).where(AuthSession.ended_at.is_(None))
        assert db.session.scalars(open_sessions).all() == []
        assert not queries.may_serve(lu.id)
        assert lu not in queries.staff_of(branch_id=lu.branch_id)

    def test_one_case_opens_one_order_however_often_it_is_accepted(self, lu: Staff) -> None:
        assert standby(lu) is not None
        assert standby(lu) is None
        assert len(queries.open_orders(lu.id)) == 1

    def test_two_cases_one_dismissed_is_still_standby(self, lu: Staff) -> None:
        first, second = standby(lu, "one"), standby(lu, "two")
        assert end(first)
        assert queries.standing(lu.id) is Standing.STANDBY
        assert reach(lu) == Reach.OWN_CASE
        assert end(second)
        assert queries.standing(lu.id) is Standing.ACTIVE
        assert reach(lu) == Reach.FULL

    def test_an_order_ends_once(self, lu: Staff) -> None:
        order = standby(lu)
        assert end(order)
        assert not end(order)

    def test_a_proposed_separation_is_marked_once_and_ends_with_the_order(self, lu: Staff) -> None:
        order = standby(lu)
        assert order
        assert services.propose_separation(order_id=order.id, actor_id="")
        assert not services.propose_separation(order_id=order.id, actor_id="")
        assert queries.standing(lu.id) is Standing.SEPARATION_PROPOSED
        end(order)
        assert queries.standing(lu.id) is Standing.ACTIVE

    def test_the_database_refuses_an_ending_without_its_time(self, lu: Staff) -> None:
        order = standby(lu)
        assert order
        with pytest.raises(IntegrityError):
            db.session.execute(
                update(StandbyOrder).where(StandbyOrder.id == order.id).values(ending="LAPSED")
            )


class TestImportYear:
    def test_make_up_days_work_and_holidays_do_not(self) -> None:
        assert services.import_year(year=2026, actor_id="") > 20
        days = queries.working_days()
        assert days.add(date(2026, 9, 30), 5) == date(2026, 10, 13)

    def test_a_year_without_data_sets_nothing(self) -> None:
        assert services.import_year(year=2093, actor_id="") == 0

    def test_importing_twice_changes_nothing(self) -> None:
        services.import_year(year=2026, actor_id="")
        before = len(queries.calendar_days())
        services.import_year(year=2026, actor_id="")
        assert len(queries.calendar_days()) == before


class TestStaffOf:
    def test_only_people_of_the_branch_and_role_are_given(self, lu: Staff) -> None:
        branch = queries.branch(lu.branch_id)
        assert branch
        company.somebody(branch, Role.NUTRITIONIST)
        company.somebody(company.a_branch())
        found = queries.staff_of(branch_id=branch.id, role=Role.HEALTH_MANAGER)
        assert [one.id for one in found] == [lu.id]


class TestLeave:
    def test_who_leaves_cannot_sign_in_nor_serve(self, lu: Staff) -> None:
        assert services.leave(staff_id=lu.id, actor_id="")
        assert not services.leave(staff_id=lu.id, actor_id="")
        assert reach(lu) == Reach.NONE
        assert queries.standing(lu.id) is Standing.LEFT
        assert lu not in queries.staff_of(branch_id=lu.branch_id)


class TestChangeRole:
    def test_the_account_has_the_new_role_and_signs_in_again(self, lu: Staff) -> None:
        account = accounts.account(lu.account_id)
        assert account
        account_services.start_session(account=account, device="test")
        assert services.change_role(staff_id=lu.id, role=Role.BRANCH_MANAGER, actor_id="")
        db.session.refresh(account)
        assert (account.role, lu.role) == (Role.BRANCH_MANAGER, Role.BRANCH_MANAGER)
        open_sessions = select(AuthSession).where(AuthSession.ended_at.is_(None))
        assert db.session.scalars(open_sessions).all() == []

    def test_the_same_role_again_changes_nothing(self, lu: Staff) -> None:
        assert not services.change_role(staff_id=lu.id, role=Role.HEALTH_MANAGER, actor_id="")


class TestOneself:
    def test_nobody_changes_the_own_role_or_dismisses_themselves(self, lu: Staff) -> None:
        with pytest.raises(NotYours):
            services.change_role(staff_id=lu.id, role=Role.BRANCH_MANAGER, actor_id=lu.account_id)
        with pytest.raises(NotYours):
            services.leave(staff_id=lu.id, actor_id=lu.account_id)
