"""Somebody asked for an overdue report; a report was handed over (X1)."""

from __future__ import annotations

from datetime import date

from webapp.exams.models import Chase, Delivery, ExamReport
from webapp.exams.queries import Visited
from webapp.exams.refusals import NotDeliveredSo, PromiseNeedsDay
from webapp.exams.rules.chasing import Outcome, Way, next_chase
from webapp.exams.rules.delivery import Form, Receiver, may_deliver
from webapp.exams.rules.report import ReportStatus
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation


def note_chase(
    *,
    exam: Visited,
    way: Way,
    whom: str,
    outcome: Outcome,
    promised_for: date | None,
    words: str,
    staff_id: str,
    actor_id: str,
) -> Chase:
    """Note that somebody asked the institution for the report. Raises PromiseNeedsDay."""
    today = clock.today()
    if outcome is Outcome.PROMISED and (promised_for is None or promised_for < today):
        raise PromiseNeedsDay
    promised = promised_for if outcome is Outcome.PROMISED else None
    booking = exam.held.booking
    row = Chase(
        branch_id=booking.branch_id,
        booking_id=booking.id,
        way=way,
        whom=whom,
        outcome=outcome,
        promised_for=promised,
        words=words or None,
        again_on=next_chase(outcome, day=today, promised=promised, working=organisation.working_days()),
        by=staff_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "exams.report.chased",
        subject=("exam_booking", booking.id),
        branch_id=booking.branch_id,
        actor_id=actor_id,
        details={"outcome": outcome},
    )
    return row


def note_delivery(
    *,
    report: ExamReport,
    form: Form,
    receiver: Receiver,
    to_name: str,
    sealed: bool,
    delivered_on: date,
    staff_id: str,
    actor_id: str,
) -> None:
    """Note that a verified report was handed over. Raises NotYours, NotDeliveredSo."""
    if report.status != ReportStatus.VERIFIED:
        raise NotYours
    if not may_deliver(form, receiver, sealed=sealed):
        raise NotDeliveredSo
    row = Delivery(
        branch_id=report.branch_id,
        client_id=report.client_id,
        report_id=report.id,
        form=form,
        receiver=receiver,
        to_name=to_name or None,
        sealed=sealed,
        delivered_on=delivered_on,
        by=staff_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "exams.report.delivered",
        subject=("exam_report", report.id),
        branch_id=report.branch_id,
        actor_id=actor_id,
        details={"form": form, "receiver": receiver},
    )
