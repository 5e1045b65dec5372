"""Enrolling a client, and moving to another institution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.clients.rules import age_on
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment, Entitlement, ExamItemChange, ExamPackage
from webapp.plans.refusals import (
    AlreadyEnrolled,
    EntitlementSpent,
    InstitutionDoesNotFit,
    ItemsFixed,
    PackageNotInPlan,
)
from webapp.plans.services.rights import hold_unused


def enrol(
    *,
    client_id: str,
    branch_id: str,
    plan: rules.Plan,
    package_id: str,
    institution_id: str,
    starts: date,
    actor_id: str,
    kind: rules.Kind = rules.Kind.INDIVIDUAL,
    change: rules.ItemChange = rules.NO_CHANGE,
) -> Enrolment:
    """Start a client's service year: plan, package right (P2), the one institution (P1), counters (P6).

    What is examined is worked out now, with the items changed while applying, and stays as it is (P2).
    """
    client, matrix = _client(client_id, branch_id), _matrix()
    right = matrix.grant(plan=plan, kind=kind, item=rules.Item.EXAM) or rules.Grant()
    package = _package(package_id, right.packages)
    items = _items(package, right, client, starts, change)
    _check_institution(institution_id, branch_id, matrix.grades[plan], starts)
    past_years = make_room(client_id, starts)
    enrolment = Enrolment(
        branch_id=branch_id,
        client_id=client_id,
        plan=plan,
        kind=kind,
        matrix_version=matrix.version,
        package_id=package_id,
        institution_id=institution_id,
        exam_items=rules.write_own_items(rules.OwnItems(items, change)),
        year_number=past_years + 1,
        starts=starts,
        ends=rules.service_year_ends(starts),
        status=rules.year_status(starts, clock.today()),
    )
    db.session.add(enrolment)
    db.session.flush()
    _grant(enrolment, matrix.entitlements(plan=plan, kind=kind))
    _tell_of(enrolment, change, actor_id)
    return enrolment


def _tell_of(enrolment: Enrolment, change: rules.ItemChange, actor_id: str) -> None:
    """Tell the rooms above, and the audit."""
    _report(enrolment, change, actor_id)
    _note("plans.enrolment.started", enrolment, actor_id, {"plan": enrolment.plan})


def _client(client_id: str, branch_id: str) -> Client:
    client = clients.client(client_id)
    if client is None or client.branch_id != branch_id:
        raise NotYours
    return client


def _matrix() -> rules.Matrix:
    """Give the matrix in force; without one no package is in any plan."""
    matrix = queries.matrix()
    if matrix is None:
        raise PackageNotInPlan
    return matrix


def _package(package_id: str, levels: Sequence[str]) -> ExamPackage:
    package = queries.package(package_id)
    if package is None or package.retired_at or package.level not in levels:
        raise PackageNotInPlan
    return package


def _items(
    package: ExamPackage, right: rules.Grant, client: Client, starts: date, change: rules.ItemChange
) -> tuple[str, ...]:
    """Work out what this person is examined for (P2). Raises ItemsFixed."""
    age = age_on(client.birth_date, starts)
    own = rules.items_for(package.lines, sex=client.sex, age=age)
    if not change:
        return own
    known = rules.addable_items(package.lines, queries.known_items(), sex=client.sex)
    if not rules.may_change_items(change, grant=right, items=own, known=known):
        raise ItemsFixed
    return rules.items_for(package.lines, sex=client.sex, age=age, change=change)


def _report(enrolment: Enrolment, change: rules.ItemChange, actor_id: str) -> None:
    """Keep each changed item as reported to headquarters (P2)."""
    acts = [("ADDED", code) for code in change.added] + [("LEFT_OUT", code) for code in change.left_out]
    for act, code in acts:
        db.session.add(
            ExamItemChange(
                branch_id=enrolment.branch_id,
                enrolment_id=enrolment.id,
                item=code,
                act=act,
                reason=change.reason,
                reported_by=actor_id,
            )
        )
    db.session.flush()
    if acts:
        counts = {"added": len(change.added), "left_out": len(change.left_out)}
        _note("plans.items.changed", enrolment, actor_id, counts)


def _check_institution(institution_id: str, branch_id: str, grade: str, starts: date) -> None:
    agreed = organisation.agreement_on(institution_id=institution_id, branch_id=branch_id, day=starts)
    if agreed is None or agreed.institution.branch_id != branch_id:
        raise InstitutionDoesNotFit
    if not rules.institution_fits(grade_needed=grade, grade=agreed.institution.grade):
        raise InstitutionDoesNotFit


def make_room(client_id: str, starts: date) -> int:
    """Bring a client's years up to today and count them (P6). Raises `AlreadyEnrolled`.

    What is over ends and what has begun runs; a year that still runs then is never replaced here, and
    only one may wait for its day.
    """
    today, years = clock.today(), queries.enrolments_of(client_id)
    live = [one for one in reversed(years) if one.status != rules.YearStatus.ENDED]
    waiting = [one for one in live if one.starts > today]
    if any(one.ends >= starts for one in live) or (waiting and starts > today):
        raise AlreadyEnrolled
    for one in live:
        one.status = rules.YearStatus.ENDED if one.ends < today else rules.year_status(one.starts, today)
        db.session.flush()
    return len(years)


def _grant(enrolment: Enrolment, rights: Mapping[str, int]) -> None:
    for item, times in rights.items():
        db.session.add(
            Entitlement(branch_id=enrolment.branch_id, enrolment_id=enrolment.id, item=item, granted=times)
        )
    db.session.flush()


def change_institution(*, client_id: str, institution_id: str, reason: str, actor_id: str, day: date) -> None:
    """Change the one institution, approved by the branch with a reason (P1); only before an exam was booked."""
    enrolment = queries.live_enrolment(client_id=client_id, day=day)
    client = clients.client(client_id)
    if enrolment is None or client is None:
        raise InstitutionDoesNotFit
    if not hold_unused(enrolment_id=enrolment.id, item=rules.Item.EXAM):
        raise EntitlementSpent
    matrix = queries.matrix(enrolment.matrix_version)
    grade = matrix.grades[enrolment.plan] if matrix else ""
    _check_institution(institution_id, enrolment.branch_id, grade, day)
    enrolment.institution_id = institution_id
    _note("plans.institution.changed", enrolment, actor_id, {"reason_letters": len(reason)})


def _note(action: str, enrolment: Enrolment, actor_id: str, details: Mapping[str, Any]) -> None:
    audit.record(
        action,
        subject=("enrolment", enrolment.id),
        branch_id=enrolment.branch_id,
        actor_id=actor_id,
        details=dict(details),
    )
