"""What Today needs to know, gathered from the rooms in a dozen statements at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.assessments import queries as assessments
from webapp.assessments.queries import Released
from webapp.exams import queries as exams
from webapp.exams.queries import Held
from webapp.exams.rules.booking import BookingStatus
from webapp.home.rules import Facts
from webapp.kernel import clock
from webapp.notices import queries as notices
from webapp.plans import queries as plans
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.queries import Progress
from webapp.toolbox.words import Bilingual

YEARLY = "hra"  # the questionnaire of every service year
NEWS = timedelta(days=14)  # how long a report is the first thing to read


@dataclass(frozen=True, slots=True)
class Gathered:
    """One client's day: the facts for the rules, and the rows that the page shows."""

    day: date
    facts: Facts
    plan: Bilingual | None
    progress: Progress | None
    held: Held | None
    report: Released | None
    unread: int


def gather(*, client_id: str, account_id: str) -> Gathered:
    """Gather one client's Today."""
    day = clock.today()
    enrolment = plans.live_enrolment(client_id=client_id, day=day)
    unread = notices.unread(account_id)
    if enrolment is None:
        return Gathered(day, Facts(), None, None, None, None, unread)
    progress = questionnaires.progress(client_id=client_id, code=YEARLY)
    held = exams.live_booking(client_id=client_id, enrolment_id=enrolment.id)
    report = _report(client_id, enrolment.starts)
    facts = _facts(day, enrolment.starts, progress, held, report)
    return Gathered(day, facts, enrolment.plan_name, progress, held, report, unread)


def _report(client_id: str, starts: date) -> Released | None:
    """Give the report of this service year."""
    found = assessments.released(client_id=client_id)
    return next((one for one in found if one.released_at.date() >= starts), None)


def _facts(day: date, starts: date, progress: Progress, held: Held | None, report: Released | None) -> Facts:
    status = BookingStatus(held.booking.status) if held else None
    return Facts(
        enrolled=True,
        questionnaire_begun=progress.place is not None,
        questionnaire_submitted=_this_year(progress.submitted_at, starts),
        exam_day=held.session.day if held else None,
        exam_attended=status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED),
        results_verified=status is BookingStatus.COMPLETED,
        report_released=report is not None,
        report_is_news=report is not None and day - report.released_at.date() < NEWS,
    )


def _this_year(moment: datetime | None, starts: date) -> bool:
    return moment is not None and moment.date() >= starts
