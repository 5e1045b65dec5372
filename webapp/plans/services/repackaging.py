"""Another package for a member of a group whose health level became known (P2)."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment
from webapp.plans.refusals import ExamIsBooked, PackageNotInPlan
from webapp.plans.services.enrolling import report_change
from webapp.plans.services.rights import hold_unused


def change_package(
    *,
    enrolment_id: str,
    package_id: str,
    actor_id: str,
    change: rules.ItemChange = rules.NO_CHANGE,
) -> None:
    """Give a member of a group the package of her health level, as long as no exam is booked (P2).

    Raises PackageNotInPlan, ExamIsBooked once the exam is booked.
    """
    enrolment = db.session.get_one(Enrolment, enrolment_id)
    package, client = queries.package(package_id), clients.client(enrolment.client_id)
    matrix = queries.matrix(enrolment.matrix_version)
    allowed = matrix.packages(plan=enrolment.plan, kind=enrolment.kind) if matrix else ()
    of_a_group = enrolment.kind == rules.Kind.GROUP
    if package is None or client is None or not of_a_group or package.level not in allowed:
        raise PackageNotInPlan
    if not hold_unused(enrolment_id=enrolment_id, item=rules.Item.EXAM):
        raise ExamIsBooked
    person = queries.person_on(client, enrolment.starts)
    items = rules.items_for(package.lines, person, change=change)
    enrolment.package_id = package_id
    enrolment.exam_items = rules.write_own_items(rules.OwnItems(items, change))
    report_change(enrolment, _unreported(enrolment_id, change), actor_id)
    db.session.flush()
    db.session.refresh(enrolment)
    audit.record(
        "plans.package.changed",
        subject=("enrolment", enrolment_id),
        branch_id=enrolment.branch_id,
        actor_id=actor_id,
        details={"level": package.level},
    )


def _unreported(enrolment_id: str, change: rules.ItemChange) -> rules.ItemChange:
    """What was reported with the package before is not reported again."""
    reported = {one.item for one in queries.item_changes(enrolment_id)}
    added = tuple(code for code in change.added if code not in reported)
    left_out = tuple(code for code in change.left_out if code not in reported)
    return rules.ItemChange(added, left_out, change.reason)
