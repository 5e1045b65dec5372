"""What Today needs to know, gathered from the rooms in a dozen statements at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class Gathered:
    """One client's day: the facts for the rules, and the rows that the page shows."""

    day: date
    facts: Facts
    plan: Bilingual | None
    progress: Progress | None
    held: Held | None
    unread: int


def gather(*, client_id: str, account_id: str) -> Gathered:
    """Gather one client's Today."""
    day = clock.today()
    enrolment = plans.live_enrolment(client_id=client_id, day=day)
    unread = notices.unread(account_id)
    if enrolment is None:
        return Gathered(day, Facts(), None, None, None, unread)
    progress = questionnaires.progress(client_id=client_id, code=YEARLY)
    held = exams.live_booking(client_id=client_id, enrolment_id=enrolment.id)
    return Gathered(
        day, _facts(enrolment.starts, progress, held), enrolment.plan_name, progress, held, unread
    )


def _facts(starts: date, progress: Progress, held: Held | None) -> Facts:
    status = BookingStatus(held.booking.status) if held else None
    return Facts(
        enrolled=True,
        questionnaire_begun=progress.place is not None,
        questionnaire_submitted=_this_year(progress.submitted_at, starts),
        exam_day=held.session.day if held else None,
        exam_attended=status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED),
        results_verified=status is BookingStatus.COMPLETED,
    )


def _this_year(moment: datetime | None, starts: date) -> bool:
    return moment is not None and moment.date() >= starts
