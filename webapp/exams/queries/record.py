"""A client's exams of all years: bookings and verified reports with their results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.exams.models import Booking, ExamReport, Session
from webapp.exams.models import Result as Result
from webapp.exams.queries.bookings import Held
from webapp.exams.rules.report import ReportStatus
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Verified:
    """A verified report with its results, in the order of their codes; those that were replaced are among them."""

    report: ExamReport
    results: Sequence[Result]


def bookings_of(client_id: str) -> list[Held]:
    """Give every booking a client ever made, newest first, cancelled ones among them."""
    query = select(Booking, Session).join(Session, Session.id == Booking.session_id)
    mine = query.where(Booking.client_id == client_id).order_by(Session.starts_at.desc(), Booking.id)
    return [Held(booking, session) for booking, session in db.session.execute(mine)]


def verified_reports(client_id: str) -> list[Verified]:
    """Give every verified report of a client, newest first, in two statements."""
    mine = select(ExamReport).where(
        ExamReport.client_id == client_id, ExamReport.status == ReportStatus.VERIFIED.value
    )
    reports = list(db.session.scalars(mine.order_by(ExamReport.exam_day.desc(), ExamReport.id)))
    results: dict[str, list[Result]] = defaultdict(list)
    inside = select(Result).where(Result.report_id.in_([report.id for report in reports]))
    for result in db.session.scalars(inside.order_by(Result.code)):
        results[result.report_id].append(result)
    return [Verified(report, results[report.id]) for report in reports]
