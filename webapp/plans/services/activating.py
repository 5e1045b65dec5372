"""The branch's answer to an application: payment confirmed, or sent back with a reason (P5, P6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.clients import services as care
from webapp.clients.rules import Capacity
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment, Entitlement, PlanApplication, PlanPayment
from webapp.plans.refusals import ApplicationMoved, WrongAmount
from webapp.plans.rules import Act
from webapp.plans.services.applying import announce_replacement, note
from webapp.plans.services.enrolling import enrol


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid outside the app: how, how much in yuan, on which day."""

    method: rules.PaidBy
    yuan: Decimal
    paid_on: date


def activate(
    *, application_id: str, branch_id: str, revision: int, payment: Payment, actor_id: str
) -> Enrolment:
    """Confirm the payment and begin the year: counters, doctor and history in one transaction (P5, P6).

    `revision` is the one that was looked at. Raises `ApplicationMoved` for whoever comes second,
    `WrongAmount`, and what `enrol` and `assign_care` raise.
    """
    found = _hold(application_id, branch_id, revision, Act.ACTIVATE)
    if payment.yuan != found.yuan:
        raise WrongAmount(found.yuan or Decimal(0))
    standing = queries.standing(client_id=found.client_id, day=clock.today())
    starts = rules.year_would_start(rules.Way(found.way), standing, clock.today())
    if found.way == rules.Way.UPGRADE:
        _end_running(found.client_id)
    _begin_care(found, actor_id)
    year = enrol(
        client_id=found.client_id,
        branch_id=branch_id,
        plan=rules.Plan(found.plan),
        package_id=found.package_id or "",
        institution_id=found.institution_id or "",
        starts=starts,
        actor_id=actor_id,
        change=found.item_change,
        newsletters_come=rules.Delivery(found.newsletters_come),
    )
    _decide(found, Act.ACTIVATE, actor_id, year)
    _keep_payment(found, payment, actor_id)
    _tell(found, "activated")
    return year


def send_back(*, application_id: str, branch_id: str, revision: int, reason: str, actor_id: str) -> None:
    """Send an application back with a reason that the client reads. Raises `ApplicationMoved`."""
    found = _hold(application_id, branch_id, revision, Act.SEND_BACK)
    found.answer = reason
    _decide(found, Act.SEND_BACK, actor_id)
    _tell(found, "sent_back")


def _hold(application_id: str, branch_id: str, revision: int, act: Act) -> PlanApplication:
    """Take the application for this transaction, as it was looked at."""
    found = queries.application(application_id)
    if found is None or found.branch_id != branch_id:
        raise NotYours
    as_seen = update(PlanApplication).where(
        PlanApplication.id == application_id,
        PlanApplication.revision == revision,
        PlanApplication.status.in_(rules.before(act)),
    )
    if not changed(as_seen.values(decided_at=clock.now())):
        raise ApplicationMoved
    db.session.refresh(found)
    return found


def _decide(found: PlanApplication, act: Act, actor_id: str, year: Enrolment | None = None) -> None:
    found.enrolment_id = year.id if year else None
    found.status, found.decided_by = rules.after(act), actor_id
    db.session.flush()
    note(f"plans.application.{found.status.lower()}", found, actor_id, {"revision": found.revision})


def _end_running(client_id: str) -> None:
    """End the running year for a higher plan; its rights and history stay in its rows (P6).

    The exam's counter is held first: whoever books just now has booked before, and is found by the room
    above, or finds the year over.
    """
    running = queries.live_enrolment(client_id=client_id, day=clock.today())
    if running is None:
        return
    exam = update(Entitlement).where(
        Entitlement.enrolment_id == running.id, Entitlement.item == rules.Item.EXAM
    )
    changed(exam.values(used=Entitlement.used))
    announce_replacement(client_id)
    running.status, running.ended_on = rules.YearStatus.ENDED, clock.today()
    db.session.flush()


def _keep_payment(found: PlanApplication, payment: Payment, actor_id: str) -> None:
    db.session.add(
        PlanPayment(
            branch_id=found.branch_id,
            application_id=found.id,
            method=payment.method,
            yuan=payment.yuan,
            paid_on=payment.paid_on,
            noted_by=actor_id,
        )
    )


def _begin_care(found: PlanApplication, actor_id: str) -> None:
    if found.doctor_id:
        care.assign_care(
            client_id=found.client_id,
            capacity=Capacity.FAMILY_DOCTOR,
            staff_id=found.doctor_id,
            actor_id=actor_id,
        )


_WORDS = {
    "activated": lambda: both("Your plan has begun. Open Kangyue to see what comes next."),
    "sent_back": lambda: both("Your branch has a question about your application. Open Kangyue to read it."),
}


def _tell(found: PlanApplication, what: str) -> None:
    client = clients.client(found.client_id)
    if client is not None and client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=found.branch_id,
            kind=f"plans.{what}",
            words=_WORDS[what](),
            link="/plan",
        )
