"""Enrolling a client, and moving to another institution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment, Entitlement, ExamItemChange
from webapp.plans.refusals import AlreadyEnrolled, ExamIsBooked, InstitutionOfGroup
from webapp.plans.services.checking import (
    check_institution,
    client_of,
    items_of,
    matrix_in_force,
    package_in_plan,
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
    newsletters_come: rules.Delivery = rules.Delivery.ELECTRONIC,
) -> Enrolment:
    """Start a client's service year: plan, package right (P2), the one institution (P1), counters (P6).

    How many newsletters come stands in the matrix, how they come in `newsletters_come`; both are fixed now (P5).
    What is examined is worked out now, with the items changed while applying, and stays as it is (P2).
    """
    client, matrix = client_of(client_id, branch_id), matrix_in_force()
    right = matrix.grant(plan=plan, kind=kind, item=rules.Item.EXAM) or rules.Grant()
    package = package_in_plan(package_id, right.packages)
    items = items_of(package, right, client, starts, change)
    check_institution(institution_id, branch_id, matrix.grades[plan], starts)
    enrolment = Enrolment(
        branch_id=branch_id,
        client_id=client_id,
        plan=plan,
        kind=kind,
        matrix_version=matrix.version,
        package_id=package_id,
        institution_id=institution_id,
        exam_items=rules.write_own_items(rules.OwnItems(items, change)),
        newsletters_come=newsletters_come,
        year_number=make_room(client_id, starts) + 1,
        starts=starts,
        ends=rules.service_year_ends(starts),
        status=rules.year_status(starts, clock.today()),
    )
    _begin(enrolment, matrix, change, actor_id)
    return enrolment


def _begin(enrolment: Enrolment, matrix: rules.Matrix, change: rules.ItemChange, actor_id: str) -> None:
    """Keep the year with its counters (P6), the items changed (P2) and the audit's line."""
    db.session.add(enrolment)
    db.session.flush()
    _grant(enrolment, matrix.entitlements(plan=enrolment.plan, kind=enrolment.kind))
    report_change(enrolment, change, actor_id)
    _note("plans.enrolment.started", enrolment, actor_id, {"plan": enrolment.plan})


def report_change(enrolment: Enrolment, change: rules.ItemChange, actor_id: str) -> None:
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


def move_to(enrolment: Enrolment, institution_id: str, day: date) -> None:
    """Write another institution into a service year (P1). Raises `ExamIsBooked`, `InstitutionDoesNotFit`.

    A member of a group is examined where the group's contract says: `InstitutionOfGroup`.
    """
    if enrolment.kind == rules.Kind.GROUP:
        raise InstitutionOfGroup
    if not hold_unused(enrolment_id=enrolment.id, item=rules.Item.EXAM):
        raise ExamIsBooked
    matrix = queries.matrix(enrolment.matrix_version)
    grade = matrix.grades[enrolment.plan] if matrix else ""
    check_institution(institution_id, enrolment.branch_id, grade, day)
    enrolment.institution_id = institution_id


def _note(action: str, enrolment: Enrolment, actor_id: str, details: Mapping[str, Any]) -> None:
    audit.record(
        action,
        subject=("enrolment", enrolment.id),
        branch_id=enrolment.branch_id,
        actor_id=actor_id,
        details=dict(details),
    )
