"""What is agreed with a group (P1, P2, P5): rules, versions, what the database defends, and the pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.factories import groups as factory
from tests.factories.groups import Firm
from webapp.accounts.rules import Role
from webapp.groups import queries, services
from webapp.groups.models import GroupContract
from webapp.groups.refusals import NotAgreedPlace, PackagesNotInPlan, TermsMoved
from webapp.groups.rules.contract import (
    BY_HEALTH_LEVEL,
    PackageRule,
    Packages,
    Terms,
    chosen,
    own_change,
    packages_fit,
)
from webapp.kernel.db import db
from webapp.organisation.rules import Grade
from webapp.plans.rules import NO_CHANGE, Delivery, ItemChange, Plan

ALL = ("ECONOMY", "STANDARD", "COMPREHENSIVE")
TERMS = Terms(headcount=30, lectures=2)


class TestPackages:
    def test_a_health_level_gives_its_package_and_no_answer_the_agreed_one(self) -> None:
        packages = Packages(PackageRule.HEALTH_LEVEL, "STANDARD", ALL)
        assert [packages.of(level) for level in (1, 2, 3, None)] == [*ALL, "STANDARD"]

    def test_what_the_group_chose_is_for_everybody(self) -> None:
        assert {chosen("COMPREHENSIVE").of(level) for level in (1, 2, 3, None)} == {"COMPREHENSIVE"}

    def test_a_group_cannot_choose_economy_nor_what_its_plan_lacks(self) -> None:
        assert packages_fit(BY_HEALTH_LEVEL, ALL)
        assert packages_fit(chosen("STANDARD"), ALL)
        assert not packages_fit(chosen("ECONOMY"), ALL)
        assert not packages_fit(chosen("DELUXE"), ALL)
        assert not packages_fit(BY_HEALTH_LEVEL, ("DELUXE",))

    def test_a_change_reaches_each_member_as_far_as_it_fits(self) -> None:
        change = ItemChange(("bone", "prostate", "lipid"), ("ecg", "gynaecology"), "wish of the company")
        own = own_change(change, items=("lipid", "ecg"), addable=("bone", "lipid"))
        assert own == ItemChange(("bone",), ("ecg",), "wish of the company")
        assert own_change(change, items=("lipid",), addable=()) is NO_CHANGE


@pytest.fixture
def firm(inside: Flask) -> Firm:
    """A company without members."""
    return factory.a_firm()


@pytest.fixture
def contract(firm: Firm) -> GroupContract:
    """Its first contract year."""
    return factory.a_contract(firm)


def sign(firm: Firm, **changes: Any) -> GroupContract:
    terms: dict[str, Any] = {
        "group": firm.group, "starts_on": factory.START, "ends_on": factory.END, "actor_id": "",
        "institution_id": firm.institution.id, "terms": TERMS,
    }  # fmt: skip
    return services.sign_contract(**terms | changes)


class TestSign:
    def test_the_plan_is_examined_in_its_own_class_of_institutions(self, firm: Firm) -> None:
        with pytest.raises(NotAgreedPlace):
            sign(firm, plan=Plan.FULL_COURSE, terms=replace(TERMS, packages=chosen("DELUXE")))
        fine = company.an_institution(firm.branch, grade=Grade.HIGH_END)
        deluxe = replace(TERMS, packages=chosen("DELUXE"))
        assert sign(firm, plan=Plan.FULL_COURSE, institution_id=fine.id, terms=deluxe).plan == "FULL_COURSE"

    def test_packages_that_the_plan_lacks_are_refused(self, firm: Firm) -> None:
        with pytest.raises(PackagesNotInPlan):
            sign(firm, terms=replace(TERMS, packages=chosen("DELUXE")))

    def test_plan_and_institution_stay_as_signed(self, firm: Firm, contract: GroupContract) -> None:
        contract.institution_id = company.an_institution(firm.branch).id
        with pytest.raises(IntegrityError):
            db.session.flush()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"headcount": 0},
            {"lectures": 0},
            {"newsletters": 13},
            {"delivery": Delivery.PRINT},
            {"copies": 5},
            {"delivery": Delivery.PRINT, "copies": 0},
            {"change": ItemChange(("bone",), (), "")},
        ],
    )
    def test_the_database_refuses_terms_that_cannot_be(self, firm: Firm, wrong: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError):
            sign(firm, terms=replace(TERMS, **wrong))


class TestAgreeAnew:
    def test_other_terms_are_a_further_version_and_the_first_stays(
        self, firm: Firm, contract: GroupContract
    ) -> None:
        other = replace(TERMS, lectures=4, delivery=Delivery.PRINT, copies=40)
        services.agree_anew(contract=contract, terms=other, version=1, actor_id="")
        assert (contract.version, contract.terms) == (2, other)
        assert [row.terms.lectures for row in queries.terms_of(contract.id)] == [4, 2]

    def test_the_same_terms_make_no_version(self, firm: Firm, contract: GroupContract) -> None:
        services.agree_anew(contract=contract, terms=contract.terms, version=1, actor_id="")
        assert contract.version == 1

    def test_of_two_who_agree_at_once_the_second_looks_again(
        self, firm: Firm, contract: GroupContract
    ) -> None:
        services.agree_anew(contract=contract, terms=replace(TERMS, lectures=3), version=1, actor_id="")
        with pytest.raises(TermsMoved):
            services.agree_anew(contract=contract, terms=replace(TERMS, lectures=4), version=1, actor_id="")

    def test_what_was_agreed_is_never_changed(self, firm: Firm, contract: GroupContract) -> None:
        contract.kept.headcount = 31
        with pytest.raises(IntegrityError):
            db.session.flush()


TYPED = {
    "starts_on": "2026-12-01", "ends_on": "2027-11-30", "plan": "MAINTENANCE", "headcount": "40",
    "package_rule": "HEALTH_LEVEL", "level_1": "ECONOMY", "level_2": "STANDARD", "level_3": "COMPREHENSIVE",
    "unanswered": "STANDARD", "lectures": "2", "newsletters": "4", "delivery": "ELECTRONIC",
}  # fmt: skip


class TestContractPages:
    @pytest.fixture(autouse=True)
    def _scene(self, app: Flask, act: Act, sign_in: SignIn) -> None:
        with act():
            firm, far = factory.a_firm(), factory.a_firm()
            self.group_id, self.place = firm.group.id, firm.institution.id
            people = {
                "boss": firm.manager,
                "keeper": company.somebody(firm.branch),
                "far": far.manager,
                "hq": company.somebody(company.headquarters(), Role.HQ_ADMIN),
                "contact": factory.a_contact(firm),
            }
            accounts = {name: one.account_id for name, one in people.items()}
        self.by = {name: sign_in(new_client(app), account) for name, account in accounts.items()}

    def post(self, who: str = "boss", **changes: str) -> Any:
        path = f"/desk/groups/{self.group_id}/contracts"
        return self.by[who].post(path, data=TYPED | {"institution": self.place} | changes)

    def test_branch_manager_and_headquarters_sign_nobody_else(self) -> None:
        assert {who: self.post(who).status_code for who in ("keeper", "contact", "far")} == {
            "keeper": 403, "contact": 403, "far": 404,
        }  # fmt: skip
        assert self.by["boss"].get(f"/desk/groups/{self.group_id}/contracts/new").status_code == 200
        made = self.post("hq")
        assert made.status_code == 303
        path = str(made.headers["Location"]).partition("?")[0]
        seen = {who: one.get(path).status_code for who, one in self.by.items()}
        assert seen == {"boss": 200, "keeper": 200, "hq": 200, "far": 404, "contact": 403}
        seen = {who: one.get(f"{path}/terms").status_code for who, one in self.by.items()}
        assert seen == {"boss": 200, "hq": 200, "keeper": 403, "far": 404, "contact": 403}

    def test_what_is_wrong_is_said_at_its_field_and_kept(self) -> None:
        bad = self.post(ends_on="2025-01-01", lectures="9", delivery="PRINT", added="bone")
        assert bad.status_code == 422
        for field in ("ends_on", "lectures", "copies", "change_reason"):
            assert bad.text.count(f'href="#{field}"') == 1
        places = [bad.text.index(f'id="{field}"') for field in re.findall(r'<a href="#(\w+)">', bad.text)]
        assert places == sorted(places)
        assert 'value="40"' in bad.text
        deluxe = self.post(package_rule="DELUXE")
        assert (deluxe.status_code, 'href="#package_rule"' in deluxe.text) == (422, True)

    def test_other_terms_come_with_their_history(self) -> None:
        path = str(self.post().headers["Location"]).partition("?")[0]
        data = TYPED | {"version": "1", "lectures": "4", "delivery": "PRINT", "copies": "40"}
        assert self.by["boss"].post(f"{path}/terms", data=data).status_code == 303
        page = self.by["keeper"].get(path, headers={"Accept-Language": "en"}).text
        assert "40 copies each" in page
        assert "Version 1" in page
        assert self.by["boss"].post(f"{path}/terms", data=data | {"lectures": "1"}).status_code == 409
        assert self.by["boss"].post(f"{path}/terms", data=data | {"version": "x"}).status_code == 400
        assert self.by["far"].post(f"{path}/terms", data=data).status_code == 404
        assert self.by["keeper"].post(f"{path}/terms", data=data).status_code == 403
