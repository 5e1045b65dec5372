"""A company and its contract years with their terms (P1, P2, P5)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContract, GroupContractTerms
from webapp.groups.refusals import NotAgreedPlace, PackagesNotInPlan, TermsMoved, YearsOverlap
from webapp.groups.rules.contract import Terms, packages_fit
from webapp.groups.services.notes import note
from webapp.kernel import ids
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.plans.rules import Kind, Plan, institution_fits


def open_group(*, branch_id: str, name_zh: str, name_en: str, actor_id: str) -> ClientGroup:
    """Open a group of a branch."""
    group = ClientGroup(branch_id=branch_id, name_zh=name_zh, name_en=name_en)
    db.session.add(group)
    db.session.flush()
    note("group.opened", ("client_group", group.id), branch_id, actor_id)
    return group


def sign_contract(
    *,
    group: ClientGroup,
    plan: Plan = Plan.MAINTENANCE,
    starts_on: date,
    ends_on: date,
    institution_id: str,
    terms: Terms,
    actor_id: str,
) -> GroupContract:
    """Note a contract year with its plan and its one institution (P1), and the first terms (P5).

    Raises YearsOverlap, NotAgreedPlace, PackagesNotInPlan.
    """
    years = queries.contracts_of(group.id)
    if years and starts_on <= years[0].ends_on:
        raise YearsOverlap
    _check_place(group, plan, institution_id, starts_on)
    _check_packages(plan, terms)
    contract = GroupContract(
        id=ids.new_id(),
        branch_id=group.branch_id,
        group_id=group.id,
        number=years[0].number + 1 if years else 1,
        plan=plan,
        starts_on=starts_on,
        ends_on=ends_on,
        institution_id=institution_id,
        version=1,
    )
    db.session.add(contract)
    db.session.flush()
    _keep_terms(contract, terms, 1, actor_id)
    note("contract.signed", ("group_contract", contract.id), group.branch_id, actor_id)
    return contract


def agree_anew(*, contract: GroupContract, terms: Terms, version: int, actor_id: str) -> None:
    """Keep other terms as a further version, from now on; what was agreed before stays readable.

    `version` is the one that the page showed. Raises TermsMoved, PackagesNotInPlan.
    """
    _check_packages(Plan(contract.plan), terms)
    if terms == contract.terms:
        return
    same = update(GroupContract).where(GroupContract.id == contract.id, GroupContract.version == version)
    if not changed(same.values(version=version + 1)):
        raise TermsMoved
    _keep_terms(contract, terms, version + 1, actor_id)
    db.session.refresh(contract)
    note("contract.agreed_anew", ("group_contract", contract.id), contract.branch_id, actor_id)


def _check_place(group: ClientGroup, plan: Plan, institution_id: str, day: date) -> None:
    """The one institution is agreed with on the first day (O1), and of the plan's class (P1)."""
    agreed = organisation.agreement_on(institution_id=institution_id, branch_id=group.branch_id, day=day)
    matrix = plans.matrix()
    if agreed is None or agreed.institution.branch_id != group.branch_id:
        raise NotAgreedPlace
    if matrix is None or not institution_fits(
        grade_needed=matrix.grades[plan], grade=agreed.institution.grade
    ):
        raise NotAgreedPlace


def _check_packages(plan: Plan, terms: Terms) -> None:
    matrix = plans.matrix()
    allowed = matrix.packages(plan=plan, kind=Kind.GROUP) if matrix else ()
    if not packages_fit(terms.packages, allowed):
        raise PackagesNotInPlan


def _keep_terms(contract: GroupContract, terms: Terms, version: int, actor_id: str) -> None:
    packages = terms.packages
    first, second, third = packages.levels
    row = GroupContractTerms(
        branch_id=contract.branch_id,
        contract_id=contract.id,
        version=version,
        headcount=terms.headcount,
        lectures=terms.lectures,
        newsletters=terms.newsletters,
        delivery=terms.delivery,
        copies=terms.copies,
        package_rule=packages.rule,
        unanswered_package=packages.unanswered,
        level_1_package=first,
        level_2_package=second,
        level_3_package=third,
        added=" ".join(terms.change.added),
        left_out=" ".join(terms.change.left_out),
        change_reason=terms.change.reason,
        agreed_by=actor_id,
    )
    db.session.add(row)
    db.session.flush()
