"""Applying for a service year, step by step; every step is kept and checked when it is chosen (P5).

All of it is the client's own act. What was chosen is checked once more when the application is sent and
when the year begins.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import update

from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.kernel import audit, clock, crypto, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new
from webapp.plans import queries, rules
from webapp.plans.events import YearReplaced
from webapp.plans.models import PlanApplication
from webapp.plans.refusals import ApplicationMoved, FeeChanged, PlanNotOffered, StepOpen
from webapp.plans.rules import Act, Step
from webapp.plans.services.checking import matrix_in_force
from webapp.plans.services.terms import Terms, check_doctor, terms_of


def choose_plan(*, client_id: str, branch_id: str, plan: str, way: rules.Way | None) -> PlanApplication:
    """Choose the plan, and whether it follows the running year or takes its place. Raises `PlanNotOffered`.

    What was chosen before and does not fit the plan is forgotten; the rest stays.
    """
    if way is None:
        raise PlanNotOffered
    terms = terms_of(client_id, branch_id, way)
    terms.check_plan(plan)
    wanted = {"plan": plan, "way": way.value}
    begun = {"id": ids.new_id(), "branch_id": branch_id, "client_id": client_id, "status": "DRAFT"}
    empty = {"items_added": "", "items_left_out": "", "revision": 0, "decided_by": ""}
    empty["newsletters_come"] = rules.Delivery.ELECTRONIC
    new = insert_new(PlanApplication, **begun, **empty, **wanted, created_at=clock.now())
    found = _live(client_id)
    if not new:
        _write(found, wanted | ({} if found.plan == plan else _misfits(found, plan, terms.matrix)))
    return found


def _misfits(found: PlanApplication, plan: str, matrix: rules.Matrix) -> dict[str, Any]:
    """Give what must be chosen anew when the plan changes."""
    gone: dict[str, Any] = {"items_added": "", "items_left_out": "", "change_reason": None}
    package = queries.package(found.package_id or "")
    if package is None or package.level not in matrix.packages(plan=plan, kind=rules.Kind.INDIVIDUAL):
        gone["package_id"] = None
    if matrix.grades[plan] != matrix.grades.get(found.plan):
        gone["institution_id"] = None
    if not rules.grant_for_one(matrix, plan, rules.Item.FAMILY_DOCTOR):
        gone["doctor_id"] = None
    if queries.purposes_for(plan, matrix) != queries.purposes_for(found.plan, matrix):
        gone["agreed"] = None
    return gone


def choose_package(
    *,
    client_id: str,
    package_id: str,
    change: rules.ItemChange = rules.NO_CHANGE,
    newsletters_come: rules.Delivery = rules.Delivery.ELECTRONIC,
) -> PlanApplication:
    """Choose the package, with single items changed where the plan allows it (P2), and how newsletters come (P5).

    Raises `PackageNotInPlan`, `NoFee`, `ItemsFixed`.
    """
    found = _live(client_id)
    _terms(found).check_package(found.plan, package_id, change)
    reason = change.reason.strip() if change else ""
    chosen = {
        "package_id": package_id,
        "items_added": " ".join(change.added),
        "items_left_out": " ".join(change.left_out),
        "change_reason": crypto.for_row(reason, found.id) if reason else None,
        "newsletters_come": newsletters_come,
    }
    return _write(found, chosen)


def choose_institution(*, client_id: str, institution_id: str) -> PlanApplication:
    """Choose the one institution of the year (P1). Raises `InstitutionDoesNotFit`."""
    found = _live(client_id)
    _terms(found).check_place(found.plan, institution_id)
    return _write(found, {"institution_id": institution_id})


def choose_doctor(*, client_id: str, staff_id: str) -> PlanApplication:
    """Choose the one family doctor of a plan that has one (P3). Raises `DoctorNotFree`."""
    found = _live(client_id)
    check_doctor(staff_id, found.branch_id)
    return _write(found, {"doctor_id": staff_id})


def answer_consents(*, client_id: str, agreed: Collection[Purpose]) -> PlanApplication:
    """Keep what is ticked; it is given when the application is sent (A5)."""
    found = _live(client_id)
    asked = queries.purposes_for(found.plan, matrix_in_force())
    return _write(found, {"agreed": " ".join(one.value for one in asked if one in agreed)})


def submit(*, client_id: str, fee_version: int, actor_id: str) -> PlanApplication:
    """Send the application to the branch, once, with the fee of the schedule that was shown (P4, P5).

    Each step is checked again: what was offered then may be gone. Raises `StepOpen`, what the steps raise,
    and `FeeChanged`.
    """
    found = _live(client_id)
    _write(found, {"revision": PlanApplication.revision + 1}, Act.SUBMIT)
    terms = _terms(found)
    terms.check_whole(found)
    if terms.fee_version != fee_version:
        raise FeeChanged
    if found.way == rules.Way.UPGRADE:
        announce_replacement(client_id)
    found.fee_version, found.yuan = fee_version, terms.fee(found.plan, found.package_id or "")
    found.submitted_at, found.status, found.answer = clock.now(), rules.after(Act.SUBMIT), None
    for code in (found.agreed or "").split():
        clients.give_consent(client_id=client_id, purpose=Purpose(code), actor_id=actor_id)
    note("plans.application.submitted", found, actor_id, {"plan": found.plan, "way": found.way})
    return found


def withdraw(*, client_id: str, actor_id: str) -> None:
    """Take an application back before the year has begun. Raises `ApplicationMoved`."""
    found = queries.live_application(client_id)
    if found is None:
        raise ApplicationMoved
    _write(found, {"status": rules.after(Act.WITHDRAW).value, "decided_at": clock.now()}, Act.WITHDRAW)
    note("plans.application.withdrawn", found, actor_id)


def note(
    action: str, application: PlanApplication, actor_id: str, details: dict[str, object] | None = None
) -> None:
    """Record an act on an application in the audit chain."""
    audit.record(
        action,
        subject=("plan_application", application.id),
        branch_id=application.branch_id,
        actor_id=actor_id,
        details=details or {},
    )


def _live(client_id: str) -> PlanApplication:
    found = queries.live_application(client_id)
    if found is None:
        raise StepOpen(Step.PLAN)
    return found


def _terms(found: PlanApplication) -> Terms:
    return terms_of(found.client_id, found.branch_id, rules.Way(found.way))


def _write(found: PlanApplication, values: dict[str, Any], act: Act = Act.CHOOSE) -> PlanApplication:
    """Write where the act is still possible: two windows, or the branch meanwhile, cannot undo each other."""
    mine = update(PlanApplication).where(PlanApplication.id == found.id)
    if not changed(mine.where(PlanApplication.status.in_(rules.before(act))).values(**values)):
        raise ApplicationMoved
    db.session.refresh(found)
    return found


def announce_replacement(client_id: str) -> None:
    """Let the rooms above refuse that a running year ends: an exam may be booked in it (P6)."""
    running = queries.live_enrolment(client_id=client_id, day=clock.today())
    if running is not None:
        events.publish(YearReplaced(running.id, client_id, running.branch_id))
