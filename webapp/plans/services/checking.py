"""What may be sold to whom: checked when it is chosen, and once more when the year begins (P1, P2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.plans import queries, rules
from webapp.plans.models import ExamPackage
from webapp.plans.refusals import InstitutionDoesNotFit, ItemsFixed, PackageNotInPlan


def client_of(client_id: str, branch_id: str) -> Client:
    """Give a client of the branch. Raises `NotYours`."""
    client = clients.client(client_id)
    if client is None or client.branch_id != branch_id:
        raise NotYours
    return client


def matrix_in_force() -> rules.Matrix:
    """Give the matrix in force; without one no package is in any plan."""
    matrix = queries.matrix()
    if matrix is None:
        raise PackageNotInPlan
    return matrix


def package_in_plan(package_id: str, levels: Sequence[str]) -> ExamPackage:
    """Give a package on sale of these levels (P2). Raises `PackageNotInPlan`."""
    package = queries.package(package_id)
    if package is None or package.retired_at or package.level not in levels:
        raise PackageNotInPlan
    return package


def items_of(
    package: ExamPackage, right: rules.Grant, client: Client, starts: date, change: rules.ItemChange
) -> tuple[str, ...]:
    """Work out what this person is examined for (P2). Raises ItemsFixed."""
    person = queries.person_on(client, starts)
    own = rules.items_for(package.lines, person)
    if not change:
        return own
    known = rules.addable_items(package.lines, queries.known_items(), sex=client.sex)
    if not rules.may_change_items(change, grant=right, items=own, known=known):
        raise ItemsFixed
    return rules.items_for(package.lines, person, change=change)


def check_institution(institution_id: str, branch_id: str, grade: str, starts: date) -> None:
    """Refuse all but the branch's institutions of the class with an agreement then (P1, O1)."""
    agreed = organisation.agreement_on(institution_id=institution_id, branch_id=branch_id, day=starts)
    if agreed is None or agreed.institution.branch_id != branch_id:
        raise InstitutionDoesNotFit
    if not rules.institution_fits(grade_needed=grade, grade=agreed.institution.grade):
        raise InstitutionDoesNotFit
