"""Members under their contract year: enrolled with the package of their health level (P1, P2, P5)."""

from __future__ import annotations

from contextlib import suppress

from webapp.assessments import queries as assessments
from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContract, GroupEnrolment
from webapp.groups.rules.contract import own_change
from webapp.groups.services.members import add_member
from webapp.groups.services.notes import note
from webapp.kernel import clock, ids
from webapp.kernel.db import db
from webapp.kernel.errors import Refusal
from webapp.plans import queries as plans
from webapp.plans import services as enrolling
from webapp.plans.rules import ItemChange, Kind, Plan, addable_items, items_for
from webapp.questionnaires.rules.inviting import HOLDS


class NoPackage(Exception):
    """No exam package of the agreed level can be bought at present."""


def enrol_member(*, contract: GroupContract, client: Client, actor_id: str) -> None:
    """Start a member's service year under the contract, once; later calls change nothing.

    Raises NoPackage, and what `plans.services.enrol` raises: AlreadyEnrolled for who has a plan of their own.
    """
    if queries.enrolment_under(contract.id, client.id):
        return
    level = assessments.health_levels([client.id], since=clock.now() - HOLDS).get(client.id)
    package = package_of(contract, level)
    made = enrolling.enrol(
        client_id=client.id,
        branch_id=contract.branch_id,
        plan=Plan(contract.plan),
        package_id=package.id,
        institution_id=contract.institution_id,
        starts=contract.starts_on,
        actor_id=actor_id,
        kind=Kind.GROUP,
        change=change_for(contract, client, package),
    )
    row = GroupEnrolment(
        id=ids.new_id(),
        branch_id=contract.branch_id,
        contract_id=contract.id,
        client_id=client.id,
        enrolment_id=made.id,
    )
    db.session.add(row)
    db.session.flush()
    note("member.enrolled", ("enrolment", made.id), contract.branch_id, actor_id)


def join(*, group: ClientGroup, client_id: str, department: str, actor_id: str) -> None:
    """Put one client on the roster from today and enrol her under the contract year that is not over.

    Who has a plan of her own keeps it. Raises NotYours, OnARoster.
    """
    today = clock.today()
    add_member(group=group, client_id=client_id, department=department, joined_on=today, actor_id=actor_id)
    contract, client = queries.contract_on(group, today), clients.client(client_id)
    if contract is None or client is None or contract.ends_on < today:
        return
    with suppress(NoPackage, Refusal), db.session.begin_nested():
        enrol_member(contract=contract, client=client, actor_id=actor_id)


def package_of(contract: GroupContract, health_level: int | None) -> plans.ExamPackage:
    """Give the package of a health level, or of nobody's answer yet (P2). Raises NoPackage."""
    wanted = contract.terms.packages.of(health_level)
    for package in plans.packages():
        if package.level == wanted:
            return package
    raise NoPackage


def change_for(contract: GroupContract, client: Client, package: plans.ExamPackage) -> ItemChange:
    """Give what the group's change of items means for one member."""
    items = items_for(package.lines, plans.person_on(client, contract.starts_on))
    known = addable_items(package.lines, plans.known_items(), sex=client.sex)
    return own_change(contract.terms.change, items=items, addable=known)
