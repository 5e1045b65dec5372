"""Verbs of the plans room: publishing matrix and fees, packages, enrolling, using a right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from webapp.clients import queries as clients
from webapp.kernel import audit, clock
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.organisation import queries as organisation
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment, Entitlement, ExamPackage, FeeSchedule, PlanVersion


class EntitlementSpent(Refusal):
    """Nothing is left of this right in the service year (P6)."""

    def message(self) -> str:
        return _("This is already used up for the service year.")


class PackageNotInPlan(Refusal):
    """The plan does not contain this package (P2)."""

    def message(self) -> str:
        return _("This plan does not contain that exam package.")


class InstitutionDoesNotFit(Refusal):
    """Not one of the branch's institutions, of another class, or without a valid agreement (P1, O1)."""

    def message(self) -> str:
        return _("That institution cannot be chosen for this plan.")


class AlreadyEnrolled(Refusal):
    """The client already has a running plan."""

    def message(self) -> str:
        return _("This client already has a running plan.")


def publish_matrix(*, data: Mapping[str, Any], actor_id: str) -> int:
    """Publish a new version of the plan matrix; gives its number. Raises KeyError, ValueError."""
    version = queries.matrix_version() + 1
    body = {**data, "version": version}
    rules.read_matrix(body)
    text = json.dumps(body, ensure_ascii=False)
    db.session.add(PlanVersion(version=version, matrix=text, published_by=actor_id))
    db.session.flush()
    audit.record("plans.matrix.published", subject=("plan_version", str(version)), actor_id=actor_id)
    return version


def publish_fees(*, lines: Sequence[Mapping[str, str]], actor_id: str) -> int:
    """Publish a new fee schedule, the same for all branches (P4); gives its version."""
    version = int(db.session.scalar(select(func.max(FeeSchedule.version))) or 0) + 1
    body = {"lines": [dict(line) for line in lines]}
    rules.read_fees(body)
    text = json.dumps(body, ensure_ascii=False)
    db.session.add(FeeSchedule(version=version, lines=text, published_by=actor_id))
    db.session.flush()
    audit.record("plans.fees.published", subject=("fee_schedule", str(version)), actor_id=actor_id)
    return version


def add_package(
    *, level: str, name_zh: str, name_en: str, items: Sequence[str], actor_id: str
) -> ExamPackage:
    """Add an exam package."""
    package = ExamPackage(
        level=level, name_zh=name_zh, name_en=name_en, items=json.dumps(list(items), ensure_ascii=False)
    )
    db.session.add(package)
    db.session.flush()
    audit.record("plans.package.added", subject=("exam_package", package.id), actor_id=actor_id)
    return package


def retire_package(*, package_id: str, actor_id: str) -> bool:
    """Take a package out of sale, once; enrolments that have it keep it."""
    done = changed(
        update(ExamPackage)
        .where(ExamPackage.id == package_id, ExamPackage.retired_at.is_(None))
        .values(retired_at=clock.now())
    )
    if done:
        audit.record("plans.package.retired", subject=("exam_package", package_id), actor_id=actor_id)
    return bool(done)


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
) -> Enrolment:
    """Start a client's service year: plan, package right (P2), the one institution (P1), counters (P6)."""
    client = clients.client(client_id)
    if client is None or client.branch_id != branch_id:
        raise NotYours
    matrix = queries.matrix()
    if matrix is None:
        raise PackageNotInPlan
    _check_package(package_id, matrix.packages(plan=plan, kind=kind))
    _check_institution(institution_id, branch_id, matrix.grades[plan], starts)
    earlier = queries.enrolments_of(client_id)
    _end_earlier(client_id, earlier, starts)
    enrolment = Enrolment(
        branch_id=branch_id,
        client_id=client_id,
        plan=plan,
        kind=kind,
        matrix_version=matrix.version,
        package_id=package_id,
        institution_id=institution_id,
        year_number=len(earlier) + 1,
        starts=starts,
        ends=rules.service_year_ends(starts),
    )
    db.session.add(enrolment)
    db.session.flush()
    _grant(enrolment, matrix.entitlements(plan=plan, kind=kind))
    _note("plans.enrolment.started", enrolment, actor_id, {"plan": plan.value})
    return enrolment


def _check_package(package_id: str, levels: Sequence[str]) -> None:
    package = queries.package(package_id)
    if package is None or package.retired_at or package.level not in levels:
        raise PackageNotInPlan


def _check_institution(institution_id: str, branch_id: str, grade: str, starts: date) -> None:
    institution = organisation.institution(institution_id)
    agreed = organisation.agreement_on(institution_id=institution_id, branch_id=branch_id, day=starts)
    if institution is None or institution.branch_id != branch_id or agreed is None:
        raise InstitutionDoesNotFit
    if not rules.institution_fits(grade_needed=grade, grade=institution.grade):
        raise InstitutionDoesNotFit


def _end_earlier(client_id: str, earlier: Sequence[Enrolment], starts: date) -> None:
    """End a service year that is over; one that still runs is not replaced."""
    if any(one.status == "ACTIVE" and one.ends >= starts for one in earlier):
        raise AlreadyEnrolled
    over = update(Enrolment).where(Enrolment.client_id == client_id, Enrolment.status == "ACTIVE")
    changed(over.values(status="ENDED"))


def _grant(enrolment: Enrolment, rights: Mapping[str, int]) -> None:
    for item, times in rights.items():
        db.session.add(
            Entitlement(branch_id=enrolment.branch_id, enrolment_id=enrolment.id, item=item, granted=times)
        )
    db.session.flush()


_USE = (
    update(Entitlement)
    .where(
        Entitlement.enrolment_id == bindparam("enrolment"),
        Entitlement.item == bindparam("right"),
        Entitlement.used < Entitlement.granted,
    )
    .values(used=Entitlement.used + 1)
    .execution_options(synchronize_session=False)
)


def use(*, enrolment_id: str, item: str) -> None:
    """Take one use of a right; the UPDATE itself refuses the one too many. Raises `EntitlementSpent`."""
    used = db.session.connection().execute(_USE, {"enrolment": enrolment_id, "right": item})
    if not used.rowcount:
        raise EntitlementSpent


def give_back(*, enrolment_id: str, item: str) -> None:
    """Return one use of a right, never below zero."""
    changed(
        update(Entitlement)
        .where(
            Entitlement.enrolment_id == enrolment_id,
            Entitlement.item == item,
            Entitlement.used > 0,
        )
        .values(used=Entitlement.used - 1)
    )


def change_institution(*, client_id: str, institution_id: str, reason: str, actor_id: str, day: date) -> None:
    """Change the one institution, approved by the branch with a reason (P1); only before an exam was booked."""
    enrolment = queries.live_enrolment(client_id=client_id, day=day)
    client = clients.client(client_id)
    if enrolment is None or client is None:
        raise InstitutionDoesNotFit
    right = queries.entitlement(enrolment_id=enrolment.id, item=rules.Item.EXAM)
    if right is None or right.used:
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
